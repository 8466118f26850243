import { z } from "zod";

/** A signed statement of how long the chain over the audit is, and how it ends. */
export const Checkpoint = z.object({
  /** Entries in the chain. */
  position: z.number().int().positive(),
  /** When it was signed, epoch ms. */
  atMs: z.number().int(),
  /** Hash of the last seal, hex. */
  head: z.string().regex(/^[0-9a-f]{8,128}$/),
  /** The signing key: the first 16 hex digits of the SHA-256 of its public half. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** Ed25519 over {@link checkpointText}, base64. */
  signature: z.base64(),
});
/** See {@link Checkpoint}. */
export type Checkpoint = z.infer<typeof Checkpoint>;

/** The text that a checkpoint's signature covers (Ed25519, RFC 8032). */
export function checkpointText(checkpoint: Pick<Checkpoint, "position" | "atMs" | "head" | "keyId">): string {
  const { position, atMs, head, keyId } = checkpoint;
  return JSON.stringify(["bedside-checkpoint-1", position, atMs, head, keyId]);
}

/** A checkpoint is due after so many entries, */
export const CHECKPOINT_EVERY = 1_000;
/** or after so long, if there is any new entry. */
export const CHECKPOINT_AFTER_MS = 5 * 60_000;

/** Whether it is time to sign. `last` is the newest checkpoint, or null where there is none. */
export function isCheckpointDue(position: number, last: { readonly position: number; readonly atMs: number } | null, nowMs: number): boolean {
  if (last === null) return position > 0;
  if (position <= last.position) return false;
  return position - last.position >= CHECKPOINT_EVERY || Math.abs(nowMs - last.atMs) >= CHECKPOINT_AFTER_MS;
}
