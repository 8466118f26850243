"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Banner } from "@/components/kit/banner";
import { Icon } from "@/components/kit/icon";
import { announce } from "@/components/kit/live-region";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { Factor } from "@/core/access/factors";
import type { DomainError } from "@/core/kit/errors";
import { callCommand } from "@/room/api";
import { deviceOf } from "./device-name";

/** One browser in which the person is signed in. */
export interface SessionLine {
  readonly sessionId: string;
  readonly userAgent: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly isThisOne: boolean;
  /** Part of a network address; empty where it is unknown. */
  readonly place: string;
  readonly factors: readonly Factor[];
}

/** Where the person is signed in, each with a way to end it. */
export function SessionList({ sessions }: { sessions: readonly SessionLine[] }) {
  const t = useTranslations("access.sessions");
  const format = useFormatter();
  const say = useErrorWords();
  const router = useRouter();
  const [ending, setEnding] = useState<string | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [isRefreshing, refresh] = useTransition();

  const end = async (sessionId: string) => {
    setEnding(sessionId);
    setError(null);
    const result = await callCommand("access/revoke-session", { sessionId });
    setEnding(null);
    if (!result.ok) return setError(result.error);
    announce(t("ended"));
    refresh(() => router.refresh());
  };

  const endOthers = async () => {
    setEnding("others");
    setError(null);
    const result = await callCommand<object, { ended: number }>("access/revoke-other-sessions", {});
    setEnding(null);
    if (!result.ok) return setError(result.error);
    announce(t("endedOthers", { count: result.value.ended }));
    refresh(() => router.refresh());
  };

  const detailsOf = (line: SessionLine) =>
    [
      line.place === "" ? "" : t("place", { place: line.place }),
      line.factors.length === 0 ? "" : t("ways", { ways: format.list(line.factors.map((each) => t(`factor.${each}`))) }),
    ].join(" ");

  const nameOf = (line: SessionLine) => {
    const device = deviceOf(line.userAgent);
    return t("device", { browser: t(`browser.${device.browser}`), system: t(`system.${device.system}`) });
  };
  return (
    <>
      {error !== null && <Banner kind="urgent" fact={say(error)} live="assertive" className="mt-6" />}
      <ul className="mt-6 border-b border-rule" aria-busy={isRefreshing}>
        {sessions.map((line) => (
          <Row
            as="li"
            key={line.sessionId}
            start={<Icon name={["android", "ios"].includes(deviceOf(line.userAgent).system) ? "phone-device" : "laptop"} />}
            title={nameOf(line)}
            note={
              <>
                {line.isThisOne
                  ? t("thisOne", { since: format.dateTime(line.createdAtMs, "moment") })
                  : t("seen", { seen: format.dateTime(line.lastSeenAtMs, "moment"), since: format.dateTime(line.createdAtMs, "moment") })}{" "}
                {detailsOf(line)}
              </>
            }
            end={
              line.isThisOne ? (
                <LinkButton href="/sign-out">{t("signOut")}</LinkButton>
              ) : (
                <PlainButton
                  pending={ending === line.sessionId}
                  aria-label={t("endNamed", { device: nameOf(line) })}
                  onPress={() => void end(line.sessionId)}
                >
                  {t("end")}
                </PlainButton>
              )
            }
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <PlainButton className="mt-6" pending={ending === "others"} onPress={() => void endOthers()}>
          {t("endOthers")}
        </PlainButton>
      )}
    </>
  );
}
