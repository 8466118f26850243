import "server-only";
import { randomBytes } from "node:crypto";
import { readRecoveryCode, RECOVERY_CODE_BYTES, RECOVERY_CODE_COUNT, recoveryCodeOf } from "@/core/access/one-time-codes";
import type { Tx } from "../kit/db";
import { hashSecret } from "./secrets";

function hashOf(accountId: string, code: string): string {
  return hashSecret("recovery-code", `${accountId}\n${code}`);
}

/** Makes new codes and forgets the old ones. The codes are told once, here; what is kept are their hashes. */
export async function renewRecoveryCodes(tx: Tx, account: { id: string; practiceId: string }, nowMs: number): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODE_COUNT }, () => recoveryCodeOf(randomBytes(RECOVERY_CODE_BYTES)));
  await tx.recoveryCode.deleteMany({ where: { accountId: account.id } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      practiceId: account.practiceId,
      accountId: account.id,
      codeHash: hashOf(account.id, code),
      createdAt: new Date(nowMs),
    })),
  });
  return codes;
}

/** The id of a code that holds and was not used yet; null for any other. */
export async function matchRecoveryCode(tx: Tx, accountId: string, typed: string): Promise<string | null> {
  const code = readRecoveryCode(typed);
  if (code === null) return null;
  const row = await tx.recoveryCode.findUnique({ where: { accountId_codeHash: { accountId, codeHash: hashOf(accountId, code) } } });
  return row === null || row.usedAt !== null ? null : row.id;
}

/** Uses a code up. False where another request was quicker. */
export async function spendRecoveryCode(tx: Tx, id: string, nowMs: number): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date(nowMs) } });
  return count === 1;
}
