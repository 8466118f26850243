import "server-only";
import type { StaffActor } from "@/core/access/actor";
import type { Finding } from "@/core/home/what-next";
import type { PatientId, StaffId, VisitId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { fieldsOf, FIELD_RULES } from "@/core/access/fields";
import { addDays, dateAt, dayBounds } from "@/core/scheduling/wall-time";
import type { ReadContext } from "../kit/context";

/** Visits of today and tomorrow that an interpreter is asked into: when, and with whom. */
export async function interpreterFindings(ctx: ReadContext, actor: StaffActor): Promise<readonly Finding[]> {
  const { practiceId, staffId, zone } = actor;
  const today = dateAt(ctx.nowMs, zone);
  const until = dayBounds(addDays(today, 1), zone).endMs;
  const links = await ctx.tx.visitLink.findMany({
    where: {
      practiceId,
      staffId,
      kind: "guest",
      revokedAt: null,
      visit: { state: { in: ["expected", "waiting", "admitted"] }, appointment: { status: "booked", startsAt: { lt: new Date(until) } } },
    },
    include: { visit: { include: { appointment: { include: { patient: true } } } } },
    distinct: ["visitId"],
    take: 50,
  });
  return links.map(({ visit: { id, appointment } }): Finding => {
    const facts = { practiceId, visitId: id as VisitId, patientId: appointment.patientId as PatientId, guests: [staffId as StaffId] };
    const mayName = fieldsOf(FIELD_RULES, actor, facts, "read").has("identity");
    return { kind: "visit_to_interpret", count: 1, id, name: mayName ? displayNameOf(appointment.patient) : null, atMs: appointment.startsAt.getTime() };
  });
}
