import "server-only";
import { z } from "zod";
import type { StaffActor } from "@/core/access/actor";
import type { PatientId, PracticeId, StaffId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { TodayView } from "@/core/scheduling/day";
import { ageOn, dateAt, dayBounds } from "@/core/scheduling/wall-time";
import { Readiness } from "@/core/visits/prepare";
import { VisitState } from "@/core/visits/visit";
import type { Prisma } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { openTextForPatient } from "../kit/sealing";
import { noteState } from "../people/patient-page";
import { dateText } from "../people/patient-record";
import { reasonPlace } from "./reason";

const include = { patient: true, service: true, visit: { include: { note: { select: { status: true } } } } } as const;
type Row = Prisma.AppointmentGetPayload<{ include: typeof include }>;
type VisitRow = NonNullable<Row["visit"]>;

/** A clinician's own day: who waits, who comes, whose note waits. */
export const schedulingToday = defineQuery({
  name: "scheduling/today",
  summary: "Your visits of today, with who is waiting.",
  input: z.strictObject({}),
  output: TodayView,
  access: { resource: "visit", verb: "list" },
  audit: { action: "visit.list_today", subject: () => ({ type: "visit", id: null }) },
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "staff") return null;
    const facts = { practiceId: actor.practiceId, clinicianId: actor.staffId };
    const date = dateAt(ctx.nowMs, actor.zone);
    const rows = await findRows(ctx, actor, dayBounds(date, actor.zone));
    const last = await findLastVisits(ctx, actor, rows);
    const visits = await Promise.all(
      rows.flatMap((row) => (row.visit === null ? [] : [todayVisit(ctx, row, row.visit, last.get(row.patientId) ?? null)])),
    );
    return { view: { date, zone: actor.zone, nowMs: ctx.nowMs, visits }, facts };
  },
});

/** For how long a note that isn't signed is brought up again. */
const NOTE_DAYS = 30;

/** Visits that touch the day, and those of the days before in which somebody still is or whose note waits. */
function findRows(ctx: ReadContext, actor: StaffActor, { startMs, endMs }: { startMs: number; endMs: number }) {
  return ctx.tx.appointment.findMany({
    where: {
      practiceId: actor.practiceId,
      clinicianId: actor.staffId,
      status: { not: "cancelled" },
      startsAt: { lt: new Date(endMs) },
      OR: [
        { endsAt: { gt: new Date(startMs) } },
        { visit: { state: { in: ["waiting", "admitted"] } } },
        {
          startsAt: { gt: new Date(startMs - NOTE_DAYS * 86_400_000) },
          visit: { state: "ended", OR: [{ note: null }, { note: { status: { not: "signed" } } }] },
        },
      ],
    },
    include,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
}

/** The newest ended visit of each patient before these ones. */
async function findLastVisits(ctx: ReadContext, actor: StaffActor, rows: readonly Row[]) {
  const before = await ctx.tx.appointment.findMany({
    where: {
      practiceId: actor.practiceId,
      patientId: { in: rows.map(({ patientId }) => patientId) },
      id: { notIn: rows.map(({ id }) => id) },
      startsAt: { lt: new Date(ctx.nowMs) },
      visit: { state: "ended" },
    },
    select: {
      patientId: true,
      startsAt: true,
      visit: { select: { id: true, note: { select: { status: true } } } },
    },
    orderBy: { startsAt: "desc" },
    distinct: ["patientId"],
  });
  return new Map(before.map((each) => [each.patientId, each]));
}

async function todayVisit(
  ctx: ReadContext,
  row: Row,
  visit: VisitRow,
  last: { startsAt: Date; visit: { id: string; note: { status: string } | null } | null } | null,
) {
  const { patient } = row;
  const reason =
    row.reasonSealed === null
      ? null
      : await openTextForPatient(ctx.tx, patient.id, reasonPlace(row.id), row.reasonSealed);
  const readiness = Readiness.safeParse(visit.readiness);
  const facts = { practiceId: row.practiceId as PracticeId, patientId: patient.id as PatientId, clinicianId: row.clinicianId as StaffId };
  return ctx.shown({ reason: "reason" }, facts, {
    visitId: visit.id,
    appointmentId: row.id,
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt.getTime(),
    state: VisitState.parse(visit.state),
    arrivedAtMs: visit.arrivedAt?.getTime() ?? null,
    patient: {
      id: patient.id,
      name: displayNameOf(patient),
      age: ageOn(dateText(patient.birthDate), dateAt(ctx.nowMs, patient.zone)),
      birthDate: dateText(patient.birthDate),
      pronouns: patient.pronouns,
      locale: patient.locale,
      zone: patient.zone,
      phone: patient.phone,
    },
    service: row.service.name,
    reason,
    readiness: readiness.success ? readiness.data : null,
    note: noteState(visit.note),
    lastVisit:
      last?.visit == null
        ? null
        : { visitId: last.visit.id, atMs: last.startsAt.getTime(), noteSigned: last.visit.note?.status === "signed" },
    firstVisit: last === null,
  });
}
