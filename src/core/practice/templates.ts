import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { OFFERED_LANGUAGES } from "./settings";

/** What a practice may write in its own words. Mails about keys and sign-in stay ours: nobody learns to trust others. */
export const TEMPLATE_KINDS = [
  "appointment_booked",
  "appointment_moved",
  "appointment_handed_over",
  "appointment_cancelled",
  "appointment_restored",
  "summary_ready",
  "summary_code",
  "registration_confirm",
  "registration_accepted",
  "proxy_invite",
  "account_invite",
  "guest_invite",
  "staff_invite",
] as const;
/** See {@link TEMPLATE_KINDS}. */
export const TemplateKind = z.enum(TEMPLATE_KINDS);
/** See {@link TEMPLATE_KINDS}. */
export type TemplateKind = z.infer<typeof TemplateKind>;

/** What can stand between braces in a template. */
export const PLACEHOLDERS = ["name", "practice", "clinician", "date", "time", "place", "emergency", "link", "code", "days"] as const;
/** See {@link PLACEHOLDERS}. */
export type Placeholder = (typeof PLACEHOLDERS)[number];

interface KindRule {
  readonly allowed: readonly Placeholder[];
  /** Must stand in the body: without it the mail is of no use. */
  readonly required: readonly Placeholder[];
}

const APPOINTMENT = ["name", "practice", "clinician", "date", "time", "place", "emergency"] as const;

/** Which placeholders each kind has. */
export const TEMPLATE_RULES: Readonly<Record<TemplateKind, KindRule>> = {
  appointment_booked: { allowed: [...APPOINTMENT, "link"], required: ["date", "time", "link"] },
  appointment_moved: { allowed: APPOINTMENT, required: ["date", "time"] },
  appointment_handed_over: { allowed: APPOINTMENT, required: ["clinician", "date", "time"] },
  appointment_cancelled: { allowed: APPOINTMENT, required: ["date", "time"] },
  appointment_restored: { allowed: APPOINTMENT, required: ["date", "time"] },
  summary_ready: { allowed: ["name", "practice", "link"], required: ["link"] },
  summary_code: { allowed: ["name", "practice", "code"], required: ["code"] },
  registration_confirm: { allowed: ["practice", "link"], required: ["link"] },
  registration_accepted: { allowed: ["name", "practice", "link"], required: ["link"] },
  proxy_invite: { allowed: ["name", "practice", "link"], required: ["link"] },
  // No name: a mail that says who is a patient says too much to whoever else reads the mailbox.
  account_invite: { allowed: ["practice", "link", "days"], required: ["link"] },
  guest_invite: { allowed: ["name", "practice", "link"], required: ["link"] },
  staff_invite: { allowed: ["name", "practice", "link", "days"], required: ["link"] },
};

/** Longest subject, in characters: more is cut off in every mail program. */
export const SUBJECT_MAX = 120;
/** Longest body, in characters. */
export const BODY_MAX = 4_000;

/** The practice's words for one kind in one language. `version` 0: there are none yet. */
export const SaveTemplateInput = z.strictObject({
  kind: TemplateKind,
  locale: z.enum(OFFERED_LANGUAGES),
  version: z.number().int().min(0),
  subject: z.string().max(2_000),
  body: z.string().max(20_000),
});
/** See {@link SaveTemplateInput}. */
export type SaveTemplateInput = z.infer<typeof SaveTemplateInput>;

/** Goes back to our words. */
export const ResetTemplateInput = z.strictObject({ kind: TemplateKind, locale: z.enum(OFFERED_LANGUAGES), version: z.number().int().positive() });
/** See {@link ResetTemplateInput}. */
export type ResetTemplateInput = z.infer<typeof ResetTemplateInput>;

/** A template as it stands. */
export const TemplateView = z.object({
  kind: TemplateKind,
  locale: z.string(),
  /** 0: ours. */
  version: z.number().int(),
  subject: z.string(),
  body: z.string(),
  /** Ours, to compare and to go back to. */
  ours: z.object({ subject: z.string(), body: z.string() }),
  changedAtMs: z.number().nullable(),
});
/** See {@link TemplateView}. */
export type TemplateView = z.infer<typeof TemplateView>;

