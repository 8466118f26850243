import { z } from "zod";

/**
 * What is wrong with the audit, by the place where it shows first:
 * - `edited`: an entry is not what was written;
 * - `deleted`: an entry that was sealed is gone;
 * - `moved`: a genuine entry stands where another was sealed: two were exchanged, or the chain was rewritten;
 * - `duplicated`: an entry stands there twice;
 * - `cut_off`: the chain ends before a signed checkpoint, or goes on differently from there;
 * - `seal_missing`: the chain has a gap;
 * - `unsealed`: an entry was left out of the chain for longer than sealing takes;
 * - `checkpoint_forged`: a checkpoint's signature doesn't hold.
 */
export const FINDINGS = ["edited", "deleted", "moved", "duplicated", "cut_off", "seal_missing", "unsealed", "checkpoint_forged"] as const;
/** See {@link FINDINGS}. */
export type FindingKind = (typeof FINDINGS)[number];

/** One thing that is wrong. */
export const Finding = z.object({
  kind: z.enum(FINDINGS),
  /** Place in the chain, or null where there is none. */
  position: z.number().nullable(),
  /** Id of the entry, or null where it is not known. */
  entryId: z.string().nullable(),
});
/** See {@link Finding}. */
export type Finding = z.infer<typeof Finding>;

/** What a verification came to; kept, so that the auditor sees when it was last done. */
export const Verification = z.object({
  atMs: z.number(),
  /** Entries that were checked. */
  checked: z.number(),
  position: z.number(),
  checkpoints: z.number(),
  /** Checkpoints or entries whose clock runs backwards: no tampering by itself. */
  clockNotes: z.number(),
  finding: Finding.nullable(),
});
/** See {@link Verification}. */
export type Verification = z.infer<typeof Verification>;
