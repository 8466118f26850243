import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { displayNameOf } from "@/core/people/patient";
import { canStillChange } from "@/core/scheduling/change";
import { DayView } from "@/core/scheduling/day";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { addDays, dateAt, dayBounds, weekdayOf } from "@/core/scheduling/wall-time";
import { VisitState } from "@/core/visits/visit";
import type { Prisma } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { dateText } from "../people/patient-record";
import { appointmentFacts } from "./stored-appointment";

const LONGEST_MS = 24 * 3_600_000;

const columns = {
  id: true,
  practiceId: true,
  version: true,
  clinicianId: true,
  patientId: true,
  serviceId: true,
  startsAt: true,
  endsAt: true,
  patient: { select: { givenName: true, familyName: true, preferredName: true, birthDate: true, zone: true } },
  service: { select: { name: true } },
  visit: { select: { id: true, state: true } },
} as const;
type Row = Prisma.AppointmentGetPayload<{ select: typeof columns }>;

/** The day of a practice: all clinicians, in the practice's zone. Without a date, today. */
export const schedulingDay = defineQuery({
  name: "scheduling/day",
  summary: "All appointments of one day of the practice.",
  input: z.strictObject({ date: CalendarDate.optional() }),
  output: DayView,
  access: { resource: "appointment", verb: "list" },
  audit: { action: "appointment.list_day", subject: () => ({ type: "appointment", id: null }) },
  run: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const practice = await ctx.tx.practice.findUnique({ where: { id: practiceId }, select: { zone: true } });
    if (practice === null) return null;
    const { zone } = practice;
    const date = input.date ?? dateAt(ctx.nowMs, zone);
    const { startMs, endMs } = dayBounds(date, zone);
    const rows = await ctx.tx.appointment.findMany({
      where: {
        practiceId,
        status: { not: "cancelled" },
        // No visit is longer than a day: without this bound all that ever was would be looked at.
        startsAt: { lt: new Date(endMs), gt: new Date(startMs - LONGEST_MS) },
        endsAt: { gt: new Date(startMs) },
      },
      select: columns,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    });
    const appointments = rows.flatMap((row) => (row.visit === null ? [] : [dayAppointment(ctx, row, row.visit)]));
    const week = await weekLoad(ctx, practiceId, date, zone);
    return { view: { date, zone, startMs, endMs, nowMs: ctx.nowMs, appointments, week }, facts: { practiceId } };
  },
});

function dayAppointment(ctx: ReadContext, row: Row, visit: { id: string; state: string }) {
  const visitState = VisitState.parse(visit.state);
  const facts = appointmentFacts(row);
  const changeable = canStillChange({ status: "booked", visitState });
  const verbs = changeable ? ctx.verbs("appointment", facts).filter((verb) => verb === "move" || verb === "cancel") : [];
  return {
    id: row.id,
    visitId: visit.id,
    version: row.version,
    clinicianId: row.clinicianId,
    patient: {
      id: row.patientId,
      name: displayNameOf(row.patient),
      birthDate: dateText(row.patient.birthDate),
      zone: row.patient.zone,
    },
    service: { id: row.serviceId, name: row.service.name },
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt.getTime(),
    visitState,
    verbs: [...verbs],
  };
}

/** Booked minutes of each day of the week that the date is in, summed by the database. */
async function weekLoad(ctx: ReadContext, practiceId: string, date: CalendarDate, zone: string) {
  const monday = addDays(date, 1 - weekdayOf(date));
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  // Days begin where the practice's clocks say, which the database need not know.
  const starts = [...days, addDays(monday, 7)].map((day) => new Date(dayBounds(day, zone).startMs));
  const rows = await ctx.tx.$queryRaw<{ day: number; minutes: number }[]>`
    select width_bucket(starts_at, ${starts}::timestamptz[]) as day, (sum(extract(epoch from ends_at - starts_at)) / 60)::float8 as minutes
    from appointment
    where practice_id = ${practiceId}::uuid and status <> 'cancelled' and starts_at >= ${starts[0]} and starts_at < ${starts[7]}
    group by 1`;
  const minutes = new Map(rows.map((row) => [row.day, row.minutes]));
  return days.map((day, index) => ({ date: day, bookedMin: Math.round(minutes.get(index + 1) ?? 0) }));
}
