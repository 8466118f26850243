import { useFormatter, useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { Row } from "@/components/kit/row";
import "./audit.css";

/** Which key-encryption keys are in use. */
export interface KeyFacts {
  readonly currentId: string | null;
  readonly keys: readonly { readonly kekId: string; readonly count: number; readonly isKnown: boolean }[];
  readonly rotation: { readonly startedAtMs: number; readonly finishedAtMs: number | null; readonly rewrapped: number } | null;
}

/** For admins and auditors: whether an old key can go. */
export function KeysPage({ facts, zone }: { facts: KeyFacts; zone: string }) {
  const t = useTranslations("audit.keys");
  const format = useFormatter();
  const moment = (atMs: number) => format.dateTime(atMs, "moment", { timeZone: zone });
  const isClean = facts.keys.every((each) => each.kekId === facts.currentId);
  const { rotation } = facts;
  return (
    <main id="main" tabIndex={-1} className="audit-page audit-reading">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 text-ink2">{t("words")}</p>
      <div className="mt-6">
        {facts.currentId === null ? (
          <Banner kind="urgent" fact={t("away")} />
        ) : isClean ? (
          <Banner fact={t("clean")} />
        ) : (
          <Banner kind="slow" icon="info" fact={t("old")}>
            {t("oldWords")}
          </Banner>
        )}
      </div>
      <ul className="mt-6 border-b border-rule">
        {facts.keys.map(({ kekId, count, isKnown }) => (
          <Row
            key={kekId}
            as="li"
            title={<span className="break-all">{kekId}</span>}
            note={t("count", { count })}
            end={<span className="text-small text-ink2">{kekId === facts.currentId ? t("current") : isKnown ? "" : t("unknown")}</span>}
          />
        ))}
      </ul>
      <p className="mt-4 text-ink2">
        {t("rotation")}:{" "}
        {rotation === null
          ? t("rotationNone")
          : rotation.finishedAtMs === null
            ? t("rotationOpen", { time: moment(rotation.startedAtMs) })
            : t("rotationDone", { count: rotation.rewrapped, time: moment(rotation.finishedAtMs) })}
      </p>
    </main>
  );
}
