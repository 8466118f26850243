import "server-only";
import { z } from "zod";
import type { PatientId, PracticeId, StaffId } from "@/core/kit/ids";
import { ViewId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import { decideKeepView, KeepViewInput } from "@/core/record/views";
import { defineCommand } from "@/server/kit/define";
import { patientSealer } from "@/server/kit/sealing";
import { wereShown } from "@/server/room/timeline";
import { viewPicturePlace, viewStatePlace } from "./repository";

const MAX_BYTES = 720 * 1024;

/** Keeps the scene as it stands, or as it stood at a moment, with its picture, for the note and the patient (NOTE-8, NOTE-12, NOTE-18). */
export const keepView = defineCommand({
  name: "record/keep-view",
  summary: "Keeps the scene of a visit, as it stands or as it stood at a moment of it, with a picture.",
  input: KeepViewInput,
  output: z.object({ viewId: ViewId, keptAtMs: z.number() }),
  maxBytes: MAX_BYTES,
  load: async (ctx, input) => {
    const visit = await ctx.tx.visit.findUnique({
      where: { id: input.visitId },
      include: { appointment: { select: { clinicianId: true, patientId: true } }, note: { select: { status: true } }, _count: { select: { views: true } } },
    });
    if (visit === null) return null;
    const kept = await ctx.tx.sceneView.findUnique({ where: { id: input.viewId } });
    // An id that is taken in another visit is somebody else's: there is no such thing for this caller.
    if (kept !== null && kept.visitId !== visit.id) return null;
    return {
      practiceId: visit.practiceId as PracticeId,
      patientId: visit.appointment.patientId as PatientId,
      /** Whose key seals what is kept in this visit. */
      keyOf: visit.patientId,
      clinicianId: visit.appointment.clinicianId as StaffId,
      visitState: visit.state,
      keptCount: visit._count.views,
      alreadyKept: kept !== null,
      isSigned: visit.note?.status === "signed",
      wasShown: input.momentMs === undefined ? null : await wereShown(ctx.tx, visit.id, input.registers, input.momentMs),
      keptAtMs: kept?.createdAt.getTime() ?? null,
    };
  },
  access: {
    resource: "scene_view",
    verb: "keep",
    facts: (state) => ({
      practiceId: state.practiceId,
      patientId: state.patientId,
      clinicianId: state.clinicianId,
    }),
  },
  writes: { label: "clinical", registers: "clinical", pictureBase64: "clinical" },
  audit: {
    action: "scene_view.keep",
    subject: (input) => ({ type: "scene_view", id: input.viewId }),
  },
  decide: (state, input) => {
    const picture = new Uint8Array(Buffer.from(input.pictureBase64, "base64"));
    const decision = decideKeepView(state, input.pictureType, picture);
    return decision.ok ? ok({ store: decision.value.store, picture }) : decision;
  },
  save: async (ctx, changes, state, input) => {
    if (!changes.store) return { viewId: input.viewId, keptAtMs: state.keptAtMs ?? ctx.nowMs };
    const seal = await patientSealer(ctx.tx, state.keyOf);
    const viewState = JSON.stringify({ label: input.label, registers: input.registers, momentMs: input.momentMs });
    await ctx.tx.sceneView.create({
      data: {
        id: input.viewId,
        practiceId: state.practiceId,
        visitId: input.visitId,
        stateSealed: seal(viewStatePlace(input.viewId), viewState),
        pictureSealed: seal(viewPicturePlace(input.viewId), changes.picture),
        pictureType: input.pictureType,
        keptBy: ctx.actor.kind === "staff" ? "clinician" : "patient",
        createdAt: new Date(ctx.nowMs),
      },
    });
    await ctx.emit("note.changed", {
      practiceId: state.practiceId,
      visitId: input.visitId,
      patientId: state.patientId,
      clinicianId: state.clinicianId,
    });
    return { viewId: input.viewId, keptAtMs: ctx.nowMs };
  },
});
