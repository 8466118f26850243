import "server-only";
import type { Tx } from "../kit/db";
import { emit } from "../kit/emit";

/**
 * Ends the sessions of an account: all, or all but one. Open pages, push streams and places in rooms end with
 * them. For a changed password, a disabled account, a lost device. Returns how many were ended.
 */
export async function endSessionsOf(
  tx: Tx,
  whose: { readonly practiceId: string; readonly accountId: string; readonly exceptSessionId?: string },
  nowMs: number,
): Promise<number> {
  const { practiceId, accountId, exceptSessionId } = whose;
  const rows = await tx.session.findMany({
    where: { practiceId, accountId, revokedAt: null, expiresAt: { gt: new Date(nowMs) } },
    select: { id: true },
  });
  const ended = rows.filter(({ id }) => id !== exceptSessionId);
  await tx.session.updateMany({ where: { id: { in: ended.map(({ id }) => id) } }, data: { revokedAt: new Date(nowMs) } });
  for (const { id } of ended) await emit(tx, "session.revoked", { practiceId, accountId, sessionId: id });
  return ended.length;
}
