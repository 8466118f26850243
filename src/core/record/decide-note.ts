/**
 * When a note may change and when it may be signed. Rules NOTE-1 to NOTE-6 of docs/specs/notes.md.
 */
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import type { NoteId, PatientId, StaffId, ViewId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { missingBeforeSigning } from "./before-signing";
import type { NoteText, NoteViewRef, SaveNoteInput, SignNoteInput } from "./note";

/** A note as it stands, without its words. */
export interface NoteHead {
  readonly noteId: NoteId;
  readonly status: "draft" | "signed";
  readonly version: number;
  readonly authorId: StaffId;
}

/** What a decision about a note needs to know. */
export interface NoteState {
  readonly visitState: string;
  readonly clinicianId: StaffId;
  readonly patientId: PatientId;
  readonly note: NoteHead | null;
  /** Views that were kept in this very visit. */
  readonly keptViewIds: readonly ViewId[];
}

/** What saving changes. */
export interface NoteChange {
  readonly isNew: boolean;
  readonly nextVersion: number;
  readonly text: NoteText;
  readonly views: readonly NoteViewRef[];
}

const WRITABLE_STATES = new Set(["admitted", "ended"]);

/**
 * Whether these words may become the note (NOTE-2 only once admitted, NOTE-3 never over a newer
 * save, NOTE-1 never after signing, NOTE-4 only with views of the same visit).
 */
export function decideSaveNote(state: NoteState, input: SaveNoteInput): Result<NoteChange, DomainError> {
  if (!WRITABLE_STATES.has(state.visitState)) return err(domainError("conflict", "record.visit_not_begun"));
  if (state.note?.status === "signed") return err(domainError("conflict", "record.note_signed"));
  const current = state.note?.version ?? 0;
  if (input.baseVersion !== current) return err(staleError("record.note_changed_elsewhere", current, input.baseVersion));
  const kept = new Set<string>(state.keptViewIds);
  if (input.views.some((view) => !kept.has(view.viewId))) return err(domainError("invalid", "record.view_unknown"));
  return ok({ isNew: state.note === null, nextVersion: current + 1, text: input.text, views: input.views });
}

/** Whether the note may be signed as the clinician read it (NOTE-1, NOTE-3, NOTE-5, NOTE-6). */
export function decideSignNote(
  state: NoteState & { readonly text: NoteText | null },
  input: SignNoteInput,
): Result<{ readonly version: number }, DomainError> {
  if (state.note === null || state.text === null) return err(domainError("conflict", "record.note_empty"));
  if (state.note.status === "signed") return err(domainError("conflict", "record.note_signed"));
  if (state.visitState !== "ended") return err(domainError("conflict", "record.visit_not_over"));
  if (state.note.version !== input.baseVersion) return err(staleError("record.note_changed_elsewhere", state.note.version, input.baseVersion));
  const first = missingBeforeSigning(state.text)[0];
  if (first !== undefined) return err(domainError("invalid", first));
  return ok({ version: state.note.version });
}
