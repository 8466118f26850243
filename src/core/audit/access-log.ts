import { z } from "zod";
import { AuditCursor } from "./search";

/** Who somebody was, as the patient knows them. */
export const LOG_WHO = ["you", "proxy", "staff", "program", "system", "guest"] as const;

/** Why, in the patient's words: the messages have one sentence for each. */
export const LOG_WHY = ["care", "front_desk", "emergency", "oversight", "you", "for_you", "automatic"] as const;
/** See {@link LOG_WHY}. */
export type LogWhy = (typeof LOG_WHY)[number];

/** One line of "Who looked at my record". One for each entry of the audit about the patient. */
export const AccessLogLine = z.object({
  /** Id of the audit's entry. */
  id: z.string(),
  atMs: z.number(),
  who: z.enum(LOG_WHO),
  /** Staff by the name that patients know, helpers by theirs; null where the kind says it all. */
  name: z.string().nullable(),
  /** What was done: the audit's action. */
  action: z.string(),
  why: z.enum(LOG_WHY),
  /** Whether it happened, or was refused. */
  happened: z.boolean(),
});
/** See {@link AccessLogLine}. */
export type AccessLogLine = z.infer<typeof AccessLogLine>;

/** A page of it, the newest first. */
export const AccessLog = z.object({ zone: z.string(), practice: z.string(), lines: z.array(AccessLogLine), next: AuditCursor.nullable() });
/** See {@link AccessLog}. */
export type AccessLog = z.infer<typeof AccessLog>;

/** Why somebody reached into the record, from what the audit noted. Total: what is unknown is the practice's work. */
export function whyOf(entry: { readonly actorKind: string; readonly purpose: string | null; readonly actorRoles?: string | null }): LogWhy {
  if (entry.purpose === "emergency") return "emergency";
  // Somebody who acts for the patient, from their seat in a visit.
  if (entry.actorKind === "visitor" && entry.actorRoles === "proxy") return "for_you";
  switch (entry.actorKind) {
    case "patient":
    case "visitor":
    case "public":
      return "you";
    case "proxy":
    case "account":
      return "for_you";
    case "system":
    case "integration":
      return "automatic";
    default:
      return entry.purpose === "care" ? "care" : entry.purpose === "oversight" ? "oversight" : "front_desk";
  }
}
