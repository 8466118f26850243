import "server-only";
import { z } from "zod";
import { ProxyScope, type ProxyActor, type SessionActor } from "@/core/access/actor";
import { PatientId, type ProxyId } from "@/core/kit/ids";
import { db } from "../kit/db";

/** A grant's row, as far as its standing depends on it. */
interface GrantRow {
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

function standsAt(row: GrantRow, nowMs: number): boolean {
  return (
    row.acceptedAt !== null && row.revokedAt === null && row.startsAt.getTime() <= nowMs && (row.endsAt === null || nowMs < row.endsAt.getTime())
  );
}

/** Whether a grant lets its holder come to the patient's visits now. */
export function standsForVisits(row: GrantRow & { readonly scopes: readonly string[] }, nowMs: number): boolean {
  return standsAt(row, nowMs) && row.scopes.includes("visits");
}

/** The holder of a session as the proxy that they name, if that grant of theirs stands now: accepted, begun, not ended, not taken back. */
export async function proxyActorOf(holder: SessionActor, proxyId: ProxyId, nowMs: number): Promise<ProxyActor | null> {
  const row = await db().proxy.findUnique({
    where: { id: proxyId },
    include: { patient: { select: { status: true } } },
  });
  if (row === null || row.practiceId !== holder.practiceId || row.accountId !== holder.accountId) return null;
  if (!standsAt(row, nowMs) || row.patient.status === "erased") return null;
  const { practiceId, accountId, sessionId, name, zone, locale } = holder;
  return {
    kind: "proxy",
    practiceId,
    accountId,
    proxyId,
    patientId: PatientId.parse(row.patientId),
    scopes: z.array(ProxyScope).parse(row.scopes),
    sessionId,
    name,
    zone,
    locale,
  };
}
