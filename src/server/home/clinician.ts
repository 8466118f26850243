import "server-only";
import type { StaffActor } from "@/core/access/actor";
import type { Finding } from "@/core/home/what-next";
import { displayNameOf } from "@/core/people/patient";
import type { ReadContext } from "../kit/context";

const NOTE_DAYS = 30;
const DAY_MS = 86_400_000;

const unsigned = { OR: [{ note: null }, { note: { status: { not: "signed" } } }] };
const withName = { patient: { select: { givenName: true, familyName: true, preferredName: true } } } as const;

/** Visits that ended and whose note isn't signed, the oldest first: their number and the first of them. */
async function openNotes(ctx: ReadContext, practiceId: string, clinicianId: string, hasDraft: boolean) {
  const note = hasDraft ? { note: { status: "draft" } } : unsigned;
  const where = {
    practiceId,
    clinicianId,
    status: { not: "cancelled" },
    startsAt: { gt: new Date(ctx.nowMs - NOTE_DAYS * DAY_MS), lt: new Date(ctx.nowMs) },
    visit: { state: "ended", ...note },
  };
  const [count, first] = await Promise.all([
    ctx.tx.appointment.count({ where }),
    ctx.tx.appointment.findFirst({ where, orderBy: [{ endsAt: "asc" }, { id: "asc" }], select: { endsAt: true, visit: { select: { id: true } }, ...withName } }),
  ]);
  if (first === null) return { count: 0 };
  return { count, id: first.visit?.id ?? null, name: displayNameOf(first.patient), atMs: first.endsAt.getTime() };
}

/** Emergency access of this session that stands. */
async function openEmergencies(ctx: ReadContext, actor: StaffActor): Promise<Finding> {
  const [first] = actor.emergencies;
  if (first === undefined) return { kind: "emergency_open", count: 0 };
  const patient = await ctx.tx.patient.findFirst({
    where: { practiceId: actor.practiceId, id: first.patientId },
    select: { givenName: true, familyName: true, preferredName: true },
  });
  return { kind: "emergency_open", count: actor.emergencies.length, id: first.patientId, name: patient === null ? null : displayNameOf(patient), atMs: first.endsAtMs };
}

/** Drafts that a trainee asked this person to look at, and that are drafts still. */
async function askedDrafts(ctx: ReadContext, actor: StaffActor): Promise<Finding> {
  const asked = await ctx.tx.notification.findMany({
    where: { practiceId: actor.practiceId, accountId: actor.accountId, kind: "note.supervisor_asked", createdAt: { gt: new Date(ctx.nowMs - NOTE_DAYS * DAY_MS) } },
    orderBy: { createdAt: "asc" },
    select: { subjectId: true, createdAt: true },
  });
  const ids = asked.flatMap(({ subjectId }) => (subjectId === null ? [] : [subjectId]));
  if (ids.length === 0) return { kind: "draft_asked", count: 0 };
  const visits = await ctx.tx.visit.findMany({
    where: { practiceId: actor.practiceId, id: { in: ids }, note: { status: "draft" }, appointment: { clinicianId: actor.staffId } },
    select: { id: true, appointment: { select: withName } },
  });
  const open = new Map(visits.map((visit) => [visit.id, visit]));
  const first = asked.find(({ subjectId }) => subjectId !== null && open.has(subjectId));
  const visit = first?.subjectId == null ? undefined : open.get(first.subjectId);
  if (first === undefined || visit === undefined) return { kind: "draft_asked", count: 0 };
  return { kind: "draft_asked", count: visits.length, id: visit.id, name: displayNameOf(visit.appointment.patient), atMs: first.createdAt.getTime() };
}

/** What a clinician has to do beside the visits of the day. */
export async function clinicianFindings(ctx: ReadContext, actor: StaffActor): Promise<readonly Finding[]> {
  const facts = { practiceId: actor.practiceId, clinicianId: actor.staffId };
  if (!ctx.may("note", "sign", facts)) return [];
  const notes = await openNotes(ctx, actor.practiceId, actor.staffId, false);
  return [await openEmergencies(ctx, actor), await askedDrafts(ctx, actor), { kind: "note_unsigned", ...notes }];
}

/** A trainee's drafts: of the supervisor's visits, written and not yet signed. */
export async function traineeFindings(ctx: ReadContext, actor: StaffActor): Promise<readonly Finding[]> {
  const { supervisorId, practiceId } = actor;
  if (supervisorId === null || !ctx.may("note", "write", { practiceId, clinicianId: supervisorId })) return [];
  return [{ kind: "draft_mine", ...(await openNotes(ctx, practiceId, supervisorId, true)) }];
}