/** Words of a mail. */
export interface Words {
  readonly subject: string;
  readonly body: string;
}

const TOKEN = /\{([^{}]*)\}/g;
/** What must not be in a body: controls but line ends and tabs, direction marks and overrides, what can't be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** A body as it is stored: one kind of line end, nothing that can't be seen, no space at line ends. */
export function cleanBody(text: string): string {
  const lines = text.normalize("NFC").replace(/\r\n?/g, "\n").split("\n");
  return lines
    .map((each) => each.replace(/\t/g, " ").replace(UNSEEN, "").trimEnd())
    .join("\n")
    .replace(/\n{4,}/g, "\n\n\n")
    .trim();
}

/** The placeholders that a text names, as written. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(TOKEN)].map((match) => match[1] ?? ""))];
}

/** What is wrong with words; null: nothing. Fields are `subject` and `body`. */
export function problemWith(kind: TemplateKind, words: Words): DomainError | null {
  const { allowed, required } = TEMPLATE_RULES[kind];
  const wrong = (field: "subject" | "body", code: string, params: Record<string, string | number> = {}) =>
    domainError("invalid", code, { fields: { [field]: code }, params });
  const { subject, body } = words;
  // A line end in a subject would begin a header of somebody else's making.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject)) return wrong("subject", "practice.template_header");
  if (/[\p{Cf}\p{Co}\p{Cs}]/u.test(subject)) return wrong("subject", "practice.template_unseen");
  if (subject.trim() === "") return wrong("subject", "practice.template_empty");
  if (subject.length > SUBJECT_MAX) return wrong("subject", "practice.template_subject_long", { max: SUBJECT_MAX });
  if (body === "") return wrong("body", "practice.template_empty");
  if (body.length > BODY_MAX) return wrong("body", "practice.template_body_long", { max: BODY_MAX });
  // Subjects show on lock screens: only the practice's name may stand there.
  const inSubject = placeholdersIn(subject).find((name) => name !== "practice");
  if (inSubject !== undefined) return wrong("subject", "practice.template_subject_placeholder", { name: inSubject.slice(0, 40) });
  const unknown = placeholdersIn(body).find((name) => !(allowed as readonly string[]).includes(name));
  if (unknown !== undefined) return wrong("body", "practice.template_unknown", { name: unknown.slice(0, 40) });
  for (const [field, text] of [["subject", subject], ["body", body]] as const) {
    if (/[{}]/.test(text.replace(TOKEN, ""))) return wrong(field, "practice.template_braces");
    // A written address leads people elsewhere than the link that is theirs.
    if (/\b(?:https?:\/\/|www\.)/i.test(text)) return wrong(field, "practice.template_address");
  }
  const missing = required.find((name) => !placeholdersIn(body).includes(name));
  return missing === undefined ? null : wrong("body", "practice.template_missing", { name: missing });
}

/** Puts values for placeholders. What a person wrote never makes another placeholder, line or control of its own. */
export function fillTemplate(text: string, values: Readonly<Partial<Record<Placeholder, string>>>): string {
  return text.replace(TOKEN, (whole, name: string) => {
    const value = (values as Readonly<Record<string, string | undefined>>)[name];
    return value === undefined ? whole : value.replace(UNSEEN, " ");
  });
}

/** Errors: `practice.template_stale` (PRC-5) and what {@link problemWith} finds. */
export function decideTemplate(state: { readonly version: number }, input: SaveTemplateInput): Result<Words, DomainError> {
  if (input.version !== state.version) return err(staleError("practice.template_stale", state.version, input.version));
  const words = { subject: input.subject.normalize("NFC").trim(), body: cleanBody(input.body) };
  // What was sent counts for headers: trimming would hide a line end at its start or end.
  const problem = problemWith(input.kind, { subject: input.subject.normalize("NFC"), body: words.body });
  return problem === null ? ok(words) : err(problem);
}
