import { useFormatter, useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import type { FindingKind } from "@/core/audit/findings";
import type { ChainStatus } from "@/core/audit/search";

/** How the chain stands: sealed up to, signed up to, last checked. A broken one is said first. */
export function ChainStrip({ status, zone }: { status: ChainStatus; zone: string }) {
  const t = useTranslations("audit.chain");
  const format = useFormatter();
  const moment = (atMs: number) => format.dateTime(atMs, "moment", { timeZone: zone });
  const { checkpoint, verification } = status;
  const finding = verification?.finding ?? null;
  return (
    <section aria-labelledby="chain" className="mt-6">
      <h2 id="chain" className="sr-only">
        {t("title")}
      </h2>
      {finding !== null && (
        <Banner kind="urgent" className="mb-4" fact={t("broken")}>
          {t("brokenWords", { position: finding.position ?? 0, kind: t(`finding.${finding.kind as FindingKind}`) })}
        </Banner>
      )}
      <dl className="audit-facts">
        <div>
          <dt>{t("sealed")}</dt>
          <dd>
            {t("sealedValue", { count: status.sealed })}
            <span className="block text-small text-ink2">{t("lag", { seconds: Math.floor(status.lagS) })}</span>
          </dd>
        </div>
        <div>
          <dt>{t("checkpoint")}</dt>
          <dd>
            {checkpoint === null ? t("checkpointNone") : t("checkpointValue", { position: checkpoint.position, time: moment(checkpoint.atMs) })}
            {checkpoint !== null && !checkpoint.isOutside && <span className="block text-small text-ink2">{t("checkpointInside")}</span>}
          </dd>
        </div>
        <div>
          <dt>{t("checked")}</dt>
          <dd>
            {verification === null
              ? t("checkedNever")
              : finding === null
                ? t("checkedWhole", { count: verification.checked, time: moment(verification.atMs) })
                : t("checkedBroken", { time: moment(verification.atMs) })}
          </dd>
        </div>
      </dl>
    </section>
  );
}
