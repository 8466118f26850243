import { type DomainError, domainError } from "@/core/kit/errors";
import { type Result, err, ok } from "@/core/kit/result";
import { requireSeat } from "@/core/visits/attend";
import type { SeatState } from "@/core/visits/confirmation";
import { type VisitState, isOver, overError } from "@/core/visits/visit";
import type { RoomRole } from "./contract";
import { LAMPORT_LEAP, MAX_ACTOR, MAX_COUNTER } from "./limits";
import { type SceneOp, parseOp } from "./op";
import { mayEverCount } from "./judge";
import { writerOf } from "./register-kinds";

/** Ops made just before the end may still be on their way for this long: ROOM-15. */
export const LATE_PUSH_MS = 60_000;
/** Most ops that one visit keeps; a 20-minute visit at full hands stays far below. */
export const MAX_VISIT_OPS = 200_000;

/** What decisions about the room need to know. */
export interface RoomState {
  readonly visitState: VisitState;
  readonly endedAtMs: number | null;
  /** The asking seat; null for people who are signed in. */
  readonly seat: SeatState | null;
  readonly nextActor: number;
  /** For a guest: when the clinician let them in. Left out for patient and clinician. */
  readonly guestAdmittedAtMs?: number | null;
}

/** One page load that asks, as stored. */
export interface ActorState {
  readonly actor: number;
  /** It was given to the very person who asks now. */
  readonly isOwn: boolean;
  readonly role: RoomRole;
  readonly deniedAtMs: number | null;
}

function requireOpen(room: RoomState): Result<true, DomainError> {
  const seat = requireSeat(room.seat);
  if (!seat.ok) return seat;
  if (isOver(room.visitState)) return err(overError(room.visitState));
  if (room.visitState !== "admitted") return err(domainError("conflict", "room.not_admitted"));
  if (room.guestAdmittedAtMs === null) return err(domainError("conflict", "room.guest_waits"));
  return ok(true);
}

/**
 * Whether a page load may come in; gives it its actor id, which nobody had before (ROOM-14). Errors:
 * those of the seat, of a finished visit, `room.not_admitted`, `room.guest_waits` (GUEST-2) and `room.full` (conflict).
 */
export function decideEnter(room: RoomState): Result<{ readonly actor: number }, DomainError> {
  const open = requireOpen(room);
  if (!open.ok) return open;
  if (room.nextActor > MAX_ACTOR) return err(domainError("conflict", "room.full"));
  return ok({ actor: room.nextActor });
}

/**
 * Whether a page load may have a token for the media server now (ROOM-14). Errors: those of
 * `decideEnter`, `kit.not_found` for another's actor, `room.removed` (gone) for one taken out.
 */
export function decideConnect(room: RoomState, asking: ActorState | null): Result<true, DomainError> {
  if (!asking?.isOwn) return err(domainError("not_found", "kit.not_found"));
  if (asking.deniedAtMs !== null) return err(domainError("gone", "room.removed"));
  return requireOpen(room);
}

/** What is stored of a scene so far, as far as judging a push needs it. */
export interface StoredScene {
  /** The asking actor's last stored sequence number; all before it are stored too. */
  readonly lastSeq: number;
  /** Greatest Lamport time in the visit. */
  readonly lastLamport: number;
  readonly opCount: number;
  /** A policy let somebody beside patient and clinicians change the scene at some time in this visit; asked for guests only. */
  readonly guestsWereLet?: boolean;
}

/** What a push changes. */
export interface PushChanges {
  /** New ops in order, without a gap after what is stored. */
  readonly toStore: readonly SceneOp[];
  readonly ackedSeq: number;
}

/**
 * Judges ops that an actor sends. Only its own are stored, on registers that its role may ever write (ROOM-7, ROOM-19),
 * whether or not a policy lets them count: that is judged when the scene is read (ROOM-41). Known ones
 * change nothing; what comes after a gap waits until the gap is filled, so that an acknowledgement is always "everything up to"
 * (ROOM-13). Any bad op refuses the whole push and nothing is stored. Of a guest nothing but pointing is stored
 * before a policy lets guests do more: `room.guests_look_on` (conflict, ROOM-20).
 */
export function decidePush(
  room: RoomState,
  asking: ActorState | null,
  stored: StoredScene,
  input: readonly SceneOp[],
  nowMs: number,
): Result<PushChanges, DomainError> {
  if (!asking?.isOwn) return err(domainError("not_found", "kit.not_found"));
  const open = requireWritable(room, nowMs);
  return open.ok ? takeOps(asking, stored, input) : open;
}

/** What a push or a relay stores of one author's ops: see `decidePush`, whose errors but the first these are. */
export function takeOps(author: Pick<ActorState, "actor" | "role">, stored: StoredScene, input: readonly SceneOp[]): Result<PushChanges, DomainError> {
  const ops: SceneOp[] = [];
  for (const each of input) {
    const parsed = parseOp(each);
    if (!parsed.ok) return err(domainError("invalid", `room.op_${parsed.error}`));
    const isTheirs = parsed.value.actor === author.actor && mayEverCount(author.role, parsed.value.register);
    if (!isTheirs) return err(domainError("denied", "room.op_owner"));
    // The policy that lets them may still be on its way: a conflict is tried again, and nothing is stored before it.
    const isEarly = author.role === "guest" && stored.guestsWereLet !== true && writerOf(parsed.value.register) !== "own";
    if (isEarly) return err(domainError("conflict", "room.guests_look_on"));
    ops.push(parsed.value);
  }
  const toStore: SceneOp[] = [];
  let ackedSeq = stored.lastSeq;
  let lamport = stored.lastLamport;
  for (const op of ops.sort((a, b) => a.seq - b.seq)) {
    if (op.seq !== ackedSeq + 1) continue;
    if (op.lamport > Math.min(lamport + LAMPORT_LEAP, MAX_COUNTER)) {
      return err(domainError("invalid", "room.op_ahead"));
    }
    lamport = Math.max(lamport, op.lamport);
    ackedSeq = op.seq;
    toStore.push(op);
  }
  if (stored.opCount + toStore.length > MAX_VISIT_OPS) return err(domainError("too_large", "room.scene_full"));
  return ok({ toStore, ackedSeq });
}

/** Whether ops are stored now: while the room is open, and for {@link LATE_PUSH_MS} after the end. */
export function requireWritable(room: RoomState, nowMs: number): Result<true, DomainError> {
  const isLate = room.visitState === "ended" && room.endedAtMs !== null && nowMs - room.endedAtMs <= LATE_PUSH_MS;
  return isLate ? requireSeat(room.seat) : requireOpen(room);
}
