import "server-only";
import {
  GuestIdentity,
  type Actor,
  type ActorClaim,
  type ProxyActor,
  type VisitorActor,
} from "@/core/access/actor";
import { PatientId, PracticeId, ProxyId, VisitLinkId, VisitSeatId, type VisitId } from "@/core/kit/ids";
import { db } from "../kit/db";
import { openTextForPatient, type SealedPlace } from "../kit/sealing";
import { proxyActorOf, standsForVisits } from "./proxy-actor";
import { hashSecret } from "./secrets";
import { readSessionCookie, visitCookieName } from "./session-cookie";
import { actorOfSessionId } from "./sessions";

/** Reads one cookie of the request. */
export type CookieReader = (name: string) => string | null;

const NOBODY: Actor = { kind: "public" };

/**
 * Who a request speaks for: the claim says which of its cookies to believe, the cookie and its row
 * say who that is. A claim that its cookie doesn't bear out is nobody, never somebody else.
 */
export async function resolveActor(
  claim: ActorClaim,
  cookie: CookieReader,
  nowMs: number,
  options: { touch: boolean } = { touch: true },
): Promise<Actor> {
  switch (claim.kind) {
    case "public":
      return NOBODY;
    case "session": {
      const sessionId = await readSessionCookie(cookie);
      return (sessionId === null ? null : await actorOfSessionId(sessionId, nowMs, options)) ?? NOBODY;
    }
    case "proxy":
      return (await proxyOf(claim.proxyId, cookie, nowMs, options)) ?? NOBODY;
    case "visit":
      return (await visitorOf(claim.visitId, cookie(visitCookieName(claim.visitId)), nowMs)) ?? NOBODY;
  }
}

async function proxyOf(
  proxyId: ProxyId,
  cookie: CookieReader,
  nowMs: number,
  options: { touch: boolean },
): Promise<ProxyActor | null> {
  const sessionId = await readSessionCookie(cookie);
  const holder = sessionId === null ? null : await actorOfSessionId(sessionId, nowMs, options);
  return holder === null ? null : proxyActorOf(holder, proxyId, nowMs);
}

/** Where the name and part of a guest are sealed, with the key of the visit's patient. */
export const guestPlace = (linkId: string): SealedPlace => ({ table: "visit_link", row: linkId, field: "guest_sealed" });

/**
 * The person in a seat. A replaced seat still speaks (it may leave, or take over again); a revoked one doesn't, nor
 * one whose session was ended, nor that of somebody whose grant stands no more (VISIT-16).
 */
async function visitorOf(visitId: VisitId, secret: string | null, nowMs: number): Promise<VisitorActor | null> {
  if (secret === null || secret === "") return null;
  const seat = await db().visitSeat.findUnique({
    where: { secretHash: hashSecret("visit-seat", secret) },
    include: {
      session: { select: { revokedAt: true } },
      link: {
        select: { revokedAt: true, guestSealed: true, proxy: { include: { account: { select: { name: true, locale: true, disabledAt: true } } } } },
      },
      visit: {
        select: {
          patientId: true,
          appointment: { select: { patient: { select: { givenName: true, preferredName: true, locale: true } } } },
        },
      },
    },
  });
  if (seat === null || seat.visitId !== visitId || seat.revokedAt !== null || seat.link.revokedAt !== null) return null;
  if (seat.session !== null && seat.session.revokedAt !== null) return null;
  const { proxy } = seat.link;
  if (proxy !== null && (proxy.account.disabledAt !== null || !standsForVisits(proxy, nowMs))) return null;
  const { patient } = seat.visit.appointment;
  const guest = await guestOf(seat.linkId, seat.visit.patientId, seat.link.guestSealed);
  return {
    kind: "visitor",
    part: proxy !== null ? "proxy" : guest === null ? "patient" : "guest",
    guestPart: guest?.part ?? null,
    proxyId: proxy === null ? null : ProxyId.parse(proxy.id),
    practiceId: PracticeId.parse(seat.practiceId),
    visitId,
    patientId: PatientId.parse(seat.visit.patientId),
    linkId: VisitLinkId.parse(seat.linkId),
    seatId: VisitSeatId.parse(seat.id),
    name: proxy?.account.name ?? guest?.name ?? patient.preferredName ?? patient.givenName,
    locale: proxy?.account.locale ?? patient.locale,
  };
}

async function guestOf(linkId: string, patientId: string, sealed: Uint8Array | null): Promise<GuestIdentity | null> {
  if (sealed === null) return null;
  return GuestIdentity.parse(JSON.parse(await openTextForPatient(db(), patientId, guestPlace(linkId), sealed)));
}
