import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalAuditText, type AuditEntry } from "@/core/audit/entry";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";

function macOf(entry: AuditEntry): Buffer {
  return createHmac("sha256", config().BEDSIDE_AUDIT_KEY).update(canonicalAuditText(entry)).digest();
}

/** Writes one entry with its MAC, in the caller's transaction: both happen or neither. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { atMs, ...columns } = entry;
  await tx.auditEntry.create({ data: { ...columns, at: new Date(atMs), mac: new Uint8Array(macOf(entry)) } });
}

/** Whether a stored entry still is what was written. */
export function auditMacHolds(entry: AuditEntry, mac: Uint8Array): boolean {
  const expected = macOf(entry);
  return mac.length === expected.length && timingSafeEqual(expected, mac);
}
