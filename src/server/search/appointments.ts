import "server-only";
import type { z } from "zod";
import type { ProxyActor, SessionActor } from "@/core/access/actor";
import { parsePatientQuery } from "@/core/people/search";
import { displayNameOf } from "@/core/people/patient";
import { dateAt, dayBounds, wallTimeAt } from "@/core/scheduling/wall-time";
import { rankAppointments } from "@/core/search/rank";
import { SEARCH_LIMITS, type FindView } from "@/core/search/views";
import type { When } from "@/core/search/when";
import { VisitState } from "@/core/visits/visit";
import type { Prisma } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";
import { appointmentFacts } from "../scheduling/stored-appointment";
import { appointmentScope } from "./scope";

type Input = z.input<typeof FindView>;

const DAY_MS = 86_400_000;
/** By a name alone, appointments are looked for from so long ago to so far ahead. */
const NAMED = { pastDays: 60, aheadDays: 365 } as const;
const CANDIDATES = 60;

const include = { patient: true, clinician: true, service: true, visit: { select: { id: true, state: true } }, practice: { select: { zone: true } } } as const;
type Row = Prisma.AppointmentGetPayload<{ include: typeof include }>;

/** A day, or the reach of a search by name. */
function between(when: When, zone: string, nowMs: number): { readonly from: Date; readonly until: Date } {
  const date = when.date ?? (when.time === null ? null : dateAt(nowMs, zone));
  if (date === null) return { from: new Date(nowMs - NAMED.pastDays * DAY_MS), until: new Date(nowMs + NAMED.aheadDays * DAY_MS) };
  const { startMs, endMs } = dayBounds(date, zone);
  return { from: new Date(startMs), until: new Date(endMs) };
}

/** Those to come first: a name with many visits behind it must not hide the next one. */
async function candidates(ctx: ReadContext, where: Prisma.AppointmentWhereInput): Promise<Row[]> {
  const now = new Date(ctx.nowMs);
  const [ahead, past] = await Promise.all([
    ctx.tx.appointment.findMany({ where: { AND: [where, { endsAt: { gte: now } }] }, include, orderBy: { startsAt: "asc" }, take: CANDIDATES }),
    ctx.tx.appointment.findMany({ where: { AND: [where, { endsAt: { lt: now } }] }, include, orderBy: { startsAt: "desc" }, take: CANDIDATES }),
  ]);
  return [...ahead, ...past];
}

/** Whether a time of the day falls into the appointment. */
function isAt(row: Row, time: string, zone: string): boolean {
  const [from, until] = [wallTimeAt(row.startsAt.getTime(), zone).time, wallTimeAt(row.endsAt.getTime(), zone).time];
  return from <= time && (time < until || until < from);
}

function hrefOf(ctx: ReadContext, actor: SessionActor | ProxyActor, row: Row): string {
  const visitId = row.visit?.id;
  const isOver = row.visit?.state === "ended";
  if (actor.kind === "patient") return visitId === undefined ? "/home" : isOver ? `/visit/${visitId}/summary` : `/visit/${visitId}`;
  if (actor.kind === "staff" && row.clinicianId === actor.staffId && visitId !== undefined && ctx.may("visit", "read", appointmentFacts(row))) {
    return isOver ? `/visit/${visitId}/note` : `/visit/${visitId}`;
  }
  return `/schedule?date=${dateAt(row.startsAt.getTime(), row.practice.zone)}`;
}

/** Appointments by day, time and name, as far as the reader may find them. */
export async function findAppointments(ctx: ReadContext, actor: SessionActor | ProxyActor, when: When, zone: string): Promise<Input["appointments"]> {
  const scope = appointmentScope(ctx, actor);
  const { words } = parsePatientQuery(when.rest);
  const hasWhen = when.date !== null || when.time !== null;
  if (scope === null || (words.length === 0 && !hasWhen)) return [];
  const { from, until } = between(when, zone, ctx.nowMs);
  const isPatient = actor.kind === "patient";
  // A patient knows their visits by the clinician, everybody else by the patient.
  const named = isPatient ? words.map((word) => ({ clinician: { displayName: { contains: word, mode: "insensitive" as const } } })) : words.map((word) => ({ patient: { searchName: { contains: word } } }));
  const rows = await candidates(ctx, {
    practiceId: actor.practiceId,
    status: "booked",
    startsAt: { gte: from, lt: until },
    AND: [scope, ...named],
  });
  const visible = rows
    .filter((row) => ctx.may("appointment", "list", appointmentFacts(row)) || ctx.may("appointment", "read", appointmentFacts(row)))
    .filter((row) => when.time === null || isAt(row, when.time, zone))
    .map((row) => ({ row, startsAtMs: row.startsAt.getTime(), endsAtMs: row.endsAt.getTime() }));
  return rankAppointments(visible, ctx.nowMs)
    .slice(0, SEARCH_LIMITS.appointments)
    .map(({ row, startsAtMs }) => ({
      id: row.id,
      name: isPatient ? row.clinician.displayName : displayNameOf(row.patient),
      clinician: row.clinician.displayName,
      service: row.service.name,
      startsAtMs,
      state: VisitState.parse(row.visit?.state ?? "expected"),
      href: hrefOf(ctx, actor, row),
    }));
}
