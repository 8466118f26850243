import "server-only";
import type { Actor, GuestIdentity } from "@/core/access/actor";
import type { VisitId } from "@/core/kit/ids";
import type { ActorState, RoomState } from "@/core/room/admission";
import type { RoomRole, RosterEntry } from "@/core/room/contract";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { findSeatOf } from "../visits/attendance";
import { openGuest } from "../visits/open-guest";
import { lockVisit, msOf, stateOf, type SeatRow, type VisitRow } from "../visits/visit-record";

/** More page loads than any visit has: whoever wrote an op has to be known for it to count. */
const ROSTER_LIMIT = 1000;

/** A visit, locked, as the room's commands load it. */
export interface RoomEntry {
  readonly row: VisitRow;
  readonly room: RoomState;
}

/** A visit, locked, and the page load that a command is about. */
export interface RoomSeat extends RoomEntry {
  readonly asking: ActorState | null;
}

/** What core decides on. */
export function roomState(row: VisitRow, seat: SeatRow | null, actor: Actor): RoomState {
  const isLetInByThemself = actor.kind === "visitor" && actor.part !== "patient";
  return {
    ...(isLetInByThemself ? { guestAdmittedAtMs: msOf(seat?.admittedAt ?? null) } : {}),
    visitState: stateOf(row),
    endedAtMs: msOf(row.endedAt),
    seat:
      seat === null
        ? null
        : { confirmedAtMs: msOf(seat.confirmedAt), replacedAtMs: msOf(seat.replacedAt), revokedAtMs: msOf(seat.revokedAt) },
    nextActor: row.nextActor,
  };
}

/** Locks the visit and reads the asking seat. */
export async function loadRoom(ctx: WriteContext, input: { visitId: VisitId }): Promise<RoomEntry | null> {
  const row = await lockVisit(ctx.tx, input.visitId);
  if (row === null) return null;
  return { row, room: roomState(row, await findSeatOf(ctx.tx, ctx.actor), ctx.actor) };
}

/** Like {@link loadRoom}, with the page load named in the input. */
export async function loadRoomSeat(
  ctx: WriteContext,
  input: { visitId: VisitId; actor: number },
): Promise<RoomSeat | null> {
  const entry = await loadRoom(ctx, input);
  if (entry === null) return null;
  return { ...entry, asking: await findPageLoad(ctx, input.visitId, input.actor) };
}

/** A page load of a visit, as core decides on it; null where there was none of that number. */
export async function findPageLoad(ctx: WriteContext, visitId: VisitId, actor: number): Promise<(ActorState & { readonly leftAtMs: number | null }) | null> {
  const stored = await ctx.tx.roomActor.findUnique({ where: { visitId_actor: { visitId, actor } } });
  if (stored === null) return null;
  return {
    actor: stored.actor,
    isOwn: isOwn(stored, ctx.actor),
    role: roleOf(stored),
    deniedAtMs: msOf(stored.deniedAt),
    leftAtMs: msOf(stored.leftAt),
  };
}

/** The stored role; anything else in the column is a bug and throws. */
export function roleOf(stored: { readonly role: string }): RoomRole {
  if (stored.role === "clinician" || stored.role === "patient" || stored.role === "guest") return stored.role;
  throw new Error("a page load has a role that there is not");
}

/** Which columns say whose a page load is. */
export function ownerColumns(actor: Actor): { staffId?: string; seatId?: string; sessionId?: string } {
  switch (actor.kind) {
    case "staff":
      return { staffId: actor.staffId, sessionId: actor.sessionId };
    case "patient":
      return { sessionId: actor.sessionId };
    case "visitor":
      return { seatId: actor.seatId };
    default:
      return {};
  }
}

function isOwn(
  stored: { staffId: string | null; seatId: string | null; sessionId: string | null },
  actor: Actor,
): boolean {
  if (actor.kind === "staff") return stored.staffId === actor.staffId;
  if (actor.kind === "visitor") return stored.seatId === actor.seatId;
  if (actor.kind === "patient") {
    return stored.staffId === null && stored.seatId === null && stored.sessionId === actor.sessionId;
  }
  return false;
}

/** Everybody who came into the room, newest last; names come from the record, never from the media server. */
export async function listRoster(tx: Tx, row: VisitRow): Promise<RosterEntry[]> {
  const actors = await tx.roomActor.findMany({
    where: { visitId: row.id },
    orderBy: { actor: "desc" },
    take: ROSTER_LIMIT,
  });
  const { clinician, patient } = row.appointment;
  const { guests, proxies } = await peopleBySeat(tx, row, actors);
  const firstOf = new Map<string, number>();
  return actors.reverse().map((each) => {
    const whose = each.staffId ?? each.seatId ?? each.sessionId ?? `page ${each.actor}`;
    const person = firstOf.get(whose) ?? each.actor;
    firstOf.set(whose, person);
    const role = roleOf(each);
    const guest = role === "guest" ? (guests.get(each.seatId ?? "") ?? null) : null;
    const patientName = patient.preferredName ?? patient.givenName;
    const proxyName = role === "patient" ? (proxies.get(each.seatId ?? "") ?? null) : null;
    const known = role === "clinician" ? clinician.displayName : (proxyName ?? patientName);
    return {
      actor: each.actor,
      identity: each.identity,
      role,
      part: guest?.part ?? null,
      person,
      signKey: each.signKey === null ? null : Buffer.from(each.signKey).toString("base64url"),
      seals: each.sealsMedia,
      actsFor: proxyName === null ? null : patientName,
      name: role === "guest" ? (guest?.name ?? "") : known,
      present: each.leftAt === null && each.deniedAt === null,
    };
  });
}

interface PeopleBySeat {
  readonly guests: ReadonlyMap<string, GuestIdentity>;
  /** Names of those who act for the patient. */
  readonly proxies: ReadonlyMap<string, string>;
}

/** Who sits on the seats of a roster, as far as it isn't the patient. */
async function peopleBySeat(tx: Tx, row: VisitRow, actors: readonly { readonly seatId: string | null }[]): Promise<PeopleBySeat> {
  const seatIds = [...new Set(actors.flatMap(({ seatId }) => (seatId === null ? [] : [seatId])))];
  const seats = await tx.visitSeat.findMany({
    where: { id: { in: seatIds }, link: { kind: { in: ["guest", "proxy"] } } },
    include: { link: { include: { proxy: { select: { account: { select: { name: true } } } } } } },
  });
  const guests = new Map<string, GuestIdentity>();
  const proxies = new Map<string, string>();
  for (const { id, link } of seats) {
    if (link.proxy !== null) proxies.set(id, link.proxy.account.name);
    const guest = await openGuest(tx, row, link);
    if (guest !== null) guests.set(id, guest);
  }
  return { guests, proxies };
}
