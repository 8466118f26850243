import "server-only";
import { z } from "zod";

/**
 * A mail as an area writes it. The subject names no patient, clinician, condition or time: subjects
 * show on lock screens.
 */
export const MailDraft = z.object({
  practiceId: z.uuid().nullable(),
  to: z.email(),
  /** One line: an end of line would begin another header. */
  subject: z.string().min(1).max(120).regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u),
  /** Plain text, the whole of what is said. Links carry secrets in the fragment only. */
  text: z.string().min(1).max(20_000),
});
/** See {@link MailDraft}. */
export type MailDraft = z.infer<typeof MailDraft>;
