import "server-only";
import { db } from "@/server/kit/db";
import { planAppointments } from "./plan";
import { randomFrom } from "./random";
import { hashDemoPasswords, writeAppointments, writePeople } from "./write";

/** Changes when the demo practice should be made anew from scratch. */
const SEED_VERSION = 1;
const SEED_NUMBER = 20_261_125;
const LOCK = 7_301_125;

/**
 * Makes the demo practice, once: all of it in one transaction, with the fact that it was made.
 * Returns whether this call made it. Two at once: the second waits and finds it made.
 */
export async function seedDemo(nowMs: number): Promise<boolean> {
  if ((await db().systemFact.findUnique({ where: { name: "seed" } })) !== null) return false;
  const hashes = await hashDemoPasswords();
  return db().$transaction(
    async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(${LOCK})::text`;
      if ((await tx.systemFact.findUnique({ where: { name: "seed" } })) !== null) return false;
      const random = randomFrom(SEED_NUMBER);
      const made = await writePeople(tx, random, nowMs, hashes);
      await writeAppointments(tx, random, nowMs, made, planAppointments(nowMs, random));
      const value = { version: SEED_VERSION, practiceId: made.practiceId, madeAtMs: nowMs };
      await tx.systemFact.create({ data: { name: "seed", value, updatedAt: new Date(nowMs) } });
      return true;
    },
    { maxWait: 10_000, timeout: 120_000 },
  );
}
