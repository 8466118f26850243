import "server-only";
import { z } from "zod";
import { Role, type StaffActor } from "@/core/access/actor";
import { APPOINTMENT_REACH, type CareTie } from "@/core/access/care-team";
import { explainDecision } from "@/core/access/explain";
import { ExplainInput, ExplainPeople, ExplainView } from "@/core/access/explain-views";
import { POLICY } from "@/core/access/grants";
import type { Facts, Relation } from "@/core/access/policy";
import { AccountId, BreakGlassId, PatientId, SessionId, StaffId, type PracticeId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { parsePatientQuery } from "@/core/people/search";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { dateText } from "../people/patient-record";
import { careTiesOf } from "./care-team";

type Tie = ExplainView["lines"][number]["ties"][number];
type Asked = z.output<typeof ExplainInput>;

const FOUND = 20;

async function findStaff(ctx: ReadContext, practiceId: PracticeId, staffId: StaffId) {
  return ctx.tx.staffMember.findFirst({
    where: { id: staffId, practiceId },
    include: {
      glasses: {
        where: { endedAt: null, endsAt: { gt: new Date(ctx.nowMs) } },
        select: { id: true, patientId: true, startedAt: true, endsAt: true },
      },
    },
  });
}

type StaffRow = NonNullable<Awaited<ReturnType<typeof findStaff>>>;

/** The person as they would be in a session with both factors: whether one is weak at this moment is no matter of right. */
function asActor(row: StaffRow): StaffActor {
  return {
    kind: "staff",
    practiceId: row.practiceId as PracticeId,
    accountId: AccountId.parse(row.accountId),
    staffId: StaffId.parse(row.id),
    roles: row.active ? z.array(Role).parse(row.roles) : [],
    sessionId: SessionId.parse(row.id),
    strong: true,
    stepUpAtMs: null,
    supervisorId: row.supervisorId === null ? null : StaffId.parse(row.supervisorId),
    emergencies: row.glasses.map((each) => ({
      breakGlassId: BreakGlassId.parse(each.id),
      patientId: PatientId.parse(each.patientId),
      endsAtMs: each.endsAt.getTime(),
    })),
    name: row.displayName,
    zone: row.zone,
    locale: "en",
  };
}

function careTie(tie: CareTie): Tie {
  if (tie.kind === "named") return { kind: "named", sinceMs: tie.startsAtMs, untilMs: tie.endsAtMs };
  return { kind: "appointment", sinceMs: tie.startsAtMs, untilMs: tie.startsAtMs + APPOINTMENT_REACH.afterMs };
}

/** What makes each relation hold, in words that can be dated. */
function tiesBy(row: StaffRow, patientId: PatientId, care: readonly CareTie[], ownVisitAt: Date | null): (relation: Relation) => Tie[] {
  const of = (staffId: string | null) => care.filter((tie) => tie.staffId === staffId).map(careTie);
  return (relation) => {
    switch (relation) {
      case "care_team":
        return of(row.id);
      case "supervised":
        return row.supervisorId === null ? [] : of(row.supervisorId);
      case "emergency":
        return row.glasses
          .filter((each) => each.patientId === patientId)
          .map((each) => ({ kind: "emergency", sinceMs: each.startedAt.getTime(), untilMs: each.endsAt.getTime() }));
      case "own":
        return ownVisitAt === null ? [] : [{ kind: "own_visit", sinceMs: ownVisitAt.getTime(), untilMs: null }];
      default:
        return [];
    }
  };
}

async function answer(ctx: ReadContext, practiceId: PracticeId, asked: Asked): Promise<z.input<typeof ExplainView> | null> {
  const { staffId, patientId, resource, verb } = asked;
  const [staff, patient] = await Promise.all([
    findStaff(ctx, practiceId, staffId),
    ctx.tx.patient.findFirst({ where: { id: patientId, practiceId } }),
  ]);
  if (staff === null || patient === null) return null;
  const [care, lastOwn] = await Promise.all([
    careTiesOf(ctx.tx, { practiceId, patientId }, ctx.nowMs),
    ctx.tx.appointment.findFirst({
      where: { practiceId, patientId, clinicianId: staffId, status: { not: "cancelled" } },
      orderBy: { startsAt: "desc" },
      select: { startsAt: true },
    }),
  ]);
  // Of a patient's things some are the person's own (their visits and notes) and others are not: told as a relation of its own.
  const isOwnable = resource !== "patient";
  const facts: Facts = {
    practiceId,
    patientId,
    clinicianId: isOwnable && lastOwn !== null ? staffId : null,
    careTeam: care.map((tie) => tie.staffId as StaffId),
  };
  const { allowed, lines, others } = explainDecision(POLICY, asActor(staff), resource, verb, facts);
  const ties = tiesBy(staff, patientId, care, lastOwn?.startsAt ?? null);
  return {
    staffName: staff.displayName,
    patientName: displayNameOf(patient),
    isActive: staff.active,
    allowed,
    lines: lines.map((line) => ({
      who: line.who,
      relation: line.relation as ExplainView["lines"][number]["relation"],
      holds: line.lacks.length === 0,
      ties: ties(line.relation),
    })),
    others: [...others],
    zone: ctx.actor.kind === "staff" ? ctx.actor.zone : "UTC",
  };
}

/** Why somebody may or may not: by the same evaluation that lets or refuses them. */
export const explain = defineQuery({
  name: "access/explain",
  summary: "Why a member of staff may or may not do something with a patient's things.",
  input: ExplainInput,
  output: ExplainView,
  access: { resource: "access", verb: "explain" },
  audit: { action: "access.explain", subject: ({ patientId, staffId }) => ({ type: "staff", id: staffId, patientId }) },
  run: async (ctx, asked) => {
    if (ctx.actor.kind !== "staff") return null;
    const { practiceId } = ctx.actor;
    const view = await answer(ctx, practiceId, asked);
    return view === null ? null : { view, facts: { practiceId } };
  },
});

/** People to ask about. Patients only once something was typed: an admin keeps no list of them. */
export const explainPeople = defineQuery({
  name: "access/explain-people",
  summary: "Staff and patients to ask an explanation about, by name.",
  input: z.strictObject({ text: z.string().max(200) }),
  output: ExplainPeople,
  access: { resource: "access", verb: "list" },
  audit: { action: "access.find_people", subject: () => ({ type: "patient", id: null }) },
  run: async (ctx, { text }) => {
    if (ctx.actor.kind !== "staff") return null;
    const { practiceId } = ctx.actor;
    const { words } = parsePatientQuery(text);
    const [staff, patients] = await Promise.all([
      ctx.tx.staffMember.findMany({ where: { practiceId }, orderBy: [{ active: "desc" }, { displayName: "asc" }] }),
      words.length === 0
        ? []
        : ctx.tx.patient.findMany({
            where: { practiceId, status: { in: ["active", "pending"] }, AND: words.map((word) => ({ searchName: { contains: word } })) },
            orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
            take: FOUND,
          }),
    ]);
    return {
      view: {
        staff: staff.map((row) => ({ id: row.id, name: row.displayName, roles: row.roles, active: row.active })),
        patients: patients.map((row) => ({ id: row.id, name: displayNameOf(row), birthDate: dateText(row.birthDate) })),
      },
      facts: { practiceId },
    };
  },
});
