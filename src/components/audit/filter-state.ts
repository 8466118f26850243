import { dateAt } from "@/core/scheduling/wall-time";
import type { AuditFilter, AuditPerson } from "@/core/audit/search";

/** What the form holds. */
export interface FilterDraft {
  /** What this person did, or what was done with this patient's record. */
  readonly person: AuditPerson | null;
  readonly action: string;
  readonly outcome: "" | "done" | "refused" | "failed";
  /** YYYY-MM-DD, in the practice's zone. */
  readonly from: string | null;
  readonly to: string | null;
  readonly emergency: boolean;
}

/** A form that asks for nothing in particular. */
export const EMPTY_DRAFT: FilterDraft = { person: null, action: "", outcome: "", from: null, to: null, emergency: false };

const DAY_MS = 86_400_000;

/** When a day begins in a zone, epoch ms: looks for it from the UTC midnight on, by the quarter of an hour. */
function startOfDayMs(date: string, zone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  for (let atMs = utc - 15 * 3_600_000; atMs < utc + DAY_MS; atMs += 900_000) if (dateAt(atMs, zone) >= date) return atMs;
  return utc;
}

/** The question that the form asks. */
export function filterOf(draft: FilterDraft, zone: string): AuditFilter {
  const { person, action, outcome, from, to, emergency } = draft;
  return {
    ...(person?.kind === "staff" ? { actorId: person.id } : {}),
    ...(person?.kind === "patient" ? { patientId: person.id as NonNullable<AuditFilter["patientId"]> } : {}),
    ...(action === "" ? {} : { action }),
    ...(outcome === "" ? {} : { outcome }),
    ...(emergency ? { emergency: true } : {}),
    ...(from === null ? {} : { fromMs: startOfDayMs(from, zone) }),
    ...(to === null ? {} : { toMs: startOfDayMs(nextDay(to), zone) }),
  };
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
