import { randomUUID } from "node:crypto";
import type { AuditEntry } from "@/core/audit/entry";
import { writeAudit } from "@/server/audit/write-audit";
import { db } from "@/server/kit/db";

const TABLES = ["audit_entry", "audit_seal", "audit_checkpoint"] as const;

/** An entry as the pipeline makes one. */
export function someEntry(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    practiceId: null,
    atMs: Date.now(),
    actorKind: "staff",
    actorId: randomUUID(),
    action: "patient.read",
    subjectType: "patient",
    subjectId: randomUUID(),
    patientId: null,
    outcome: "done",
    code: null,
    requestId: randomUUID(),
    sessionId: null,
    actorRoles: "clinician",
    purpose: "care",
    breakGlassId: null,
    sourceHash: null,
    ...more,
  };
}

/** Writes so many entries, each in a transaction of its own. */
export async function writeEntries(count: number, more: Partial<AuditEntry> = {}): Promise<void> {
  for (let n = 0; n < count; n++) await writeAudit(db(), someEntry(more));
}

async function setTriggers(state: "enable" | "disable"): Promise<void> {
  for (const table of TABLES) await db().$executeRawUnsafe(`alter table ${table} ${state} trigger user`);
}

/**
 * Lets somebody who owns the tables do their worst (triggers off, as an owner can), looks at it, and
 * puts everything back.
 */
export async function withTampering<T>(worst: () => Promise<unknown>, look: () => Promise<T>): Promise<T> {
  await setTriggers("disable");
  for (const table of TABLES) await db().$executeRawUnsafe(`create table kept_${table} as select * from ${table}`);
  try {
    await worst();
    return await look();
  } finally {
    for (const table of TABLES) {
      await db().$executeRawUnsafe(`delete from ${table}`);
      await db().$executeRawUnsafe(`insert into ${table} select * from kept_${table}`);
      await db().$executeRawUnsafe(`drop table kept_${table}`);
    }
    await setTriggers("enable");
  }
}
