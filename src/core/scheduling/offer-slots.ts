import type { StaffId } from "@/core/kit/ids";
import { minutesMs, nextFree, type Interval } from "./interval";
import { addDays, dateAt, resolveWallTime, weekdayOf, type CalendarDate, type ClockTime, type Zone } from "./wall-time";

/** The hours in which we offer times by ourselves. Others can be booked by typing them. */
export const OFFERED_HOURS: { readonly from: ClockTime; readonly to: ClockTime } = { from: "08:00", to: "18:00" };
/** Offered starts lie on this raster: people remember half past, not 10:35. */
const OFFER_STEP_MIN = 15;

/** A clinician with what takes their time in the days that are searched. */
export interface OfferedClinician {
  readonly id: StaffId;
  /** The zone that their working day is counted in. */
  readonly zone: Zone;
  readonly busy: readonly Interval[];
}

/** A free time that can be booked. */
export interface OfferedSlot extends Interval {
  readonly clinicianId: StaffId;
}

/** What `offerSlots` looks for. `busy` of the clinicians must cover all `days` from `fromMs` on. */
export interface SlotSearch {
  readonly clinicians: readonly OfferedClinician[];
  readonly patientBusy: readonly Interval[];
  readonly durationMin: number;
  readonly fromMs: number;
  readonly days: number;
  readonly count: number;
}

/**
 * The first free times in working hours, Monday to Friday by the clinician's own clock, in order; at
 * most one a clinician and half day, so that three offers are three real choices.
 */
export function offerSlots(search: SlotSearch): readonly OfferedSlot[] {
  const found = search.clinicians.flatMap((clinician) => slotsOf(clinician, search));
  return found
    .sort((a, b) => a.startsAtMs - b.startsAtMs || a.clinicianId.localeCompare(b.clinicianId))
    .slice(0, search.count);
}

function slotsOf(clinician: OfferedClinician, search: SlotSearch): readonly OfferedSlot[] {
  const busy = [...clinician.busy, ...search.patientBusy];
  const firstDate = dateAt(search.fromMs, clinician.zone);
  const slots: OfferedSlot[] = [];
  for (let day = 0; day < search.days && slots.length < search.count; day += 1) {
    for (const half of halfDays(addDays(firstDate, day), clinician.zone)) {
      const startsAtMs = nextFree(busy, {
        fromMs: Math.max(half.startsAtMs, search.fromMs),
        untilMs: half.endsAtMs,
        durationMin: search.durationMin,
        stepMin: OFFER_STEP_MIN,
      });
      if (startsAtMs === null) continue;
      slots.push({ clinicianId: clinician.id, startsAtMs, endsAtMs: startsAtMs + minutesMs(search.durationMin) });
    }
  }
  return slots;
}

function halfDays(date: CalendarDate, zone: Zone): readonly Interval[] {
  if (weekdayOf(date) > 5) return [];
  const [from, noon, to] = [OFFERED_HOURS.from, "12:30", OFFERED_HOURS.to].map((time) => {
    const at = resolveWallTime({ date, time, zone });
    return at.ok ? at.value.atMs : null;
  });
  // A zone may skip such an hour (never yet in working hours): then we offer nothing rather than guess.
  if (typeof from !== "number" || typeof noon !== "number" || typeof to !== "number") return [];
  return [
    { startsAtMs: from, endsAtMs: noon },
    { startsAtMs: noon, endsAtMs: to },
  ];
}
