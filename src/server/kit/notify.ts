import "server-only";
import type { NotificationKind, NotificationSubject } from "@/core/notifications/kinds";
import type { Tx } from "./db";
import { emit } from "./emit";

/**
 * Tells people of something, in the transaction that does it: a row in their notifications, and a push to
 * where they are signed in. Ids only. Accounts that are disabled or gone are left out; nobody is told twice.
 */
export async function notify(
  tx: Tx,
  nowMs: number,
  accountIds: readonly string[],
  kind: NotificationKind,
  subject: NotificationSubject | null,
): Promise<void> {
  const accounts = await tx.account.findMany({
    where: { id: { in: [...new Set(accountIds)] }, disabledAt: null },
    select: { id: true, practiceId: true },
  });
  if (accounts.length === 0) return;
  await tx.notification.createMany({
    data: accounts.map(({ id, practiceId }) => ({
      practiceId,
      accountId: id,
      kind,
      subjectType: subject?.type ?? null,
      subjectId: subject?.id ?? null,
      createdAt: new Date(nowMs),
    })),
  });
  for (const { id, practiceId } of accounts) await emit(tx, "notification.new", { practiceId, accountId: id });
}

/** Accounts of the active staff of a practice who have a role. */
export async function accountsWithRole(tx: Tx, practiceId: string, role: string): Promise<readonly string[]> {
  const rows = await tx.staffMember.findMany({ where: { practiceId, active: true, roles: { has: role } }, select: { accountId: true } });
  return rows.map(({ accountId }) => accountId);
}
