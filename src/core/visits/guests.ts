import { z } from "zod";
import { GUEST_PARTS, GuestPart } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { VisitId, VisitLinkId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { NamePart } from "@/core/people/patient";
import { seatError, type SeatState } from "./confirmation";
import { SILENCE_LIMIT_MS } from "./timing";
import { isOver, overError, type VisitState } from "./visit";

/** Most people beside patient and clinician whom one visit holds. */
export const MAX_GUESTS = 6;

/** A guest's name: any name that fits on a tile. */
export const GuestName = NamePart.refine((name) => name.length <= 120, "people.name_impossible");

/** Input of `visits/invite-guest`. */
export const InviteGuestInput = z.object({
  visitId: VisitId,
  name: GuestName,
  part: z.enum(GUEST_PARTS),
  email: z.email("people.email_impossible").max(254),
});
/** See {@link InviteGuestInput}. */
export type InviteGuestInput = z.infer<typeof InviteGuestInput>;

/** Errors: those of a finished visit (gone), `visits.too_many_guests` (conflict). */
export function decideInviteGuest(state: VisitState, standing: number): Result<true, DomainError> {
  if (isOver(state)) return err(overError(state));
  return standing < MAX_GUESTS ? ok(true) : err(domainError("conflict", "visits.too_many_guests"));
}

/** A guest's seat as decisions need it. */
export interface GuestSeat extends SeatState {
  readonly admittedAtMs: number | null;
  readonly seenAtMs: number;
}

/** Whether a guest's page may say or ask anything. Errors: those of the seat and of a finished visit (gone). */
export function decideGuestStep(state: VisitState, seat: SeatState): Result<true, DomainError> {
  if (isOver(state)) return err(overError(state));
  const unusable = seatError(seat);
  return unusable === null ? ok(true) : err(unusable);
}

/** Whether a guest who said who they are gives signs of life. */
export function isGuestHere(seat: GuestSeat, nowMs: number): boolean {
  return seat.confirmedAtMs !== null && seatError(seat) === null && nowMs - seat.seenAtMs < SILENCE_LIMIT_MS;
}

/** Errors: those of a finished visit (gone), `visits.guest_away` (conflict): only somebody who waits is let in (GUEST-2). */
export function decideAdmitGuest(state: VisitState, seat: GuestSeat | null, nowMs: number): Result<true, DomainError> {
  if (isOver(state)) return err(overError(state));
  if (seat === null || !isGuestHere(seat, nowMs)) return err(domainError("conflict", "visits.guest_away"));
  return ok(true);
}

/** What a guest's page shows. */
export const GUEST_STAGES = ["name", "wait", "room", "closed", "over", "cancelled", "missed"] as const;
/** See {@link GUEST_STAGES}. */
export type GuestStage = (typeof GUEST_STAGES)[number];

/** The stage of a guest: the room opens when they were let in and the visit goes on. */
export function guestStage(state: VisitState, seat: GuestSeat): GuestStage {
  if (isOver(state)) return state === "ended" ? "over" : state === "cancelled" ? "cancelled" : "missed";
  if (seatError(seat) !== null) return "closed";
  if (seat.confirmedAtMs === null) return "name";
  return seat.admittedAtMs !== null && state === "admitted" ? "room" : "wait";
}

/** The visit as a guest may know it: time, clinician, practice, and nothing of the patient (GUEST-1). */
export const GuestView = z.object({
  visitId: VisitId,
  stage: z.enum(GUEST_STAGES),
  practice: z.object({ name: z.string(), zone: z.string() }),
  name: z.string(),
  part: GuestPart,
  clinicianName: z.string(),
  startsAtMs: z.number(),
  admittedAtMs: z.number().nullable(),
  nowMs: z.number(),
});
/** See {@link GuestView}. */
export type GuestView = z.infer<typeof GuestView>;

/** A guest as staff see them. */
export const GuestLine = z.object({
  linkId: VisitLinkId,
  name: z.string(),
  part: GuestPart,
  /** `invited` until they said who they are; `waiting` while they give signs of life; `admitted` once let in. */
  state: z.enum(["invited", "waiting", "away", "admitted"]),
});
/** See {@link GuestLine}. */
export type GuestLine = z.infer<typeof GuestLine>;
