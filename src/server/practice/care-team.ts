import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import { PatientId, type PracticeId, type StaffId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { AddToCareTeamInput, CARE_PARTS, CareTeamView, decidePlace, placeState, type StoredPlace } from "@/core/practice/care-teams";
import { dateAt } from "@/core/scheduling/wall-time";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { patientFacts } from "../people/details";

const Part = z.enum(CARE_PARTS);

async function findPlaces(tx: Tx, practiceId: string, patientId: string) {
  return tx.careTeamMember.findMany({
    where: { practiceId, patientId },
    include: { staff: { select: { displayName: true, speciality: true } } },
    orderBy: [{ part: "asc" }, { startsAt: "asc" }],
  });
}

function storedPlace(row: { id: string; staffId: string; part: string; startsAt: Date; endsAt: Date | null }): StoredPlace {
  return { id: row.id, staffId: row.staffId as StaffId, part: Part.parse(row.part), startsAtMs: row.startsAt.getTime(), endsAtMs: row.endsAt?.getTime() ?? null };
}

/** Who takes care of a patient beyond single appointments, now, before and to come. */
export const careTeam = defineQuery({
  name: "practice/care-team",
  summary: "A patient's care team: who is named to it, as what, from when and until when.",
  input: z.strictObject({ patientId: PatientId }),
  output: CareTeamView,
  access: { resource: "care_team", verb: "list" },
  audit: { action: "care_team.list", subject: ({ patientId }) => ({ type: "care_team", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const patient = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId }, include: { practice: { select: { zone: true } } } });
    if (patient === null) return null;
    const facts = await patientFacts(ctx, { practiceId, patientId });
    const mayChange = patient.status === "active" && ctx.may("care_team", "create", facts);
    const [rows, candidates] = await Promise.all([
      findPlaces(ctx.tx, practiceId, patientId),
      mayChange
        ? ctx.tx.staffMember.findMany({ where: { practiceId, active: true, roles: { has: "clinician" } }, orderBy: { displayName: "asc" } })
        : Promise.resolve([]),
    ]);
    const self = ctx.actor.kind === "staff" ? ctx.actor.staffId : null;
    const { zone } = patient.practice;
    return {
      view: {
        patientId,
        zone,
        today: dateAt(ctx.nowMs, zone),
        members: rows.map((row) => ({ ...storedPlace(row), name: row.staff.displayName, speciality: row.staff.speciality, state: placeState(storedPlace(row), ctx.nowMs) })),
        candidates: candidates.filter(({ id }) => id !== self).map(({ id, displayName, speciality }) => ({ staffId: id, name: displayName, speciality })),
        mayChange,
      },
      facts,
    };
  },
});

async function lockTeam(tx: Tx, practiceId: PracticeId, patientId: PatientId) {
  await tx.$queryRaw`select 1 from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid for no key update`;
  return tx.patient.findFirst({ where: { practiceId, id: patientId, status: "active" }, include: { practice: { select: { zone: true } } } });
}

/** Names somebody to a care team (STAFF-10, STAFF-11). A new lead takes the place of the one before. */
export const addToCareTeam = defineCommand({
  name: "practice/add-to-care-team",
  summary: "Names a clinician to a patient's care team, with dates.",
  input: AddToCareTeamInput,
  output: z.object({ memberId: z.uuid() }),
  load: async (ctx, { patientId, staffId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const patient = await lockTeam(ctx.tx, practiceId, patientId);
    const candidate = await ctx.tx.staffMember.findFirst({ where: { practiceId, id: staffId } });
    if (patient === null || candidate === null) return null;
    return {
      practiceId,
      zone: patient.practice.zone,
      candidate: { active: candidate.active, isClinician: candidate.roles.includes("clinician") },
      standing: (await findPlaces(ctx.tx, practiceId, patientId)).map(storedPlace),
      facts: await patientFacts(ctx, { practiceId, patientId }),
    };
  },
  access: { resource: "care_team", verb: "create", facts: ({ facts }) => facts },
  audit: { action: "care_team.add", subject: (input, _state, output) => ({ type: "care_team", id: output?.memberId ?? null, patientId: input.patientId }) },
  decide: (state, input, now) => decidePlace(state, input, now),
  save: async (ctx, place, { practiceId }, { patientId, staffId, part }) => {
    if (ctx.actor.kind !== "staff") throw new Error("only staff name a care team");
    const startsAt = new Date(place.startsAtMs);
    // The lead before stays in the team, as a member.
    await ctx.tx.careTeamMember.updateMany({ where: { practiceId, id: { in: [...place.stepsBack] } }, data: { part: "member" } });
    const endsAt = place.endsAtMs === null ? null : new Date(place.endsAtMs);
    const row = await ctx.tx.careTeamMember.create({
      data: { id: ctx.ids(), practiceId, patientId, staffId, part, addedBy: ctx.actor.staffId, startsAt, endsAt },
    });
    return { memberId: row.id };
  },
});

/** Ends a place now; one that has not begun is taken back. What they wrote stays theirs to read. */
export const endCareTeamPlace = defineCommand({
  name: "practice/end-care-team-place",
  summary: "Ends somebody's place in a patient's care team.",
  input: z.strictObject({ memberId: z.uuid() }),
  output: z.object({ memberId: z.uuid() }),
  load: async (ctx, { memberId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    await ctx.tx.$queryRaw`select 1 from care_team_member where practice_id = ${practiceId}::uuid and id = ${memberId}::uuid for update`;
    const row = await ctx.tx.careTeamMember.findFirst({ where: { practiceId, id: memberId } });
    if (row === null) return null;
    const patientId = row.patientId as PatientId;
    return { row, facts: await patientFacts(ctx, { practiceId, patientId }) };
  },
  access: { resource: "care_team", verb: "change", facts: ({ facts }) => facts },
  audit: { action: "care_team.end", subject: ({ memberId }, state) => ({ type: "care_team", id: memberId, patientId: state?.row.patientId ?? null }) },
  decide: ({ row }, _input, { nowMs }) =>
    placeState(storedPlace(row), nowMs) === "over" ? err(domainError("conflict", "practice.care_over")) : ok(placeState(storedPlace(row), nowMs)),
  save: async (ctx, state, { row }) => {
    if (state === "later") await ctx.tx.careTeamMember.delete({ where: { id: row.id } });
    else await ctx.tx.careTeamMember.update({ where: { id: row.id }, data: { endsAt: new Date(ctx.nowMs) } });
    return { memberId: row.id };
  },
});
