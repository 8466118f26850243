import "server-only";
import type { PatientActor, ProxyActor, SessionActor, StaffActor } from "@/core/access/actor";
import { APPOINTMENT_REACH } from "@/core/access/care-team";
import type { StaffId } from "@/core/kit/ids";
import type { Prisma } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";

/** Whose patients a reader may find at all; null: nobody's. Each row is then held against the policy once more. */
export function patientScope(ctx: ReadContext, actor: SessionActor | ProxyActor): Prisma.PatientWhereInput | null {
  const { practiceId } = actor;
  if (actor.kind !== "staff") return null;
  if (ctx.may("patient", "list", { practiceId })) return {};
  return actor.supervisorId !== null && actor.roles.includes("trainee") ? treatedBy(actor.supervisorId, ctx.nowMs) : null;
}

/** Patients whom somebody takes care of now. */
export function treatedBy(staffId: StaffId, nowMs: number): Prisma.PatientWhereInput {
  const now = new Date(nowMs);
  const startsAt = { gte: new Date(nowMs - APPOINTMENT_REACH.afterMs), lte: new Date(nowMs + APPOINTMENT_REACH.beforeMs) };
  return {
    OR: [
      { appointments: { some: { clinicianId: staffId, status: { not: "cancelled" }, startsAt } } },
      { careTeam: { some: { staffId, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] } } },
    ],
  };
}

/** Which appointments a reader may find at all; null: none. */
export function appointmentScope(ctx: ReadContext, actor: SessionActor | ProxyActor): Prisma.AppointmentWhereInput | null {
  if (actor.kind === "staff") return staffScope(ctx, actor);
  return actor.kind === "patient" ? ownScope(ctx, actor) : null;
}

function staffScope(ctx: ReadContext, { practiceId, staffId }: StaffActor): Prisma.AppointmentWhereInput | null {
  if (ctx.may("appointment", "list", { practiceId })) return {};
  return ctx.may("appointment", "read", { practiceId, clinicianId: staffId }) ? { clinicianId: staffId } : null;
}

function ownScope(ctx: ReadContext, { practiceId, patientId }: PatientActor): Prisma.AppointmentWhereInput | null {
  return ctx.may("appointment", "list", { practiceId, patientId }) ? { patientId } : null;
}
