import "server-only";
import { db } from "./db";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Takes away what only had to last a while. Nothing clinical, and nothing of the audit, is ever among it. */
export async function tidyUp(nowMs: number): Promise<void> {
  const ago = (ms: number) => new Date(nowMs - ms);
  await db().idempotencyKey.deleteMany({ where: { createdAt: { lt: ago(DAY_MS) } } });
  await db().rateBucket.deleteMany({ where: { updatedAt: { lt: ago(DAY_MS) } } });
  await db().verificationToken.deleteMany({ where: { expiresAt: { lt: ago(HOUR_MS) } } });
  await db().authChallenge.deleteMany({ where: { expiresAt: { lt: ago(HOUR_MS) } } });
  await db().accountToken.deleteMany({ where: { usedAt: null, expiresAt: { lt: ago(90 * DAY_MS) } } });
  await db().signInAttempt.deleteMany({ where: { lastAt: { lt: ago(DAY_MS) } } });
  await db().outbox.deleteMany({ where: { deliveredAt: { lt: ago(7 * DAY_MS) } } });
  const old = { expiresAt: { lt: ago(90 * DAY_MS) } };
  // A seat that was taken by such a session ended with it, and goes on being no seat.
  await db().visitSeat.updateMany({ where: { session: old, revokedAt: null }, data: { revokedAt: new Date(nowMs) } });
  await db().visitSeat.updateMany({ where: { session: old }, data: { sessionId: null } });
  // Emergency access names its session for as long as it is kept itself.
  await db().session.deleteMany({ where: { ...old, glasses: { none: {} } } });
}
