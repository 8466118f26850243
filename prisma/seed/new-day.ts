import "server-only";
import { z } from "zod";
import { db, type Tx } from "@/server/kit/db";
import { patientEmail, PATIENTS, SERVICES, STAFF } from "./people";
import { planNewDay, type Booked } from "./plan";
import { randomFrom } from "./random";
import { endOfDay, SEED_LOCK, SEED_NUMBER } from "./seed";
import { writeAppointments, type Made } from "./write";

const DAY_MS = 86_400_000;

const SeedFact = z.looseObject({ practiceId: z.uuid(), dayEndsAtMs: z.number().default(0) });

/**
 * Gives the demo practice work on a day after the one it was made on, so that whoever starts it then
 * finds people due, as on the first day. Nothing that is there is touched. Returns how many
 * appointments were added; none while the day lasts.
 */
export async function addNewDay(nowMs: number): Promise<number> {
  return db().$transaction(
    async (tx) => {
      await tx.$queryRaw`select pg_advisory_xact_lock(${SEED_LOCK})::text`;
      const row = await tx.systemFact.findUnique({ where: { name: "seed" } });
      if (row === null) return 0;
      const fact = SeedFact.parse(row.value);
      if (nowMs < fact.dayEndsAtMs) return 0;
      const made = await findMade(tx, fact.practiceId);
      const random = randomFrom(SEED_NUMBER + Math.floor(nowMs / DAY_MS));
      const plan = planNewDay(nowMs, random, await standing(tx, made, nowMs)).filter((each) => isThere(made, each));
      await writeAppointments(tx, random, nowMs, made, plan);
      const value = { ...fact, dayEndsAtMs: endOfDay(nowMs) };
      await tx.systemFact.update({ where: { name: "seed" }, data: { value, updatedAt: new Date(nowMs) } });
      return plan.length;
    },
    { maxWait: 10_000, timeout: 60_000 },
  );
}

/** Those of the seed's people and services who are still there and at work. */
async function findMade(tx: Tx, practiceId: string): Promise<Made> {
  const [staff, patients, services] = await Promise.all([
    tx.staffMember.findMany({ where: { practiceId, active: true }, select: { id: true, account: { select: { email: true } } } }),
    tx.patient.findMany({ where: { practiceId, status: "active" }, select: { id: true, email: true } }),
    tx.service.findMany({ where: { practiceId, active: true }, select: { id: true, name: true } }),
  ]);
  return {
    practiceId,
    staff: byKey(STAFF, ({ email }) => staff.find(({ account }) => account.email === email)?.id),
    patients: byKey(PATIENTS, (patient) => patients.find(({ email }) => email === patientEmail(patient))?.id),
    services: byKey(SERVICES, ({ name }) => services.find((service) => service.name === name)?.id),
  };
}

function byKey<T extends { readonly key: string }>(list: readonly T[], idOf: (each: T) => string | undefined): ReadonlyMap<string, string> {
  return new Map(list.flatMap((each) => {
    const id = idOf(each);
    return id === undefined ? [] : [[each.key, id] as const];
  }));
}

function isThere(made: Made, { clinician, patient, service }: Booked & { readonly service: string }): boolean {
  return made.staff.has(clinician) && made.patients.has(patient) && made.services.has(service);
}

/** What is booked from a day ago on, by the seed's keys; people who aren't the seed's meet nobody of its plan. */
async function standing(tx: Tx, made: Made, nowMs: number): Promise<readonly Booked[]> {
  const rows = await tx.appointment.findMany({
    where: { practiceId: made.practiceId, status: { not: "cancelled" }, endsAt: { gt: new Date(nowMs - DAY_MS) } },
  });
  const keyOf = (ids: ReadonlyMap<string, string>, wanted: string) => [...ids].find(([, id]) => id === wanted)?.[0] ?? wanted;
  return rows.map((row) => ({
    clinician: keyOf(made.staff, row.clinicianId),
    patient: keyOf(made.patients, row.patientId),
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt.getTime(),
  }));
}
