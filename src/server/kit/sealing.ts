import "server-only";
import { hkdfSync } from "node:crypto";
import { decrypt, encrypt } from "./cipher";
import { ensurePatientKey, findPatientKey, practiceKey } from "./data-keys";
import type { Tx } from "./db";
import { logger } from "./logger";
import { meters } from "./metrics";

/** Where a sealed value stands: bound into it, so that a value moved to another place won't open. */
export interface SealedPlace {
  /** Table, as the database names it. */
  readonly table: string;
  /** Primary key of the row, as text. */
  readonly row: string;
  /** Column. */
  readonly field: string;
}

// The first byte of a sealed value says with whose data key it is sealed.
const PATIENT = 1;
const PRACTICE = 3;

/** A value didn't open: wrong key, wrong place or changed bytes. Says nothing about its content. */
export class SealBrokenError extends Error {
  override readonly name = "SealBrokenError";
  constructor(place: SealedPlace) {
    super(`sealed value of ${place.table}.${place.field} does not open`);
  }
}

/** Parts joined so that no two places give the same text. */
function associate(scope: string, owner: string, practiceId: string, place: SealedPlace): string {
  return JSON.stringify(["bedside-1", scope, owner, practiceId, place.table, place.row, place.field]);
}

function openOrThrow(place: SealedPlace, open: () => Buffer): Buffer {
  try {
    return open();
  } catch {
    // The cause would only say "unable to authenticate"; the place is what helps.
    throw broken(place);
  }
}

/** Somebody should look: a value that was kept with care doesn't open. Names the column and nothing of the row. */
function broken(place: SealedPlace): SealBrokenError {
  meters().sealsBroken.inc();
  logger().error({ event: "seal.broken", code: `${place.table}.${place.field}` });
  return new SealBrokenError(place);
}

/** A key that is missing or out of reach is an outage and is told as one; any other failure is a broken seal. */
async function keyOrBroken<T>(place: SealedPlace, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Error && error.message.includes("unable to authenticate")) throw broken(place);
    throw error;
  }
}

const bytesOf = (plaintext: string | Uint8Array): Uint8Array =>
  typeof plaintext === "string" ? new TextEncoder().encode(plaintext) : plaintext;

/**
 * Seals something about a patient with their own data key. The row's id must be known: make it
 * first (`ctx.ids()`). Text is sealed as UTF-8.
 */
export async function sealForPatient(
  tx: Tx,
  patientId: string,
  place: SealedPlace,
  plaintext: string | Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const { practiceId, key } = await ensurePatientKey(tx, patientId);
  const body = encrypt(key, associate("patient", patientId, practiceId, place), bytesOf(plaintext));
  return new Uint8Array(Buffer.concat([Buffer.from([PATIENT]), body]));
}

/** Opens what {@link sealForPatient} made. Throws {@link SealBrokenError}, also when the key was destroyed. */
export async function openForPatient(
  tx: Tx,
  patientId: string,
  place: SealedPlace,
  sealed: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const opener = await patientOpener(tx, patientId);
  return opener(place, sealed);
}

/** Opens many values of one patient with one look at the key. Plaintext is UTF-8 where text was sealed. */
export async function patientOpener(
  tx: Tx,
  patientId: string,
): Promise<(place: SealedPlace, sealed: Uint8Array) => Uint8Array<ArrayBuffer>> {
  const keyPlace = { table: "patient_key", row: patientId, field: "wrapped" };
  const row = await keyOrBroken(keyPlace, () => findPatientKey(tx, patientId));
  return (place, sealed) => {
    if (row === null || sealed[0] !== PATIENT) throw broken(place);
    const associated = associate("patient", patientId, row.practiceId, place);
    return new Uint8Array(openOrThrow(place, () => decrypt(row.key, associated, Buffer.from(sealed.subarray(1)))));
  };
}

/** Seals many values of one patient with one look at the key. */
export async function patientSealer(
  tx: Tx,
  patientId: string,
): Promise<(place: SealedPlace, plaintext: string | Uint8Array) => Uint8Array<ArrayBuffer>> {
  const { practiceId, key } = await ensurePatientKey(tx, patientId);
  return (place, plaintext) => {
    const body = encrypt(key, associate("patient", patientId, practiceId, place), bytesOf(plaintext));
    return new Uint8Array(Buffer.concat([Buffer.from([PATIENT]), body]));
  };
}

/**
 * 32 bytes that only this patient's data key gives, for one purpose (HKDF, SHA-256): a key that need
 * not be stored, and is gone with theirs. Nothing of the data key follows from it. Null without one.
 */
export async function deriveForPatient(tx: Tx, patientId: string, purpose: string): Promise<Buffer | null> {
  const found = await findPatientKey(tx, patientId);
  return found === null ? null : Buffer.from(hkdfSync("sha256", found.key, "bedside-1 derived", purpose, 32));
}

/** {@link openForPatient} for text. */
export async function openTextForPatient(
  tx: Tx,
  patientId: string,
  place: SealedPlace,
  sealed: Uint8Array,
): Promise<string> {
  return new TextDecoder().decode(await openForPatient(tx, patientId, place, sealed));
}

/**
 * Seals what belongs to no patient (waiting mails, kept answers, second factors) with the data key of
 * the practice.
 */
export async function sealForPractice(
  practiceId: string | null,
  place: SealedPlace,
  plaintext: string | Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const associated = associate("practice", "", practiceId ?? "", place);
  const body = encrypt(await practiceKey(practiceId), associated, bytesOf(plaintext));
  return new Uint8Array(Buffer.concat([Buffer.from([PRACTICE]), body]));
}

/** Opens what {@link sealForPractice} made. Throws {@link SealBrokenError}. */
export async function openForPractice(
  practiceId: string | null,
  place: SealedPlace,
  sealed: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (sealed[0] !== PRACTICE) throw broken(place);
  const key = await keyOrBroken(place, () => practiceKey(practiceId));
  const associated = associate("practice", "", practiceId ?? "", place);
  return new Uint8Array(openOrThrow(place, () => decrypt(key, associated, Buffer.from(sealed.subarray(1)))));
}
