import "server-only";
import { z } from "zod";
import type { Facts } from "@/core/access/policy";
import type { NoteId, PatientId, PracticeId, StaffId, ViewId, VisitId } from "@/core/kit/ids";
import type { NoteState } from "@/core/record/decide-note";
import { NoteText, type NoteViewRef } from "@/core/record/note";
import { type KeptView, ViewRegisters } from "@/core/record/views";
import type { Prisma } from "@/generated/prisma/client";
import type { Tx } from "@/server/kit/db";
import { openTextForPatient, patientOpener, type SealedPlace } from "@/server/kit/sealing";

/** Where the words of a note are sealed. */
export const noteTextPlace = (noteId: string): SealedPlace => ({ table: "encounter_note", row: noteId, field: "text_sealed" });
/** Where the label and registers of a view are sealed. */
export const viewStatePlace = (viewId: string): SealedPlace => ({ table: "scene_view", row: viewId, field: "state_sealed" });
/** Where the picture of a view is sealed. */
export const viewPicturePlace = (viewId: string): SealedPlace => ({
  table: "scene_view",
  row: viewId,
  field: "picture_sealed",
});

/** What is sealed of a view beside its picture. */
export const ViewState = z.object({ label: z.string(), registers: ViewRegisters, momentMs: z.number().optional() });

const visitWithRecord = {
  appointment: { include: { clinician: true, patient: true } },
  note: { include: { views: { orderBy: { position: "asc" } } } },
  views: { select: { id: true, createdAt: true }, orderBy: { createdAt: "asc" } },
} satisfies Prisma.VisitInclude;

/** A visit with everything that its record needs. */
export type VisitWithRecord = Prisma.VisitGetPayload<{ include: typeof visitWithRecord }>;

/** Finds a visit with its note and the ids of its views, or null. */
export async function findVisitWithRecord(tx: Tx, visitId: VisitId): Promise<VisitWithRecord | null> {
  return tx.visit.findUnique({ where: { id: visitId }, include: visitWithRecord });
}

/** Whether a visitor's seat came by a code and may read what follows the visit (NOTE-9). */
export async function isSummarySeat(tx: Tx, seatId: string): Promise<boolean> {
  const seat = await tx.visitSeat.findUnique({ where: { id: seatId }, select: { purpose: true } });
  return seat?.purpose === "summary";
}

/** Holds the visit's row until the transaction ends, so that two writers of its note take turns. */
export async function lockVisit(tx: Tx, visitId: VisitId): Promise<void> {
  await tx.$queryRaw`select 1 from visit where id = ${visitId}::uuid for update`;
}

/** To whom the visit's record belongs: the patient of its appointment. `visit.patientId` says whose key seals it (PPL-17). */
export function factsOf(visit: VisitWithRecord, careTeam: readonly StaffId[] = []): Facts {
  return {
    practiceId: visit.practiceId as PracticeId,
    patientId: visit.appointment.patientId as PatientId,
    visitId: visit.id as VisitId,
    clinicianId: visit.appointment.clinicianId as StaffId,
    careTeam,
    // While the visit lasts, who is in the room sees the scene anyway.
    confidential: visit.confidential && visit.state === "ended",
  };
}

/** What the pure decisions about a note want to know. */
export function noteStateOf(visit: VisitWithRecord): NoteState {
  return {
    visitState: visit.state,
    clinicianId: visit.appointment.clinicianId as StaffId,
    patientId: visit.patientId as PatientId,
    note:
      visit.note === null
        ? null
        : {
            noteId: visit.note.id as NoteId,
            status: visit.note.status === "signed" ? "signed" : "draft",
            version: visit.note.version,
            authorId: visit.note.authorId as StaffId,
          },
    keptViewIds: visit.views.map((view) => view.id as ViewId),
  };
}

/** The views that a note holds, in its order. */
export function noteViewRefs(visit: VisitWithRecord): readonly NoteViewRef[] {
  return (visit.note?.views ?? []).map((row) => ({ viewId: row.viewId as ViewId, forPatient: row.forPatient }));
}

/** Opens the words of the visit's note, or null where there is none. */
export async function openNoteText(tx: Tx, visit: VisitWithRecord): Promise<NoteText | null> {
  if (visit.note === null) return null;
  const json = await openTextForPatient(tx, visit.patientId, noteTextPlace(visit.note.id), visit.note.textSealed);
  return NoteText.parse(JSON.parse(json));
}

/** The kept views of a visit in the order in which they were kept, without pictures. */
export async function listKeptViews(tx: Tx, visitId: string, patientId: string): Promise<KeptView[]> {
  const rows = await tx.sceneView.findMany({
    where: { visitId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, stateSealed: true, keptBy: true, createdAt: true },
  });
  const open = await patientOpener(tx, patientId);
  return rows.map((row) => {
    const state: unknown = JSON.parse(new TextDecoder().decode(open(viewStatePlace(row.id), row.stateSealed)));
    const { label, registers, momentMs } = ViewState.parse(state);
    return {
      viewId: row.id as ViewId,
      label,
      registers,
      momentMs: momentMs ?? null,
      keptAtMs: row.createdAt.getTime(),
      keptBy: row.keptBy === "patient" ? "patient" : "clinician",
    };
  });
}
