import "server-only";
import { db, type Tx } from "../kit/db";
import { accountsWithRole, notify } from "../kit/notify";
import { findDue } from "./due";
import { standingRule } from "./rules";

const DAY_MS = 24 * 3_600_000;
const FACT = "retention.daily";

/** What a day's round did. */
export interface RetentionRound {
  readonly deleted: number;
  readonly practicesTold: number;
}

async function deleteNotifications(tx: Tx, practiceId: string, nowMs: number): Promise<number> {
  const { years } = await standingRule(tx, practiceId, "notification");
  const before = new Date(nowMs);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  const { count } = await tx.notification.deleteMany({ where: { practiceId, createdAt: { lt: before } } });
  return count;
}

/** Tells the admins that something waits for them, unless they have not read of it yet. */
async function tellAdmins(practiceId: string, nowMs: number): Promise<boolean> {
  const { due } = await findDue(db(), practiceId, nowMs);
  if (due.length === 0) return false;
  return db().$transaction(async (tx) => {
    const waiting = await tx.notification.count({ where: { practiceId, kind: "retention.due", readAt: null } });
    if (waiting > 0) return false;
    await notify(tx, nowMs, await accountsWithRole(tx, practiceId, "admin"), "retention.due", { type: "retention", id: practiceId });
    return true;
  });
}

/** Whether a day has passed since the last round; the first of two workers that asks takes it. */
async function takeTurn(nowMs: number): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    insert into system_fact as f (name, value, updated_at) values (${FACT}, '{}'::jsonb, ${new Date(nowMs)})
    on conflict (name) do update set updated_at = excluded.updated_at where f.updated_at < ${new Date(nowMs - DAY_MS)} returning 1`;
  return rows.length > 0;
}

/**
 * Once a day: deletes what its class says goes by itself (notifications; nothing of a patient's record), and
 * tells admins that records have reached the end of their time. Those are only ever proposed.
 */
export async function keepRetention(nowMs: number): Promise<RetentionRound | null> {
  if (!(await takeTurn(nowMs))) return null;
  let [deleted, practicesTold] = [0, 0];
  for (const { id } of await db().practice.findMany({ select: { id: true } })) {
    deleted += await deleteNotifications(db(), id, nowMs);
    if (await tellAdmins(id, nowMs)) practicesTold += 1;
  }
  return { deleted, practicesTold };
}
