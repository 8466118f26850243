import "server-only";
import { Verification } from "@/core/audit/findings";
import { db, type Tx } from "../kit/db";

const FACT = "audit.verified";

/** Keeps what a verification came to, for the auditor's page. */
export async function keepVerification(outcome: Verification): Promise<void> {
  const value = { ...outcome, finding: outcome.finding === null ? null : { ...outcome.finding } };
  await db().systemFact.upsert({ where: { name: FACT }, create: { name: FACT, value }, update: { value, updatedAt: new Date(outcome.atMs) } });
}

/** The last verification, or null where there was none. */
export async function lastVerification(tx: Tx): Promise<Verification | null> {
  const fact = await tx.systemFact.findUnique({ where: { name: FACT } });
  return fact === null ? null : Verification.parse(fact.value);
}
