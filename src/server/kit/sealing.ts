import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { config } from "./config";
import type { Tx } from "./db";

/** Where a sealed value stands: bound into it, so that a value moved to another place won't open. */
export interface SealedPlace {
  /** Table, as the database names it. */
  readonly table: string;
  /** Primary key of the row, as text. */
  readonly row: string;
  /** Column. */
  readonly field: string;
}

const PATIENT = 1;
const PRACTICE = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEK_ID_BYTES = 8;

/** A value didn't open: wrong key, wrong place or changed bytes. Says nothing about its content. */
export class SealBrokenError extends Error {
  override readonly name = "SealBrokenError";
  constructor(place: SealedPlace) {
    super(`sealed value of ${place.table}.${place.field} does not open`);
  }
}

/** Eight bytes that name a key-encryption key without giving it away. */
function kekId(kek: Buffer): Buffer {
  return createHash("sha256").update("bedside kek id").update(kek).digest().subarray(0, KEK_ID_BYTES);
}

function findKek(id: Buffer): Buffer {
  const keks = [config().BEDSIDE_KEK, ...(config().BEDSIDE_KEK_OLD ?? [])];
  const kek = keks.find((each) => kekId(each).equals(id));
  if (kek === undefined) throw new Error(`no key-encryption key with id ${id.toString("hex")} is configured`);
  return kek;
}

function encrypt(key: Buffer, associated: string, plaintext: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(associated));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, associated: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(associated))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
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
    throw new SealBrokenError(place);
  }
}

interface PatientKeyRow {
  readonly practiceId: string;
  readonly key: Buffer;
}

const wrapPlace = (patientId: string): SealedPlace => ({ table: "patient_key", row: patientId, field: "wrapped" });

/** Seals a fresh data key for a patient under the current key-encryption key. */
function wrap(practiceId: string, patientId: string, key: Buffer): { kekId: string; wrapped: Buffer } {
  const kek = config().BEDSIDE_KEK;
  return {
    kekId: kekId(kek).toString("hex"),
    wrapped: encrypt(kek, associate("wrap", patientId, practiceId, wrapPlace(patientId)), key),
  };
}

async function findPatientKey(tx: Tx, patientId: string): Promise<PatientKeyRow | null> {
  const row = await tx.patientKey.findUnique({ where: { patientId } });
  if (row === null) return null;
  const kek = findKek(Buffer.from(row.kekId, "hex"));
  const place = wrapPlace(patientId);
  const key = openOrThrow(place, () =>
    decrypt(kek, associate("wrap", patientId, row.practiceId, place), Buffer.from(row.wrapped)),
  );
  return { practiceId: row.practiceId, key };
}

/** Finds the patient's data key, or makes it: with the patient, or with the first thing sealed. */
async function ensurePatientKey(tx: Tx, patientId: string): Promise<PatientKeyRow> {
  const found = await findPatientKey(tx, patientId);
  if (found !== null) return found;
  const { practiceId } = await tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { practiceId: true } });
  // Two first writes at once: one row wins, both then read it.
  await tx.patientKey.createMany({
    data: [{ patientId, practiceId, ...fresh(practiceId, patientId) }],
    skipDuplicates: true,
  });
  const made = await findPatientKey(tx, patientId);
  if (made === null) throw new Error("patient key vanished while it was made");
  return made;
}

function fresh(practiceId: string, patientId: string): { kekId: string; wrapped: Uint8Array<ArrayBuffer> } {
  const made = wrap(practiceId, patientId, randomBytes(32));
  return { kekId: made.kekId, wrapped: new Uint8Array(made.wrapped) };
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
  const row = await findPatientKey(tx, patientId);
  return (place, sealed) => {
    if (row === null || sealed[0] !== PATIENT) throw new SealBrokenError(place);
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

/** {@link openForPatient} for text. */
export async function openTextForPatient(
  tx: Tx,
  patientId: string,
  place: SealedPlace,
  sealed: Uint8Array,
): Promise<string> {
  return new TextDecoder().decode(await openForPatient(tx, patientId, place, sealed));
}

function practiceKey(kek: Buffer, practiceId: string | null): Buffer {
  return Buffer.from(hkdfSync("sha256", kek, Buffer.alloc(0), `bedside practice ${practiceId ?? "none"}`, 32));
}

/** Seals what belongs to no patient (waiting mails, stored answers) with a key derived for the practice. */
export function sealForPractice(
  practiceId: string | null,
  place: SealedPlace,
  plaintext: string | Uint8Array,
): Uint8Array<ArrayBuffer> {
  const kek = config().BEDSIDE_KEK;
  const associated = associate("practice", "", practiceId ?? "", place);
  const body = encrypt(practiceKey(kek, practiceId), associated, bytesOf(plaintext));
  return new Uint8Array(Buffer.concat([Buffer.from([PRACTICE]), kekId(kek), body]));
}

/** Opens what {@link sealForPractice} made. Throws {@link SealBrokenError}. */
export function openForPractice(
  practiceId: string | null,
  place: SealedPlace,
  sealed: Uint8Array,
): Uint8Array<ArrayBuffer> {
  if (sealed[0] !== PRACTICE) throw new SealBrokenError(place);
  const bytes = Buffer.from(sealed);
  const kek = findKek(bytes.subarray(1, 1 + KEK_ID_BYTES));
  const associated = associate("practice", "", practiceId ?? "", place);
  const body = bytes.subarray(1 + KEK_ID_BYTES);
  return new Uint8Array(openOrThrow(place, () => decrypt(practiceKey(kek, practiceId), associated, body)));
}
