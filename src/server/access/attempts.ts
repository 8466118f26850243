import "server-only";
import { signInWaitMs } from "@/core/access/session";
import type { Tx } from "../kit/db";
import { hashSecret } from "./secrets";

/** Under which wrong codes of an account are counted, apart from wrong passwords. */
export function secondKey(accountId: string): string {
  return hashSecret("sign-in", `second:${accountId}`);
}

/** Under which wrong passwords are counted: the address, so that unknown ones wait alike. */
export function passwordKey(email: string): string {
  return hashSecret("sign-in", email);
}

/** How long the next try must wait, in ms; 0: it counts now. */
export async function waitOf(tx: Tx, keyHash: string, nowMs: number): Promise<number> {
  const counted = await tx.signInAttempt.findUnique({ where: { keyHash } });
  return counted === null ? 0 : signInWaitMs(counted.failures, counted.lastAt.getTime(), nowMs);
}

/** Notes a wrong try. */
export async function countFailure(tx: Tx, keyHash: string, nowMs: number): Promise<void> {
  const lastAt = new Date(nowMs);
  await tx.signInAttempt.upsert({
    where: { keyHash },
    create: { keyHash, failures: 1, lastAt },
    update: { failures: { increment: 1 }, lastAt },
  });
}

/** A right one forgets the wrong ones. */
export async function forgetFailures(tx: Tx, keyHash: string): Promise<void> {
  await tx.signInAttempt.deleteMany({ where: { keyHash } });
}
