import "server-only";
import { dateAt, dayBounds } from "@/core/scheduling/wall-time";
import { db } from "@/server/kit/db";
import { writeConsentTexts } from "./consent-texts";
import { PRACTICE } from "./people";
import { planAppointments } from "./plan";
import { randomFrom } from "./random";
import { hashDemoPasswords, writeAppointments, writePeople } from "./write";

/** Changes when the demo practice should be made anew from scratch. */
const SEED_VERSION = 1;
/** Where the demo practice's chance begins: the same people and days each time. */
export const SEED_NUMBER = 20_261_125;
/** Only one process at a time writes into the demo practice by itself. */
export const SEED_LOCK = 7_301_125;

/** When the practice's day is over. Epoch ms. */
export function endOfDay(nowMs: number): number {
  return dayBounds(dateAt(nowMs, PRACTICE.zone), PRACTICE.zone).endMs;
}

/**
 * Makes the demo practice, once: all of it in one transaction, with the fact that it was made.
 * Returns whether this call made it. Two at once: the second waits and finds it made.
 */
export async function seedDemo(nowMs: number): Promise<boolean> {
  if ((await db().systemFact.findUnique({ where: { name: "seed" } })) !== null) return false;
  const hashes = await hashDemoPasswords();
  return db().$transaction(
    async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(${SEED_LOCK})::text`;
      if ((await tx.systemFact.findUnique({ where: { name: "seed" } })) !== null) return false;
      const random = randomFrom(SEED_NUMBER);
      const made = await writePeople(tx, random, nowMs, hashes);
      await writeAppointments(tx, random, nowMs, made, planAppointments(nowMs, random));
      await writeConsentTexts(tx, random, nowMs, made.practiceId);
      const value = { version: SEED_VERSION, practiceId: made.practiceId, madeAtMs: nowMs, dayEndsAtMs: endOfDay(nowMs) };
      await tx.systemFact.create({ data: { name: "seed", value, updatedAt: new Date(nowMs) } });
      return true;
    },
    { maxWait: 10_000, timeout: 120_000 },
  );
}
