import "server-only";
import type { Actor } from "@/core/access/actor";
import type { VisitId } from "@/core/kit/ids";
import { PainMapContent, type KeptPainMap, type Painter } from "@/core/pain/map";
import { CONFIDENCE_FROM_AGE } from "@/core/record/confidence";
import { comesOfAgeAtMs } from "@/core/people/proxies";
import type { PainMap } from "@/generated/prisma/client";
import type { Tx } from "../kit/db";
import { patientOpener, type SealedPlace } from "../kit/sealing";
import { dateText } from "../people/patient-record";
import type { VisitRow } from "../visits/visit-record";

/** Where a map is sealed, with the key of its visit's patient. */
export const painPlace = (id: string): SealedPlace => ({ table: "pain_map", row: id, field: "content_sealed" });

/** Whether what a patient says now by their own account is theirs alone: from 12 until they come of age (NOTE-16). */
function isOfConfidence({ appointment: { patient, practice } }: VisitRow, nowMs: number): boolean {
  const birthDate = dateText(patient.birthDate);
  return nowMs >= comesOfAgeAtMs(birthDate, CONFIDENCE_FROM_AGE, patient.zone) && nowMs < comesOfAgeAtMs(birthDate, practice.majorityAge, patient.zone);
}

/** Whether the actor is the patient by an account of their own, and not by a link that may lie in a parent's mailbox. */
export async function isByOwnAccount(tx: Tx, actor: Actor): Promise<boolean> {
  if (actor.kind === "patient") return true;
  if (actor.kind !== "visitor" || actor.part !== "patient") return false;
  const seat = await tx.visitSeat.findUnique({ where: { id: actor.seatId }, select: { sessionId: true } });
  return seat !== null && seat.sessionId !== null;
}

/** As whom the actor paints for a visit; null: they paint nothing. */
export function painterOf(actor: Actor, row: VisitRow, byOwnAccount: boolean, nowMs: number): Painter | null {
  if (actor.kind === "proxy") return "proxy";
  if (actor.kind === "visitor" && actor.part !== "patient") return actor.part === "proxy" ? "proxy" : null;
  if (actor.kind !== "patient" && actor.kind !== "visitor") return null;
  return byOwnAccount && isOfConfidence(row, nowMs) ? "confidence" : "patient";
}

/** The newest row of each painter, of some visits. */
export async function newestMaps(tx: Tx, practiceId: string, visitIds: readonly string[]): Promise<PainMap[]> {
  const newest = await tx.$queryRaw<{ id: string }[]>`
    select distinct on (visit_id, painter) id from pain_map
    where practice_id = ${practiceId}::uuid and visit_id = any(${[...visitIds]}::uuid[])
    order by visit_id, painter, version desc`;
  return tx.painMap.findMany({ where: { id: { in: newest.map(({ id }) => id) } }, orderBy: [{ visitId: "asc" }, { painter: "desc" }] });
}

/** Opens rows of one visit. */
export async function openMaps(tx: Tx, patientId: string, rows: readonly PainMap[]): Promise<KeptPainMap[]> {
  if (rows.length === 0) return [];
  const open = await patientOpener(tx, patientId);
  return rows.map((row) => ({
    visitId: row.visitId as VisitId,
    painter: row.painter as Painter,
    version: row.version,
    savedAtMs: row.createdAt.getTime(),
    map: PainMapContent.parse(JSON.parse(new TextDecoder().decode(open(painPlace(row.id), row.contentSealed)))),
  }));
}
