import "server-only";
import { createHmac, hkdfSync, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** One file of a backup: what it holds and how it must look. */
export const BackupFile = z.object({
  path: z.string().regex(/^(tables|objects|checkpoints|keys)(\/[A-Za-z0-9._-]+)?$/),
  byteCount: z.number().int().nonnegative(),
  sha256: z.string().length(64),
  /** Rows of a table. */
  rows: z.number().int().nonnegative().optional(),
  /** Key of an object in its store. */
  storageKey: z.string().optional(),
});
/** See {@link BackupFile}. */
export type BackupFile = z.infer<typeof BackupFile>;

/** What a backup says of itself. Ids and counts only: it lies there in the clear. */
export const Manifest = z.object({
  format: z.literal("bedside-backup-1"),
  madeAtMs: z.number(),
  /** How it is sealed: not at all, with a key, or with a key made of a passphrase by scrypt with this salt. */
  sealed: z.discriminatedUnion("with", [
    z.object({ with: z.literal("nothing") }),
    z.object({ with: z.literal("key") }),
    z.object({ with: z.literal("passphrase"), salt: z.string(), cost: z.number().int() }),
  ]),
  /** Whether the key-encryption key and the audit's keys are in it. Without, they must come from elsewhere. */
  withKeys: z.boolean(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** The audit's chain at that moment, so that a restore can be held against it. */
  auditHead: z.object({ position: z.string(), hash: z.string() }).nullable(),
  files: z.array(BackupFile),
  /** Objects that were removed while the backup was made. */
  gone: z.array(z.string()),
  /** HMAC over all of the above with the backup's key; empty where it has none. */
  mac: z.string(),
});
/** See {@link Manifest}. */
export type Manifest = z.infer<typeof Manifest>;

/** 2^17 · 8 · 128 bytes = 128 MB and about half a second: what a person's passphrase deserves. */
const SCRYPT_COST = 2 ** 17;

/** What a backup is sealed with, as it was given. */
export type Secret = { readonly kind: "none" } | { readonly kind: "key"; readonly key: Buffer } | { readonly kind: "passphrase"; readonly text: string };

/** The key of a backup; null: it is not sealed. Throws where the secret is of another kind than the backup wants. */
export function backupKey(sealed: Manifest["sealed"], secret: Secret): Buffer | null {
  if (sealed.with === "nothing") return null;
  if (sealed.with === "key" && secret.kind === "key") return secret.key;
  if (sealed.with === "passphrase" && secret.kind === "passphrase") {
    return scryptSync(secret.text.normalize("NFC"), Buffer.from(sealed.salt, "base64"), 32, { N: sealed.cost, r: 8, p: 1, maxmem: 256 * 1024 * 1024 });
  }
  throw new BackupError(sealed.with === "key" ? "this backup is sealed with a key: set BEDSIDE_BACKUP_KEY" : "this backup is sealed with a passphrase: set BEDSIDE_BACKUP_PASSPHRASE");
}

/** How a new backup is to be sealed. */
export function sealedWith(secret: Secret, salt: Buffer): Manifest["sealed"] {
  if (secret.kind === "none") return { with: "nothing" };
  return secret.kind === "key" ? { with: "key" } : { with: "passphrase", salt: salt.toString("base64"), cost: SCRYPT_COST };
}

/** A backup can't be made or read; the message is for whoever runs it. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** Key of one of its files. */
export function keyOfFile(key: Buffer, path: string): (salt: Uint8Array) => Buffer {
  return (salt) => Buffer.from(hkdfSync("sha256", key, salt, `bedside-backup-1 ${path}`, 32));
}

/** The manifest's own MAC: nobody without the key swaps a file and its checksum. */
export function manifestMac(manifest: Manifest, key: Buffer | null): string {
  if (key === null) return "";
  const own = Buffer.from(hkdfSync("sha256", key, "", "bedside-backup-1 manifest", 32));
  return createHmac("sha256", own).update(JSON.stringify({ ...manifest, mac: "" })).digest("hex");
}

/** Throws where the manifest was changed, or the secret is another. */
export function checkManifest(manifest: Manifest, key: Buffer | null): void {
  const [is, should] = [Buffer.from(manifest.mac), Buffer.from(manifestMac(manifest, key))];
  if (is.length !== should.length || !timingSafeEqual(is, should)) throw new BackupError("the manifest does not fit this key or passphrase, or was changed");
}
