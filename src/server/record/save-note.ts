import "server-only";
import type { NoteId } from "@/core/kit/ids";
import { decideSaveNote } from "@/core/record/decide-note";
import { NoteSaved, SaveNoteInput } from "@/core/record/note";
import { staleError } from "@/core/kit/errors";
import { defineCommand } from "@/server/kit/define";
import { sealForPatient } from "@/server/kit/sealing";
import { factsOf, findVisitWithRecord, lockVisit, noteStateOf, noteTextPlace } from "./repository";

const NOTE_BYTES = 512 * 1024;

/** Saves the draft of a visit's note: called by itself every few seconds while a clinician writes. */
export const saveNote = defineCommand({
  name: "record/save-note",
  summary: "Saves the draft of a visit's encounter note.",
  input: SaveNoteInput,
  output: NoteSaved,
  maxBytes: NOTE_BYTES,
  load: async (ctx, input) => {
    await lockVisit(ctx.tx, input.visitId);
    return findVisitWithRecord(ctx.tx, input.visitId);
  },
  access: { resource: "note", verb: "write", facts: (state) => factsOf(state) },
  writes: { text: "clinical", views: "clinical" },
  audit: {
    action: "note.save",
    subject: (input, state, output) => ({
      type: "note",
      id: output?.noteId ?? state?.note?.id ?? null 
    }),
  },
  violations: { encounter_note_visit_id_key: staleError("record.note_changed_elsewhere", 1, 0) },
  decide: (state, input) => decideSaveNote(noteStateOf(state), input),
  save: async (ctx, change, state, input) => {
    const noteId = state.note?.id ?? ctx.ids();
    const sealed = await sealForPatient(ctx.tx, state.patientId, noteTextPlace(noteId), JSON.stringify(change.text));
    const common = { textSealed: sealed, version: change.nextVersion, updatedAt: new Date(ctx.nowMs) };
    if (change.isNew) {
      await ctx.tx.encounterNote.create({
        data: {
          id: noteId,
          practiceId: state.practiceId,
          visitId: state.id,
          patientId: state.patientId,
          authorId: state.appointment.clinicianId,
          createdAt: new Date(ctx.nowMs),
          ...common,
        },
      });
    } else {
      const { count } = await ctx.tx.encounterNote.updateMany({
        where: { id: noteId, version: input.baseVersion, status: "draft" },
        data: common,
      });
      if (count !== 1) throw new Error("the draft moved while its visit was locked");
    }
    await ctx.tx.noteView.deleteMany({ where: { noteId } });
    await ctx.tx.noteView.createMany({
      data: change.views.map((view, position) => ({
        practiceId: state.practiceId,
        noteId,
        viewId: view.viewId,
        forPatient: view.forPatient,
        position,
      })),
    });
    return { noteId: noteId as NoteId, version: change.nextVersion, savedAtMs: ctx.nowMs };
  },
});
