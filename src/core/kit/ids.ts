import { z } from "zod";

/** Branded uuids: an id of one thing can't be passed where another is wanted. */
export const PracticeId = z.uuid().brand<"PracticeId">();
/** See {@link PracticeId}. */
export type PracticeId = z.infer<typeof PracticeId>;

/** A person's way to sign in. */
export const AccountId = z.uuid().brand<"AccountId">();
/** See {@link AccountId}. */
export type AccountId = z.infer<typeof AccountId>;

/** One sign-in of one account on one device. */
export const SessionId = z.uuid().brand<"SessionId">();
/** See {@link SessionId}. */
export type SessionId = z.infer<typeof SessionId>;

/** A member of a practice's staff. */
export const StaffId = z.uuid().brand<"StaffId">();
/** See {@link StaffId}. */
export type StaffId = z.infer<typeof StaffId>;

/** A patient of a practice. */
export const PatientId = z.uuid().brand<"PatientId">();
/** See {@link PatientId}. */
export type PatientId = z.infer<typeof PatientId>;

/** A bookable kind of visit. */
export const ServiceId = z.uuid().brand<"ServiceId">();
/** See {@link ServiceId}. */
export type ServiceId = z.infer<typeof ServiceId>;

/** A booking. */
export const AppointmentId = z.uuid().brand<"AppointmentId">();
/** See {@link AppointmentId}. */
export type AppointmentId = z.infer<typeof AppointmentId>;

/** A meeting. */
export const VisitId = z.uuid().brand<"VisitId">();
/** See {@link VisitId}. */
export type VisitId = z.infer<typeof VisitId>;

/** A mailed link into one visit. */
export const VisitLinkId = z.uuid().brand<"VisitLinkId">();
/** See {@link VisitLinkId}. */
export type VisitLinkId = z.infer<typeof VisitLinkId>;

/** One browser that came in by a visit link. */
export const VisitSeatId = z.uuid().brand<"VisitSeatId">();
/** See {@link VisitSeatId}. */
export type VisitSeatId = z.infer<typeof VisitSeatId>;

/** An encounter note. */
export const NoteId = z.uuid().brand<"NoteId">();
/** See {@link NoteId}. */
export type NoteId = z.infer<typeof NoteId>;

/** A saved state of the scene. */
export const ViewId = z.uuid().brand<"ViewId">();
/** See {@link ViewId}. */
export type ViewId = z.infer<typeof ViewId>;

/** A grant by which an account acts for a patient. */
export const ProxyId = z.uuid().brand<"ProxyId">();
/** See {@link ProxyId}. */
export type ProxyId = z.infer<typeof ProxyId>;

/** A program that uses the interface for a practice. */
export const ApiClientId = z.uuid().brand<"ApiClientId">();
/** See {@link ApiClientId}. */
export type ApiClientId = z.infer<typeof ApiClientId>;

/** One time of emergency access. */
export const BreakGlassId = z.uuid().brand<"BreakGlassId">();
/** See {@link BreakGlassId}. */
export type BreakGlassId = z.infer<typeof BreakGlassId>;

/** An ordered set of views with words that a practice shows its patients. */
export const TourId = z.uuid().brand<"TourId">();
/** See {@link TourId}. */
export type TourId = z.infer<typeof TourId>;

/** A tour as it was at one time; it never changes. */
export const EditionId = z.uuid().brand<"EditionId">();
/** See {@link EditionId}. */
export type EditionId = z.infer<typeof EditionId>;
