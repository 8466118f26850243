import "server-only";
import { visitCookieName, type Actor, type ActorClaim, type VisitorActor } from "@/core/access/actor";
import { PatientId, PracticeId, VisitLinkId, VisitSeatId, type VisitId } from "@/core/kit/ids";
import { db } from "../kit/db";
import { hashSecret } from "./secrets";
import { readSessionCookie } from "./session-cookie";
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
    case "visit":
      return (await visitorOf(claim.visitId, cookie(visitCookieName(claim.visitId)))) ?? NOBODY;
  }
}

/** The person in a seat. A replaced seat still speaks (it may leave, or take over again); a revoked one doesn't. */
async function visitorOf(visitId: VisitId, secret: string | null): Promise<VisitorActor | null> {
  if (secret === null || secret === "") return null;
  const seat = await db().visitSeat.findUnique({
    where: { secretHash: hashSecret("visit-seat", secret) },
    include: {
      link: { select: { revokedAt: true } },
      visit: {
        select: {
          patientId: true,
          appointment: { select: { patient: { select: { givenName: true, preferredName: true, locale: true } } } },
        },
      },
    },
  });
  if (seat === null || seat.visitId !== visitId || seat.revokedAt !== null || seat.link?.revokedAt) return null;
  const { patient } = seat.visit.appointment;
  return {
    kind: "visitor",
    practiceId: PracticeId.parse(seat.practiceId),
    visitId,
    patientId: PatientId.parse(seat.visit.patientId),
    linkId: VisitLinkId.parse(seat.linkId),
    seatId: VisitSeatId.parse(seat.id),
    name: patient.preferredName ?? patient.givenName,
    locale: patient.locale,
  };
}
