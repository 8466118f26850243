import "server-only";
import { createHash } from "node:crypto";
import type { NoteId } from "@/core/kit/ids";
import { decideSignNote } from "@/core/record/decide-note";
import { canonicalNote, NoteSigned, SignNoteInput } from "@/core/record/note";
import { defineCommand } from "@/server/kit/define";
import { hearing } from "./confidence";
import { factsOf, findVisitWithRecord, lockVisit, noteStateOf, noteViewRefs, openNoteText } from "./repository";
import { summaryReadyMail } from "./mail";

/** Signs the note as it was read. From then on neither code nor SQL changes it (NOTE-1). */
export const signNote = defineCommand({
  name: "record/sign-note",
  summary: "Signs a visit's encounter note; the patient is told that the summary is ready.",
  input: SignNoteInput,
  output: NoteSigned,
  load: async (ctx, input) => {
    await lockVisit(ctx.tx, input.visitId);
    const visit = await findVisitWithRecord(ctx.tx, input.visitId);
    return visit === null ? null : { visit, text: await openNoteText(ctx.tx, visit) };
  },
  access: { resource: "note", verb: "sign", facts: (state) => factsOf(state.visit) },
  audit: {
    action: "note.sign",
    subject: (_input, state) => ({
      type: "note",
      id: state?.visit.note?.id ?? null 
    }),
  },
  decide: (state, input) => decideSignNote({ ...noteStateOf(state.visit), text: state.text }, input),
  save: async (ctx, { version }, { visit, text }) => {
    if (visit.note === null || text === null) throw new Error("a note that was decided upon has gone");
    const contentHash = createHash("sha256").update(canonicalNote(text, noteViewRefs(visit))).digest("hex");
    const { count } = await ctx.tx.encounterNote.updateMany({
      where: { id: visit.note.id, version, status: "draft" },
      data: { status: "signed", signedAt: new Date(ctx.nowMs), contentHash },
    });
    if (count !== 1) throw new Error("the draft moved while its visit was locked");
    // What is kept in confidence is mailed to nobody: the address on file may be a parent's (NOTE-15).
    const mail = visit.confidential ? null : await summaryReadyMail(ctx.tx, visit);
    if (mail !== null) await ctx.mail(mail);
    const reader = visit.appointment.patient.accountId;
    if (reader !== null) await ctx.notify([reader], "summary.ready", { type: "visit", id: visit.id });
    const { clinicianId } = visit.appointment;
    const { practiceId, id: visitId } = visit;
    const { patientId } = visit.appointment;
    await ctx.emit("note.changed", { practiceId, patientId, visitId, clinicianId, noteId: visit.note.id, ...hearing(visit) });
    return { noteId: visit.note.id as NoteId, version, signedAtMs: ctx.nowMs };
  },
});
