import "server-only";
import { proxyPlace, type ProxyLine, type ProxySeat } from "@/core/visits/company";
import { SILENCE_LIMIT_MS } from "@/core/visits/timing";
import { ProxyRelation } from "@/core/people/proxies";
import type { VisitLinkId } from "@/core/kit/ids";
import type { Prisma } from "@/generated/prisma/client";
import { standingProxy } from "../access/standing-proxy";
import type { Tx } from "../kit/db";
import { msOf } from "./visit-record";

/** Seats of the patient's side that hold the waiting room now: the patient's, and those of who came to act for them. */
function waitingSeats(visitId: string, nowMs: number): Prisma.VisitSeatWhereInput {
  return {
    visitId,
    confirmedAt: { not: null },
    replacedAt: null,
    revokedAt: null,
    lastSeenAt: { gt: new Date(nowMs - SILENCE_LIMIT_MS) },
    OR: [{ link: { kind: "patient" } }, { link: { kind: "proxy", proxy: standingProxy(new Date(nowMs)) }, arrivedAt: { not: null } }],
  };
}

/** Whether somebody of the patient's side waits, other than in this seat. */
export async function doOthersWait(tx: Tx, visitId: string, seatId: string, nowMs: number): Promise<boolean> {
  return (await tx.visitSeat.count({ where: { ...waitingSeats(visitId, nowMs), id: { not: seatId } } })) > 0;
}

/** Whether the patient themself gives signs of life. */
export async function isPatientHere(tx: Tx, visitId: string, nowMs: number): Promise<boolean> {
  return (await tx.visitSeat.count({ where: { ...waitingSeats(visitId, nowMs), OR: [{ link: { kind: "patient" } }] } })) > 0;
}

/** Lets everybody in who waits to act for the patient: with the visit, in one press (VISIT-15). */
export async function admitCompany(tx: Tx, visitId: string, nowMs: number): Promise<void> {
  const where: Prisma.VisitSeatWhereInput = { ...waitingSeats(visitId, nowMs), OR: [{ link: { kind: "proxy" }, arrivedAt: { not: null } }] };
  await tx.visitSeat.updateMany({ where, data: { admittedAt: new Date(nowMs) } });
}

interface ProxySeatRow {
  readonly confirmedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly arrivedAt: Date | null;
  readonly admittedAt: Date | null;
  readonly lastSeenAt: Date;
}

/** A seat's row as core judges somebody by it who acts for the patient. */
export function proxySeat(row: ProxySeatRow): ProxySeat {
  return {
    confirmedAtMs: msOf(row.confirmedAt),
    replacedAtMs: msOf(row.replacedAt),
    revokedAtMs: msOf(row.revokedAt),
    arrivedAtMs: msOf(row.arrivedAt),
    admittedAtMs: msOf(row.admittedAt),
    seenAtMs: row.lastSeenAt.getTime(),
  };
}

/** Who acts for the patient by a grant that stands, and took a seat in the visit. */
export async function listCompany(tx: Tx, visitId: string, nowMs: number): Promise<ProxyLine[]> {
  const links = await tx.visitLink.findMany({
    where: { visitId, kind: "proxy", revokedAt: null, proxy: standingProxy(new Date(nowMs)) },
    orderBy: { createdAt: "asc" },
    include: {
      proxy: { select: { relation: true, account: { select: { name: true } } } },
      seats: { where: { replacedAt: null, revokedAt: null }, orderBy: { createdAt: "desc" }, take: 1 },
    },
  });
  return links.flatMap(({ id, proxy, seats }) => {
    if (proxy === null) return [];
    const [seat] = seats;
    const state = proxyPlace(seat === undefined ? null : proxySeat(seat), nowMs);
    return [{ linkId: id as VisitLinkId, name: proxy.account.name, relation: ProxyRelation.parse(proxy.relation), state }];
  });
}
