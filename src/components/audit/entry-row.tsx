"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { ReadyWord, Row } from "@/components/kit/row";
import type { AuditDetail, AuditLine } from "@/core/audit/search";
import { callQuery } from "@/room/api";
import { useActionWords } from "./action-words";
import { DetailFacts } from "./detail-facts";

type Opened = "closed" | "loading" | "failed" | AuditDetail;

/** One entry: who, what, about whom, for what, how it ended; the rest on demand. */
export function EntryRow({ line, zone }: { line: AuditLine; zone: string }) {
  const t = useTranslations("audit");
  const words = useActionWords();
  const who = useWho();
  const format = useFormatter();
  const [opened, setOpened] = useState<Opened>("closed");
  const time = format.dateTime(line.atMs, { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const what = words(line.action);
  const id = `entry-${line.id}`;
  const open = async () => {
    setOpened("loading");
    const result = await callQuery<object, AuditDetail>("audit/entry", { id: line.id });
    setOpened(result.ok ? result.value : "failed");
  };
  const isOpen = opened !== "closed";
  return (
    <li>
      <Row
        start={<time dateTime={new Date(line.atMs).toISOString()} className="text-small tabular-nums text-ink2">{time}</time>}
        title={t("list.byWhom", { name: who(line), what })}
        note={hasNote(line) ? <LineNote line={line} /> : undefined}
        end={
          <PlainButton kind="text" aria-expanded={isOpen} aria-controls={id} aria-label={t("list.detailsOf", { what, time })} pending={opened === "loading"} onPress={() => (isOpen ? setOpened("closed") : void open())}>
            {isOpen ? t("detail.close") : t("list.details")}
          </PlainButton>
        }
      />
      <div id={id} className={isOpen ? "audit-detail" : "hidden"}>
        {opened === "failed" && <Banner kind="slow" live="polite" fact={t("detail.failed")} action={<PlainButton kind="text" onPress={() => void open()}>{t("detail.again")}</PlainButton>} />}
        {typeof opened === "object" && <DetailFacts detail={opened} />}
      </div>
    </li>
  );
}

function hasNote({ patientName, actorKind, purpose, outcome }: AuditLine): boolean {
  return (patientName !== null && actorKind !== "patient") || purpose !== null || outcome !== "done";
}

function LineNote({ line }: { line: AuditLine }) {
  const t = useTranslations("audit");
  const about = line.patientName === null || line.actorKind === "patient" ? null : t("list.about", { name: line.patientName });
  const facts = [about, line.purpose === null || line.purpose === "emergency" ? null : t(`purpose.${line.purpose}`)].filter((each) => each !== null);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      {facts.length > 0 && <span>{facts.join(" · ")}</span>}
      {line.purpose === "emergency" && <span className="audit-emergency">{t("purpose.emergency")}</span>}
      {line.outcome !== "done" && <ReadyWord state={line.outcome === "failed" ? "failed" : "open"}>{t(`outcome.${line.outcome}`)}</ReadyWord>}
    </span>
  );
}

/** Names whoever did it. */
function useWho(): (line: AuditLine) => string {
  const t = useTranslations("audit");
  return (line) => {
    if (line.actorName !== null) return line.actorName;
    if (line.actorKind === "public") return t("list.unknown");
    if (line.actorKind === "system") return t("list.system");
    if (line.actorKind === "visitor" && line.patientName !== null && !line.actorRoles.includes("guest") && !line.actorRoles.includes("proxy")) return line.patientName;
    return t("list.somebody");
  };
}
