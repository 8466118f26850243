import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { keyDb, type Tx } from "./db";
import { kekKeeper } from "./kek";
import { type WrappedKey } from "./kek-keeper";
import { KeptKeys } from "./kept-keys";

const KEEP_MS = 5 * 60_000;
const held = globalThis as typeof globalThis & { bedsideKeys?: KeptKeys };

/** The unwrapped keys of this process: a thousand patients' at most, each for five minutes at most. */
const kept = () => (held.bedsideKeys ??= new KeptKeys(1_000, KEEP_MS));

/** A patient's data key, and the practice that it is bound to. */
export interface PatientDataKey {
  readonly practiceId: string;
  readonly key: Buffer;
}

/** What is bound into a wrapped key, so that it unwraps for its owner alone. */
export function wrapContext(scope: "patient" | "practice", owner: string, practiceId: string): string {
  const table = scope === "patient" ? "patient_key" : "practice_key";
  return JSON.stringify(["bedside-1", "wrap", owner, practiceId, table, owner, "wrapped"]);
}

/**
 * Unwraps through the cache. Its name is the wrapped bytes: a key that was destroyed has no row to
 * be named by, and one that was rewrapped is another, so nothing kept is ever out of date.
 */
function unwrap(row: WrappedKey, context: string): Promise<Buffer> {
  const name = createHash("sha256").update(row.kekId).update("\0").update(context).update("\0").update(row.wrapped).digest("base64");
  return kept().find(name, () => kekKeeper().unwrap(row, context));
}

const bytes = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);

/** The patient's data key, or null where there is none, or none any more. */
export async function findPatientKey(tx: Tx, patientId: string): Promise<PatientDataKey | null> {
  const row = await tx.patientKey.findUnique({ where: { patientId } });
  if (row === null) return null;
  return { practiceId: row.practiceId, key: await unwrap(row, wrapContext("patient", patientId, row.practiceId)) };
}

/** Finds the patient's data key, or makes it: with the patient, or with the first thing sealed. */
export async function ensurePatientKey(tx: Tx, patientId: string): Promise<PatientDataKey> {
  const found = await findPatientKey(tx, patientId);
  if (found !== null) return found;
  const { practiceId } = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { practiceId: true } });
  const made = await kekKeeper().wrap(randomBytes(32), wrapContext("patient", patientId, practiceId));
  // Two first writes at once: one row wins, both then read it.
  await tx.patientKey.createMany({
    data: [{ patientId, practiceId, kekId: made.kekId, wrapped: bytes(made.wrapped) }],
    skipDuplicates: true,
  });
  const row = await findPatientKey(tx, patientId);
  if (row === null) throw new Error("patient key vanished while it was made");
  return row;
}

/**
 * The data key of a practice (`none` for what belongs to none), made with the first thing sealed. It
 * is committed by itself: what a transaction that is undone has sealed is gone, its key may stay.
 */
export function practiceKey(practiceId: string | null): Promise<Buffer> {
  const owner = practiceId ?? "none";
  return kept().find(`practice:${owner}`, async () => {
    const context = wrapContext("practice", owner, practiceId ?? "");
    const find = () => keyDb().practiceKey.findUnique({ where: { owner } });
    let row = await find();
    if (row === null) {
      const made = await kekKeeper().wrap(randomBytes(32), context);
      await keyDb().practiceKey.createMany({ data: [{ owner, kekId: made.kekId, wrapped: bytes(made.wrapped) }], skipDuplicates: true });
      row = await find();
    }
    if (row === null) throw new Error("practice key vanished while it was made");
    return kekKeeper().unwrap(row, context);
  });
}

/** Forgets every unwrapped key: after a rotation, and in tests. */
export function forgetKeys(): void {
  kept().clear();
}
