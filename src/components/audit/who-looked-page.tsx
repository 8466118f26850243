"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import type { AccessLog, AccessLogLine } from "@/core/audit/access-log";
import { groupByDay, groupByStay, type Stay } from "@/core/audit/group-by-day";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { useOwnActionWords } from "./action-words";
import "./audit.css";

/** Who looked at a patient's record, for the patient: by day, in their words. */
export function WhoLookedPage({ initial }: { initial: AccessLog }) {
  const t = useTranslations("audit.mine");
  const format = useFormatter();
  const [log, setLog] = useState(initial);
  const [state, setState] = useState<"idle" | "pending" | "failed">("idle");
  const { zone } = initial;
  const more = async () => {
    setState("pending");
    const result = await callQuery<object, AccessLog>("audit/who-looked", { before: log.next });
    setState(result.ok ? "idle" : "failed");
    if (result.ok) setLog({ ...result.value, lines: [...log.lines, ...result.value.lines] });
  };
  return (
    <main id="main" tabIndex={-1} className="audit-page audit-reading">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 text-reading text-ink2">{t("words")}</p>
      {log.lines.length === 0 && (
        <EmptyState className="mt-6" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      )}
      {groupByDay(log.lines, (atMs) => dateAt(atMs, zone)).map(({ day, lines }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className="audit-day text-h3">
            {format.dateTime(new Date(`${day}T00:00:00Z`), "full", { timeZone: "UTC" })}
          </h2>
          <ul className="border-b border-rule">
            {groupByStay(lines).map((stay) => (
              <StayRow key={stay.lines[0]?.id} stay={stay} zone={zone} />
            ))}
          </ul>
        </section>
      ))}
      {state === "failed" && <Banner kind="slow" live="polite" className="mt-4" fact={t("failed")} />}
      {log.next !== null && (
        <PlainButton className="mt-4" pending={state === "pending"} onPress={() => void more()}>
          {t("more")}
        </PlainButton>
      )}
      <p className="mt-8 text-ink2">{t("ask", { practice: initial.practice })}</p>
      <LinkButton className="mt-4" href="/home">
        {t("back")}
      </LinkButton>
    </main>
  );
}

/** What one person did without anybody else in between: from when to when, and each thing once. */
function StayRow({ stay: { lines, actions }, zone }: { stay: Stay<AccessLogLine>; zone: string }) {
  const t = useTranslations("audit.mine");
  const say = useOwnActionWords();
  const format = useFormatter();
  const [newest, oldest] = [lines[0], lines.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  const time = (atMs: number) => format.dateTime(atMs, "time", { timeZone: zone });
  const [from, to] = [time(oldest.atMs), time(newest.atMs)];
  const who = newest.name ?? t(newest.who);
  // The oldest first, as it went. Two actions without words of their own are told by the same ones: once is enough.
  const what = [...new Set(actions.toReversed().map(say))];
  return (
    <Row
      as="li"
      className="items-start"
      start={
        <time dateTime={new Date(oldest.atMs).toISOString()} className="audit-when text-ink2">
          {from === to ? from : t("span", { from, to })}
        </time>
      }
      title={<span className="font-semibold">{newest.why === "you" ? who : t("whoWhy", { who, why: t(`why.${newest.why}`) })}</span>}
      note={
        <>
          {what.map((each) => `${each}.`).join(" ")}
          {!newest.happened && ` ${t("refused")}`}
          {newest.why === "emergency" && <span className="audit-emergency mt-1 block">{t("emergencyWords")}</span>}
        </>
      }
    />
  );
}
