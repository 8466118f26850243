/**
 * Kept views of the scene and what note and summary show of them.
 * Rules NOTE-4 and NOTE-8 of docs/specs/notes.md.
 */
import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { NoteId, ViewId, VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { NoteText, PatientSummary } from "./note";

/** Largest picture of a view, in bytes. */
export const VIEW_PICTURE_MAX_BYTES = 400_000;
/** Most registers that a view holds. */
export const VIEW_REGISTERS_MAX = 400;
/** Most views kept in one visit. */
export const VISIT_VIEWS_MAX = 60;

/** The scene's registers at the moment the view was kept, by register name. */
export const ViewRegisters = z
  .record(z.string().max(200), z.json())
  .refine((registers) => Object.keys(registers).length <= VIEW_REGISTERS_MAX, "record.view_too_large")
  .refine((registers) => JSON.stringify(registers).length <= 128_000, "record.view_too_large");
/** See {@link ViewRegisters}. */
export type ViewRegisters = z.infer<typeof ViewRegisters>;

/** Kinds of picture that a view may carry. */
export const PictureType = z.enum(["image/jpeg", "image/webp", "image/png"]);
/** See {@link PictureType}. */
export type PictureType = z.infer<typeof PictureType>;

/** What `record/keep-view` takes. The id is the browser's, so that sending it twice keeps one view. */
export const KeepViewInput = z.object({
  viewId: ViewId,
  visitId: VisitId,
  label: z.string().trim().min(1, "record.label_empty").max(120),
  registers: ViewRegisters,
  pictureType: PictureType,
  pictureBase64: z
    .string()
    .max(Math.ceil((VIEW_PICTURE_MAX_BYTES * 4) / 3) + 4, "record.picture_too_large")
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "record.picture_unreadable"),
  /** Of a view that is kept on looking back: the moment of the visit that it shows, epoch ms. */
  momentMs: z.int().min(0).optional(),
});
/** See {@link KeepViewInput}. */
export type KeepViewInput = z.infer<typeof KeepViewInput>;

/** A kept view, without its picture (`/api/record/view-picture` serves that). */
export const KeptView = z.object({
  viewId: ViewId,
  label: z.string(),
  keptAtMs: z.number(),
  keptBy: z.enum(["clinician", "patient"]),
  registers: ViewRegisters,
  /** The moment of the visit that it shows, where it was kept on looking back; null where it was kept as it stood. */
  momentMs: z.number().nullable(),
});
/** See {@link KeptView}. */
export type KeptView = z.infer<typeof KeptView>;

/** The note as its author sees it. */
export const NoteView = z.object({
  visitId: VisitId,
  noteId: NoteId.nullable(),
  status: z.enum(["none", "draft", "signed"]),
  version: z.int(),
  text: NoteText,
  views: z.array(KeptView.extend({ inNote: z.boolean(), forPatient: z.boolean() })),
  patient: z.object({ name: z.string(), birthDate: z.string(), pronouns: z.string().nullable() }),
  clinicianName: z.string(),
  emergencyNumber: z.string(),
  visit: z.object({
    state: z.string(),
    startedAtMs: z.number().nullable(),
    endedAtMs: z.number().nullable(),
    zone: z.string(),
  }),
  savedAtMs: z.number().nullable(),
  signedAtMs: z.number().nullable(),
  verbs: z.array(z.string()),
  /** Keeping it from those who act for the patient: whether that is offered, stands, and why. */
  confidence: z.object({ isOffered: z.boolean(), isOn: z.boolean(), why: z.string(), hasAccount: z.boolean() }),
});
/** See {@link NoteView}. */
export type NoteView = z.infer<typeof NoteView>;

/** The patient's page about one visit. */
export const SummaryView = z.object({
  visitId: VisitId,
  clinicianName: z.string(),
  visitAtMs: z.number(),
  zone: z.string(),
  emergencyNumber: z.string(),
  summary: PatientSummary,
  views: z.array(KeptView.omit({ keptBy: true, momentMs: true })),
  /** Kept from those who act for the patient. */
  confidential: z.boolean(),
});
/** See {@link SummaryView}. */
export type SummaryView = z.infer<typeof SummaryView>;

const SIGNATURES: Readonly<Record<PictureType, readonly (readonly [number, readonly number[]])[]>> = {
  "image/jpeg": [[0, [0xff, 0xd8, 0xff]]],
  "image/png": [[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]],
  "image/webp": [
    [0, [0x52, 0x49, 0x46, 0x46]],
    [8, [0x57, 0x45, 0x42, 0x50]],
  ],
};

/** Whether the first bytes are those of the picture type that is claimed (NOTE-8). */
export function isPictureOf(type: PictureType, bytes: Uint8Array): boolean {
  return SIGNATURES[type].every(([offset, signature]) => signature.every((byte, at) => bytes[offset + at] === byte));
}

/** What a decision to keep a view needs to know. */
export interface KeepViewState {
  readonly visitState: string;
  readonly keptCount: number;
  /** The same id was kept before: the same request sent again. */
  readonly alreadyKept: boolean;
  /** The visit's note is signed, so nothing joins it any more. */
  readonly isSigned: boolean;
  /** Of a view that is kept on looking back: whether the scene ever showed what it holds. Null of any other. */
  readonly wasShown: boolean | null;
}

/**
 * Whether a view may be kept now (NOTE-8, NOTE-18): as the scene stands only inside the room, on looking back
 * until the note is signed and only what was there; a bounded number, a real picture.
 */
export function decideKeepView(
  state: KeepViewState,
  type: PictureType,
  picture: Uint8Array,
): Result<{ readonly store: boolean }, DomainError> {
  if (state.alreadyKept) return ok({ store: false });
  const isOpen = state.visitState === "admitted";
  const isLookedBack = state.wasShown !== null && (isOpen || state.visitState === "ended");
  if (!isOpen && !isLookedBack) return err(domainError("conflict", "record.room_closed"));
  if (isLookedBack && state.isSigned) return err(domainError("conflict", "record.note_signed"));
  if (state.wasShown === false) return err(domainError("invalid", "record.never_shown"));
  if (state.keptCount >= VISIT_VIEWS_MAX) return err(domainError("conflict", "record.too_many_views"));
  if (picture.length > VIEW_PICTURE_MAX_BYTES) return err(domainError("too_large", "record.picture_too_large"));
  if (!isPictureOf(type, picture)) return err(domainError("invalid", "record.picture_unreadable"));
  return ok({ store: true });
}
