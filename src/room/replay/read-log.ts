import { domainError, type DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { type Result, err, ok } from "@/core/kit/result";
import { unpackTimeline, type TimelineEntry } from "@/core/room/timeline";
import type { TimelineAnswer } from "@/core/room/timeline-contract";
import { callQuery } from "../api";
import type { VisitLog } from "./replay";

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Reads all of a visit's log, page by page. Errors: those of `room/timeline`, and `kit.broken` for what can't be read. */
export async function readVisitLog(visitId: VisitId, signal?: AbortSignal): Promise<Result<VisitLog, DomainError>> {
  const entries: TimelineEntry[] = [];
  for (let sinceVersion = 0; ; ) {
    const answer = await callQuery<unknown, TimelineAnswer>("room/timeline", { visitId, sinceVersion }, { signal });
    if (!answer.ok) return answer;
    const { packed, startMs, people, erased, more, version } = answer.value;
    const page = packed === "" ? [] : unpackTimeline(bytesOf(packed), startMs);
    if (page === null) return err(domainError("unavailable", "kit.broken"));
    entries.push(...page);
    if (!more) return ok({ startMs, entries, people, erased });
    sinceVersion = version;
  }
}
