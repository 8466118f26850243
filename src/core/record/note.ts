/**
 * The encounter note: what it holds, and the text that is hashed when it is signed.
 * Rules NOTE-4 and NOTE-7 of docs/specs/notes.md.
 */
import { z } from "zod";
import { NoteId, ViewId, VisitId } from "@/core/kit/ids";

/** Longest text of one section, in characters. */
export const SECTION_MAX_LENGTH = 20_000;
/** Most views that one note holds. */
export const NOTE_VIEWS_MAX = 24;

const Section = z.string().max(SECTION_MAX_LENGTH, "record.section_too_long");

/** One thing that the patient should do, in their words. */
export const SummaryStep = z.object({
  title: z.string().trim().max(200),
  detail: z.string().trim().max(400),
});
/** See {@link SummaryStep}. */
export type SummaryStep = z.infer<typeof SummaryStep>;

/** The part of the note that is written for the patient. */
export const PatientSummary = z.object({
  headline: z.string().max(160),
  explanation: z.string().max(4_000),
  steps: z.array(SummaryStep).max(8),
  /** When to call for help at once; empty when there is nothing to say. */
  urgent: z.string().max(300),
});
/** See {@link PatientSummary}. */
export type PatientSummary = z.infer<typeof PatientSummary>;

/** All words of a note. */
export const NoteText = z.object({
  subjective: Section,
  objective: Section,
  assessment: Section,
  plan: Section,
  summary: PatientSummary,
});
/** See {@link NoteText}. */
export type NoteText = z.infer<typeof NoteText>;

/** A kept view's place in a note. */
export const NoteViewRef = z.object({ viewId: ViewId, forPatient: z.boolean() });
/** See {@link NoteViewRef}. */
export type NoteViewRef = z.infer<typeof NoteViewRef>;

/** A note with nothing in it. */
export const EMPTY_NOTE_TEXT: NoteText = {
  subjective: "",
  objective: "",
  assessment: "",
  plan: "",
  summary: { headline: "", explanation: "", steps: [], urgent: "" },
};

/** What `record/save-note` takes. `baseVersion` 0 means: there is no note yet. */
export const SaveNoteInput = z.object({
  visitId: VisitId,
  baseVersion: z.int().min(0),
  text: NoteText,
  views: z
    .array(NoteViewRef)
    .max(NOTE_VIEWS_MAX)
    .refine((views) => new Set(views.map((view) => view.viewId)).size === views.length, "record.view_twice"),
});
/** See {@link SaveNoteInput}. */
export type SaveNoteInput = z.infer<typeof SaveNoteInput>;

/** What a save answers. */
export const NoteSaved = z.object({ noteId: NoteId, version: z.int(), savedAtMs: z.number() });
/** See {@link NoteSaved}. */
export type NoteSaved = z.infer<typeof NoteSaved>;

/** What `record/sign-note` takes: the version that the clinician read. */
export const SignNoteInput = z.object({ visitId: VisitId, baseVersion: z.int().min(1) });
/** See {@link SignNoteInput}. */
export type SignNoteInput = z.infer<typeof SignNoteInput>;

/** What signing answers. */
export const NoteSigned = z.object({ noteId: NoteId, version: z.int(), signedAtMs: z.number() });
/** See {@link NoteSigned}. */
export type NoteSigned = z.infer<typeof NoteSigned>;

/**
 * The text whose SHA-256 is stored at signing: keys in fixed order, so that the same words always
 * give the same hash (NOTE-7).
 */
export function canonicalNote(text: NoteText, views: readonly NoteViewRef[]): string {
  return JSON.stringify([
    "bedside-note-1",
    text.subjective,
    text.objective,
    text.assessment,
    text.plan,
    text.summary.headline,
    text.summary.explanation,
    text.summary.steps.map((step) => [step.title, step.detail]),
    text.summary.urgent,
    views.map((view) => [view.viewId, view.forPatient]),
  ]);
}
