import "server-only";
import { z } from "zod";
import { passwordProblem, PASSWORD_LENGTHS } from "@/core/access/password-rules";
import { domainError, type DomainError } from "@/core/kit/errors";
import type { Tx } from "../kit/db";
import type { AccountState } from "./account-state";
import { isCommonPassword } from "./common-passwords";
import { forgetFailures, passwordKey } from "./attempts";
import { hashPassword } from "./passwords";

/** A new password as it comes in: bounded here, judged by {@link problemWith}. */
export const NewPassword = z.string().min(1, "access.password_short").max(PASSWORD_LENGTHS.longest * 4, "access.password_long");

/** What is wrong with a new password of this account, as an error of its field. */
export function problemWith(account: AccountState, password: string, field: string): DomainError | null {
  const own = [account.name, account.staff?.displayName ?? "", account.email, account.practice.name, "bedside"];
  const problem = passwordProblem(password, own, isCommonPassword);
  if (problem === null) return null;
  return domainError("invalid", "kit.invalid_input", { fields: { [field]: `access.password_${problem}` } });
}

/** Keeps a new password. The hash is made before the row is touched, so that nothing waits for it. */
export async function keepPassword(tx: Tx, account: AccountState, password: string, nowMs: number): Promise<void> {
  const passwordHash = await hashPassword(password);
  await tx.account.update({ where: { id: account.id }, data: { passwordHash, passwordAt: new Date(nowMs) } });
  await forgetFailures(tx, passwordKey(account.email));
}
