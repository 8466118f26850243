import "server-only";
import { isAgreed, textFor, type ConsentKind } from "@/core/people/consents";
import type { Tx } from "../kit/db";
import { recordIdsOf } from "./record-ids";

/** Agreements of a person, over all records that were made one. */
export async function findConsents(tx: Tx, practiceId: string, patientId: string) {
  const ids = [...(await recordIdsOf(tx, practiceId, patientId))];
  return tx.consent.findMany({ where: { practiceId, patientId: { in: ids } }, include: { text: true }, orderBy: [{ givenAt: "desc" }, { id: "asc" }] });
}

type ConsentRow = Awaited<ReturnType<typeof findConsents>>[number];

/** An agreement as core judges it. */
export const standingOf = (row: ConsentRow) => ({ kind: row.kind, version: row.text.version, withdrawnAtMs: row.withdrawnAt?.getTime() ?? null });

/** Words that can be agreed to, in all languages and versions. */
export function publishedTexts(tx: Tx, practiceId: string, kind?: ConsentKind) {
  return tx.consentText.findMany({ where: { practiceId, publishedAt: { not: null }, ...(kind === undefined ? {} : { kind }) } });
}

/**
 * The words that a patient is asked to agree to before a video visit; null where the practice has none, or where they
 * are agreed to already (CON-3).
 */
export async function openTelehealthText(tx: Tx, practiceId: string, patientId: string, locale: string) {
  const [texts, practice] = await Promise.all([
    publishedTexts(tx, practiceId, "telehealth"),
    tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { locale: true } }),
  ]);
  const text = textFor(texts, "telehealth", locale, practice.locale);
  if (text === null) return null;
  const consents = await findConsents(tx, practiceId, patientId);
  if (isAgreed(consents.map(standingOf), "telehealth", text.version)) return null;
  return { textId: text.id, version: text.version, title: text.title, body: text.body };
}
