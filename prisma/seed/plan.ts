import { overlaps } from "@/core/scheduling/interval";
import { addDays, dateAt, dayBounds, resolveWallTime, weekdayOf } from "@/core/scheduling/wall-time";
import { PATIENTS, PRACTICE, SERVICES, STAFF, type ServiceKey } from "./people";
import type { Random } from "./random";

/** How far a seeded visit is. */
export type PlannedState = "signed" | "unsigned" | "expected";

/** Who meets whom, and when; people by their keys in the seed's lists. */
export interface Booked {
  readonly clinician: string;
  readonly patient: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** One appointment to be made. */
export interface Planned extends Booked {
  readonly service: ServiceKey;
  readonly state: PlannedState;
}

const MIN = 60_000;
const STEP = 5 * MIN;

interface Slot {
  /** Minutes from the anchor. */
  readonly at: number;
  readonly patient: string;
  readonly service: ServiceKey;
  readonly state: PlannedState;
}

/** Minutes after the anchor at which the latest of the people who are due now begins. */
const NEAR_UNTIL = 45;

/**
 * Days of today, counted from an anchor that is now, or a little before now late in the evening:
 * whoever is due "now" must be due today at any hour. Three people are due with Dr. Moreau.
 */
const TODAY: Readonly<Record<string, readonly Slot[]>> = {
  ines: [
    { at: -200, patient: "marek", service: "review", state: "signed" },
    { at: -160, patient: "noor", service: "results", state: "signed" },
    { at: -125, patient: "leo", service: "first", state: "unsigned" },
    { at: -80, patient: "sunita", service: "results", state: "signed" },
    { at: 0, patient: "amira", service: "results", state: "expected" },
    { at: 30, patient: "henrik", service: "check", state: "expected" },
    { at: NEAR_UNTIL, patient: "tomasz", service: "review", state: "expected" },
    { at: 135, patient: "grace", service: "first", state: "expected" },
    { at: 180, patient: "jonas", service: "review", state: "expected" },
    { at: 210, patient: "yuki", service: "results", state: "expected" },
  ],
  kenji: [
    { at: -190, patient: "maria", service: "review", state: "signed" },
    { at: -110, patient: "ivo", service: "results", state: "signed" },
    { at: 15, patient: "maria", service: "results", state: "expected" },
    { at: 75, patient: "dana", service: "results", state: "expected" },
    { at: 165, patient: "ivo", service: "review", state: "expected" },
  ],
  bea: [
    { at: -170, patient: "carlos", service: "check", state: "signed" },
    { at: -100, patient: "dana", service: "review", state: "signed" },
    { at: 10, patient: "carlos", service: "results", state: "expected" },
    { at: 90, patient: "marek", service: "check", state: "expected" },
    { at: 120, patient: "noor", service: "review", state: "expected" },
  ],
};

const CLINICIANS = STAFF.filter(({ roles }) => roles.includes("clinician")).map(({ key }) => key);
/** Who has been here before: everybody but those whose first visit is today. */
const KNOWN = PATIENTS.map(({ key }) => key).filter(
  (key) => !Object.values(TODAY).flat().some((slot) => slot.patient === key && slot.service === "first"),
);
/** Services of people who have been here before. */
const USUAL = SERVICES.map(({ key }) => key).filter((key) => key !== "first");

/** All appointments of the demo practice around a moment. Same moment and seed, same plan. */
export function planAppointments(nowMs: number, random: Random): readonly Planned[] {
  const today = dateAt(nowMs, PRACTICE.zone);
  const plan = [...planToday(nowMs)];
  const add = (each: Planned) => {
    const clashes = plan.some((other) => meet(other, each) && overlaps(other, each));
    if (!clashes) plan.push(each);
  };
  for (let back = 150; back >= 3; back -= 1) planWeekday(addDays(today, -back), "signed", random, [random.pick(CLINICIANS)]).forEach(add);
  for (let ahead = 1; ahead <= 10; ahead += 1) planWeekday(addDays(today, ahead), "expected", random, CLINICIANS).forEach(add);
  return plan.sort((a, b) => a.startsAtMs - b.startsAtMs || a.clinician.localeCompare(b.clinician));
}

/**
 * What a practice that was made on an earlier day lacks around this moment: a full day today, and
 * some work on each of the next days that have none. Kept out where it would meet what is there.
 */
export function planNewDay(nowMs: number, random: Random, standing: readonly Booked[]): readonly Planned[] {
  const today = dateAt(nowMs, PRACTICE.zone);
  const busyDays = new Set(standing.map(({ startsAtMs }) => dateAt(startsAtMs, PRACTICE.zone)));
  const ahead = Array.from({ length: 10 }, (_, index) => addDays(today, index + 1)).filter((date) => !busyDays.has(date));
  const wanted = [...planToday(nowMs), ...ahead.flatMap((date) => planWeekday(date, "expected", random, CLINICIANS))];
  const taken: Booked[] = [...standing];
  return wanted.filter((each) => {
    const isFree = !taken.some((other) => meet(other, each) && overlaps(other, each));
    if (isFree) taken.push(each);
    return isFree;
  });
}

/** Whether two appointments share a person. */
export function meet(a: Booked, b: Booked): boolean {
  return a.clinician === b.clinician || a.patient === b.patient;
}

function planToday(nowMs: number): readonly Planned[] {
  const { endMs } = dayBounds(dateAt(nowMs, PRACTICE.zone), PRACTICE.zone);
  const latestAnchor = endMs - (NEAR_UNTIL + 10) * MIN;
  const anchorMs = Math.min(Math.floor(nowMs / STEP) * STEP, Math.floor(latestAnchor / STEP) * STEP);
  return Object.entries(TODAY).flatMap(([clinician, slots]) =>
    slots.map(({ at, patient, service, state }) => planned(clinician, patient, service, anchorMs + at * MIN, state)),
  );
}

/** One or two appointments of each of the clinicians in working hours; none at weekends. */
function planWeekday(date: string, state: PlannedState, random: Random, clinicians: readonly string[]): readonly Planned[] {
  if (weekdayOf(date) > 5) return [];
  return clinicians.flatMap((clinician) =>
    Array.from({ length: 1 + random.below(2) }, () => {
      const time = `${String(8 + random.below(8)).padStart(2, "0")}:${random.pick(["00", "15", "30"])}`;
      const start = resolveWallTime({ date, time, zone: PRACTICE.zone });
      const [service, patient] = [random.pick(USUAL), random.pick(KNOWN)];
      return start.ok ? [planned(clinician, patient, service, start.value.atMs, state)] : [];
    }).flat(),
  );
}

function planned(clinician: string, patient: string, service: ServiceKey, startsAtMs: number, state: PlannedState): Planned {
  const durationMin = SERVICES.find(({ key }) => key === service)?.durationMin ?? 20;
  return { clinician, patient, service, startsAtMs, endsAtMs: startsAtMs + durationMin * MIN, state };
}
