import "server-only";
import { z } from "zod";
import { ViewId, VisitId } from "@/core/kit/ids";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { KeptView, NoteView, PictureType, SummaryView } from "@/core/record/views";
import { careTeamOf } from "@/server/access/care-team";
import { defineQuery } from "@/server/kit/define";
import { confidenceOf } from "./confidence";
import { openForPatient } from "@/server/kit/sealing";
import {
  factsOf,
  findVisitWithRecord,
  isSummarySeat,
  listKeptViews,
  noteViewRefs,
  openNoteText,
  viewPicturePlace,
} from "./repository";

const isoDate = (date: Date): string => date.toISOString().slice(0, 10);

/** The note of a visit with its views, for the clinician who writes or reads it. */
export const noteQuery = defineQuery({
  name: "record/note",
  summary: "The encounter note of a visit, with the views kept in it.",
  input: z.object({ visitId: VisitId }),
  output: NoteView,
  access: { resource: "note", verb: "read" },
  audit: { action: "note.read", subject: (input, view) => ({ type: "note", id: view?.noteId ?? input.visitId }) },
  run: async (ctx, input) => {
    const visit = await findVisitWithRecord(ctx.tx, input.visitId);
    if (visit === null) return null;
    const facts = factsOf(visit, await careTeamOf(ctx.tx, visit, ctx.nowMs));
    // Nothing is opened for somebody who may not read it: the pipeline turns this into "not found".
    if (!ctx.may("note", "read", facts)) return null;
    const refs = new Map(noteViewRefs(visit).map((ref, position) => [ref.viewId, { ...ref, position }]));
    const kept = await listKeptViews(ctx.tx, visit.id, visit.patientId);
    const { patient, clinician } = visit.appointment;
    const practice = await ctx.tx.practice.findUniqueOrThrow({ where: { id: visit.practiceId } });
    const view = {
      visitId: visit.id,
      noteId: visit.note?.id ?? null,
      status: visit.note === null ? ("none" as const) : visit.note.status === "signed" ? ("signed" as const) : ("draft" as const),
      version: visit.note?.version ?? 0,
      text: (await openNoteText(ctx.tx, visit)) ?? EMPTY_NOTE_TEXT,
      views: kept.map((each) => ({
        ...each,
        inNote: refs.has(each.viewId),
        forPatient: refs.get(each.viewId)?.forPatient ?? true,
      })),
      patient: {
        name: `${patient.givenName} ${patient.familyName}`,
        birthDate: isoDate(patient.birthDate),
        pronouns: patient.pronouns,
      },
      clinicianName: clinician.displayName,
      emergencyNumber: practice.emergencyNumber,
      visit: {
        state: visit.state,
        startedAtMs: visit.admittedAt?.getTime() ?? null,
        endedAtMs: visit.endedAt?.getTime() ?? null,
        zone: clinician.zone,
      },
      savedAtMs: visit.note?.updatedAt.getTime() ?? null,
      signedAtMs: visit.note?.signedAt?.getTime() ?? null,
      verbs: [...ctx.verbs("note", facts)],
      confidence: await confidenceOf(ctx.tx, visit, practice.majorityAge, ctx.nowMs),
    };
    return { view, facts };
  },
});

/** The views that were kept so far, for people in the room. */
export const keptViewsQuery = defineQuery({
  name: "record/kept-views",
  summary: "The views of the scene that were kept in a visit.",
  input: z.object({ visitId: VisitId }),
  output: z.object({ views: z.array(KeptView) }),
  access: { resource: "scene_view", verb: "list" },
  audit: { action: "scene_view.list", subject: (input) => ({ type: "scene_view", id: input.visitId }) },
  run: async (ctx, input) => {
    const visit = await findVisitWithRecord(ctx.tx, input.visitId);
    if (visit === null) return null;
    const facts = factsOf(visit, await careTeamOf(ctx.tx, visit, ctx.nowMs));
    if (!ctx.may("scene_view", "list", facts)) return null;
    return { view: { views: await listKeptViews(ctx.tx, visit.id, visit.patientId) }, facts };
  },
});

/** The patient's summary of a visit, once its note is signed (NOTE-9). */
export const summaryQuery = defineQuery({
  name: "record/summary",
  summary: "What the patient reads after a visit: the words meant for them, and the views.",
  input: z.object({ visitId: VisitId }),
  output: SummaryView,
  access: { resource: "summary", verb: "read" },
  audit: { action: "summary.read", subject: (input) => ({ type: "summary", id: input.visitId }) },
  run: async (ctx, input) => {
    const visit = await findVisitWithRecord(ctx.tx, input.visitId);
    if (visit?.note?.status !== "signed") return null;
    if (ctx.actor.kind === "visitor" && !(await isSummarySeat(ctx.tx, ctx.actor.seatId))) return null;
    const facts = factsOf(visit, await careTeamOf(ctx.tx, visit, ctx.nowMs));
    const text = ctx.may("summary", "read", facts) ? await openNoteText(ctx.tx, visit) : null;
    if (text === null) return null;
    const practice = await ctx.tx.practice.findUniqueOrThrow({ where: { id: visit.practiceId } });
    const shown = noteViewRefs(visit).filter((ref) => ref.forPatient);
    const kept = new Map((await listKeptViews(ctx.tx, visit.id, visit.patientId)).map((each) => [each.viewId, each]));
    const view = {
      visitId: visit.id,
      clinicianName: visit.appointment.clinician.displayName,
      visitAtMs: (visit.admittedAt ?? visit.appointment.startsAt).getTime(),
      zone: visit.appointment.patient.zone,
      emergencyNumber: practice.emergencyNumber,
      summary: text.summary,
      views: shown.flatMap((ref) => kept.get(ref.viewId) ?? []),
      confidential: visit.confidential,
    };
    return { view, facts };
  },
});

/** The picture of one kept view; `/api/record/view-picture` sends its bytes. */
export const viewPictureQuery = defineQuery({
  name: "record/view-picture",
  summary: "The picture of a kept view.",
  input: z.object({ viewId: ViewId }),
  output: z.object({ pictureType: PictureType, pictureBase64: z.string() }),
  access: { resource: "scene_view", verb: "read" },
  audit: { action: "scene_view.read", subject: (input) => ({ type: "scene_view", id: input.viewId }) },
  run: async (ctx, input) => {
    const row = await ctx.tx.sceneView.findUnique({
      where: { id: input.viewId },
      include: { notes: { include: { note: { select: { status: true } } } } },
    });
    const visit = row === null ? null : await findVisitWithRecord(ctx.tx, row.visitId as VisitId);
    if (row === null || visit === null) return null;
    const isShownAfterwards = row.notes.some((each) => each.forPatient && each.note.status === "signed");
    if (visit.state === "ended" && ctx.actor.kind !== "staff") {
      const bySeat = ctx.actor.kind !== "visitor" || (await isSummarySeat(ctx.tx, ctx.actor.seatId));
      if (!isShownAfterwards || !bySeat) return null;
    }
    const facts = factsOf(visit, await careTeamOf(ctx.tx, visit, ctx.nowMs));
    if (!ctx.may("scene_view", "read", facts)) return null;
    const bytes = await openForPatient(ctx.tx, visit.patientId, viewPicturePlace(row.id), row.pictureSealed);
    const pictureType = PictureType.parse(row.pictureType);
    return { view: { pictureType, pictureBase64: Buffer.from(bytes).toString("base64") }, facts };
  },
});
