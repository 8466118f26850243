import "server-only";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { canonicalAuditText, type AuditEntry, type AuditTextVersion } from "@/core/audit/entry";
import { config } from "../kit/config";

const ID_BYTES = 4;
const NONCE_BYTES = 8;
const MAC_BYTES = 32;

/** Four bytes that name an audit key without giving it away. */
function auditKeyId(key: Buffer): Buffer {
  return createHash("sha256").update("bedside audit key id").update(key).digest().subarray(0, ID_BYTES);
}

const keys = (): readonly Buffer[] => [config().BEDSIDE_AUDIT_KEY, ...(config().BEDSIDE_AUDIT_KEY_OLD ?? [])];

function macWith(key: Buffer, parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** MAC of a new entry: id of the key, nonce, HMAC-SHA-256 over text version 2. */
export function makeAuditMac(entry: AuditEntry): Uint8Array<ArrayBuffer> {
  const key = config().BEDSIDE_AUDIT_KEY;
  const nonce = randomBytes(NONCE_BYTES);
  const mac = macWith(key, [canonicalAuditText(entry, 2, nonce.toString("hex"))]);
  return new Uint8Array(Buffer.concat([auditKeyId(key), nonce, mac]));
}

/** Whether a stored entry still is what was written. False too where its key is not configured. */
export function auditMacHolds(entry: AuditEntry, mac: Uint8Array, version: AuditTextVersion): boolean {
  const bytes = Buffer.from(mac);
  if (version === 1) return keys().some((key) => isSame(macWith(key, [canonicalAuditText(entry, 1, "")]), bytes));
  if (bytes.length !== ID_BYTES + NONCE_BYTES + MAC_BYTES) return false;
  const nonce = bytes.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES).toString("hex");
  const key = keys().find((each) => auditKeyId(each).equals(bytes.subarray(0, ID_BYTES)));
  return key !== undefined && isSame(macWith(key, [canonicalAuditText(entry, 2, nonce)]), bytes.subarray(ID_BYTES + NONCE_BYTES));
}

/** What one link of the chain ties together. */
interface Link {
  /** Hash of the seal before; empty for the first. */
  readonly before: Uint8Array;
  readonly mac: Uint8Array;
  readonly entryId: bigint;
}

const linkParts = ({ before, mac, entryId }: Link): readonly (string | Uint8Array)[] => ["bedside-seal-1", before, mac, String(entryId)];

/** Hash of the next seal: id of the key, HMAC over the hash before, the entry's MAC and its id. */
export function makeSealHash(link: Link): Buffer {
  const key = config().BEDSIDE_AUDIT_KEY;
  return Buffer.concat([auditKeyId(key), macWith(key, linkParts(link))]);
}

/** Whether a stored seal ties these together. */
export function sealHolds(link: Link, hash: Uint8Array): boolean {
  const bytes = Buffer.from(hash);
  const key = keys().find((each) => auditKeyId(each).equals(bytes.subarray(0, ID_BYTES)));
  return key !== undefined && isSame(macWith(key, linkParts(link)), bytes.subarray(ID_BYTES));
}

/**
 * Keyed hash of where a request came from: tells that two came from one place, for as long as the
 * audit is kept, without saying which.
 */
export function sourceHashOf(from: { readonly address: string; readonly userAgent: string }): string {
  return macWith(config().BEDSIDE_AUDIT_KEY, [JSON.stringify(["bedside-source", from.address, from.userAgent])]).toString("base64url").slice(0, 22);
}
