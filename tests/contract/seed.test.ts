import { afterAll, describe, expect, it } from "vitest";
import { overlaps } from "@/core/scheduling/interval";
import { dateAt, resolveWallTime } from "@/core/scheduling/wall-time";
import { passwordHolds } from "@/server/access/passwords";
import { closeDb, db } from "@/server/kit/db";
import { DEMO_PASSWORD, PATIENTS, PRACTICE, STAFF } from "../../prisma/seed/people";
import { meet, planAppointments } from "../../prisma/seed/plan";
import { randomFrom } from "../../prisma/seed/random";
import { addNewDay } from "../../prisma/seed/new-day";
import { seedDemo } from "../../prisma/seed/seed";

afterAll(closeDb);

const MIN = 60_000;

function moment(date: string, time: string): number {
  const at = resolveWallTime({ date, time, zone: PRACTICE.zone });
  if (!at.ok) throw new Error(`${date} ${time}`);
  return at.value.atMs;
}

describe("the plan of the demo practice", () => {
  const moments = [
    ...Array.from({ length: 24 }, (_, hour) => moment("2026-11-25", `${String(hour).padStart(2, "0")}:50`)),
    moment("2026-03-29", "03:10"),
    moment("2026-10-25", "02:30"),
    moment("2026-12-31", "23:59"),
    moment("2027-01-01", "00:01"),
  ];

  it("SCH-1, SCH-2: has no overlap, at whatever hour it is made", () => {
    for (const nowMs of moments) {
      const plan = planAppointments(nowMs, randomFrom(1));
      const clashes = plan.flatMap((a, i) => plan.slice(i + 1).filter((b) => meet(a, b) && overlaps(a, b)));
      expect(clashes).toEqual([]);
      expect(plan.length).toBeGreaterThan(100);
    }
  });

  it("has three people due with Dr. Moreau, today and within the hour, at whatever hour it is made", () => {
    for (const nowMs of moments) {
      const today = dateAt(nowMs, PRACTICE.zone);
      const near = planAppointments(nowMs, randomFrom(1)).filter(
        ({ clinician, state, startsAtMs }) =>
          clinician === "ines" &&
          state === "expected" &&
          dateAt(startsAtMs, PRACTICE.zone) === today &&
          Math.abs(startsAtMs - nowMs) <= 60 * MIN,
      );
      expect(near.length, new Date(nowMs).toISOString()).toBeGreaterThanOrEqual(3);
      for (const each of planAppointments(nowMs, randomFrom(1))) {
        if (each.state !== "expected") expect(each.endsAtMs).toBeLessThan(nowMs);
        else expect(each.endsAtMs + 60 * MIN).toBeGreaterThan(nowMs);
      }
    }
  });

  it("is the same for the same moment", () => {
    const nowMs = moments[3] ?? 0;
    expect(planAppointments(nowMs, randomFrom(7))).toEqual(planAppointments(nowMs, randomFrom(7)));
  });
});

describe("seeding", () => {
  it("makes the demo practice once, also when two start it at one moment", async () => {
    const nowMs = moment("2026-11-25", "23:50");
    const made = await Promise.all([seedDemo(nowMs), seedDemo(nowMs)]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await seedDemo(nowMs)).toBe(false);
    expect(await db().practice.count()).toBe(1);
    expect(await db().patient.count()).toBe(PATIENTS.length);
    expect(await db().staffMember.count()).toBe(STAFF.length);
    expect(PATIENTS).toHaveLength(14);
  });

  it("has signed notes, one note that waits, people who are due and their links in the mailbox", async () => {
    const ended = await db().visit.findMany({ where: { state: "ended" }, include: { note: true } });
    expect(ended.length).toBeGreaterThan(20);
    expect(ended.filter(({ note }) => note === null)).toHaveLength(1);
    const signed = ended.flatMap(({ note }) => (note === null ? [] : [note]));
    expect(signed.every(({ status, contentHash }) => status === "signed" && contentHash?.length === 64)).toBe(true);
    expect(Buffer.from(signed[0]?.textSealed ?? []).includes("blood")).toBe(false);
    // Somebody showed where it hurts at more than one visit: there is something to compare.
    const maps = await db().painMap.findMany({ include: { visit: true } });
    expect(maps.length).toBeGreaterThanOrEqual(2);
    expect(new Set(maps.map(({ visit }) => visit.patientId)).size).toBe(1);
    expect(maps.every(({ visit }) => visit.state === "ended")).toBe(true);
    const mails = await db().mailMessage.findMany();
    expect(mails.length).toBeGreaterThanOrEqual(3);
    for (const { text, recipient } of mails) {
      expect(text).toMatch(/\/join#\S{20,}/);
      expect(recipient).toMatch(/\.example\.test$/);
    }
  });

  it("has accounts that can sign in", async () => {
    const ines = await db().account.findUniqueOrThrow({ where: { email: "ines.moreau@harbour.example.test" } });
    expect(await passwordHolds(ines.passwordHash, DEMO_PASSWORD)).toBe(true);
  });

  it("has people due today on a later day as well, once a day, and leaves what was there", async () => {
    const nowMs = moment("2026-11-27", "09:40");
    const before = await db().appointment.findMany({ orderBy: { id: "asc" } });
    const added = await Promise.all([addNewDay(nowMs), addNewDay(nowMs)]);
    expect(added.filter((count) => count > 0)).toHaveLength(1);
    expect(await addNewDay(nowMs + 60 * MIN)).toBe(0);
    const due = await db().appointment.findMany({
      where: { startsAt: { gte: new Date(nowMs - 60 * MIN), lt: new Date(nowMs + 60 * MIN) }, visit: { state: "expected" }, clinician: { displayName: { contains: "Moreau" } } },
      include: { visit: { include: { links: true } } },
    });
    expect(due.length).toBeGreaterThanOrEqual(2);
    expect(due.every(({ visit }) => visit?.links.length === 1)).toBe(true);
    const standing = await db().appointment.findMany({ where: { id: { in: before.map(({ id }) => id) } }, orderBy: { id: "asc" } });
    expect(standing).toEqual(before);
  });
});
