import "server-only";
import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createGzip } from "node:zlib";
import { Readable } from "node:stream";
import { Client } from "pg";
import { checkpointBucket } from "../audit/checkpoint-store";
import { checkpointLines } from "../audit/object-checkpoints";
import { objectStore } from "../files/choose-store";
import type { ObjectStore } from "../files/object-store";
import { config } from "../kit/config";
import { MANIFEST, writePart } from "./archive";
import { BackupError, backupKey, manifestMac, sealedWith, type BackupFile, type Manifest, type Secret } from "./manifest";
import { dumpTable, listSequences, listTables } from "./tables";
import { verifyBackup } from "./verify-backup";

/** How a backup is made. */
export interface BackupOptions {
  /** Folder that the backup gets a folder in. */
  readonly to: string;
  readonly secret: Secret;
  /** Put the key-encryption key and the audit's keys in as well. */
  readonly withKeys: boolean;
  readonly nowMs: number;
  readonly say?: (text: string) => void;
}

/** A backup that was made and read back. */
export interface MadeBackup {
  readonly folder: string;
  readonly manifest: Manifest;
}

const KEYS = ["BEDSIDE_KEK", "BEDSIDE_KEK_OLD", "BEDSIDE_AUDIT_KEY", "BEDSIDE_AUDIT_KEY_OLD", "BEDSIDE_CHECKPOINT_KEY", "NEXTAUTH_SECRET"] as const;
const PART = /^\.bedside-[\d-]+\.part$/;

interface Making {
  readonly folder: string;
  readonly key: Buffer | null;
  readonly say: (text: string) => void;
}

async function writeTables(client: Client, { folder, key, say }: Making): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const table of await listTables(client)) {
    let rows = 0;
    const lines = Readable.from(dumpTable(client, table, (count) => (rows += count)));
    // A failure of the reading must end the packing too: `compose` carries it.
    const packed = lines.compose(createGzip()) as AsyncIterable<Uint8Array>;
    files.push({ ...(await writePart(folder, `tables/${table.name}`, key, packed)), rows });
    say(`  ${table.name}: ${rows} rows`);
  }
  const sequences = Buffer.from(JSON.stringify(await listSequences(client)));
  files.push(await writePart(folder, "tables/sequences.json", key, Readable.from([sequences])));
  return files;
}

async function writeObjects(client: Client, { folder, key, say }: Making): Promise<{ files: BackupFile[]; gone: string[] }> {
  const { rows } = await client.query<{ storage_key: string }>("select storage_key from stored_file where deleted_at is null or bytes_until > now() order by storage_key");
  const [files, gone]: [BackupFile[], string[]] = [[], []];
  const store = objectStore();
  if (rows.length > 0 && store === null) throw new BackupError("there are files on record, and no object storage is configured (BEDSIDE_FILES_DIR or S3_ENDPOINT)");
  for (const [index, { storage_key: storageKey }] of rows.entries()) {
    const bytes = await store?.get(storageKey);
    if (bytes == null) gone.push(storageKey);
    else files.push({ ...(await writePart(folder, `objects/${index}`, key, bytes)), storageKey });
  }
  if (rows.length > 0) say(`  ${files.length} files`);
  return { files, gone };
}

/** Files that are missing although their rows still stand are lost, not removed meanwhile: that must be heard of. */
async function refuseLost(gone: readonly string[]): Promise<void> {
  if (gone.length === 0) return;
  const client = new Client({ connectionString: config().DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query("select id from stored_file where storage_key = any($1) and (deleted_at is null or bytes_until > now())", [gone]);
    if (rows.length > 0) throw new BackupError(`${rows.length} files are on record and not in object storage, the first of them ${String(rows[0]?.id)}`);
  } finally {
    await client.end();
  }
}

/** Checkpoints of a bucket, gathered by month as a folder holds them, so that either can be restored to either. */
async function writeBucketCheckpoints(bucket: ObjectStore, { folder, key }: Making): Promise<BackupFile[]> {
  const months = new Map<string, string[]>();
  for await (const { month, line } of checkpointLines(bucket)) months.set(month, [...(months.get(month) ?? []), line]);
  const files: BackupFile[] = [];
  for (const [month, lines] of months) {
    const text = lines.map((line) => `${line.replaceAll("\n", " ")}\n`).join("");
    files.push(await writePart(folder, `checkpoints/audit-${month}.jsonl`, key, Readable.from([Buffer.from(text)])));
  }
  return files;
}

async function writeCheckpoints(making: Making): Promise<BackupFile[]> {
  const bucket = checkpointBucket();
  if (bucket !== null) return writeBucketCheckpoints(bucket, making);
  const { folder, key } = making;
  const from = config().BEDSIDE_CHECKPOINT_DIR;
  const names = from === undefined ? [] : await readdir(from).catch(() => []);
  const files: BackupFile[] = [];
  for (const name of names.filter((each) => /^audit-\d{4}-\d{2}\.jsonl$/.test(each))) {
    files.push(await writePart(folder, `checkpoints/${name}`, key, createReadStream(join(from ?? "", name)) as AsyncIterable<Uint8Array>));
  }
  return files;
}

async function writeKeys({ folder, key }: Making): Promise<BackupFile> {
  if (key === null) throw new BackupError("keys go into a sealed backup only");
  const held = Object.fromEntries(KEYS.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return writePart(folder, "keys/environment.json", key, Readable.from([Buffer.from(JSON.stringify(held))]));
}

async function fill(making: Making, draft: Manifest, withKeys: boolean): Promise<Manifest> {
  const client = new Client({ connectionString: config().DATABASE_URL, application_name: "bedside-backup" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local bytea_output = 'hex'; set local extra_float_digits = 1");
    const { rows: migrations } = await client.query<{ name: string; checksum: string }>("select migration_name as name, checksum from _prisma_migrations where rolled_back_at is null order by 1");
    const { rows: seals } = await client.query<{ position: string; hash: string }>("select position::text, encode(hash, 'hex') as hash from audit_seal order by audit_seal.position desc limit 1");
    const tables = await writeTables(client, making);
    const objects = await writeObjects(client, making);
    await client.query("rollback");
    await refuseLost(objects.gone);
    const files = [...tables, ...objects.files, ...(await writeCheckpoints(making)), ...(withKeys ? [await writeKeys(making)] : [])];
    return { ...draft, migrations, auditHead: seals[0] ?? null, files, gone: objects.gone };
  } finally {
    await client.end();
  }
}

/**
 * Makes a backup: everything as it was at one moment, while people go on working. It is written aside,
 * read back, and only then has its name; what was cut off before is cleared away.
 */
export async function writeBackup({ to, secret, withKeys, nowMs, say = () => undefined }: BackupOptions): Promise<MadeBackup> {
  const name = `bedside-${new Date(nowMs).toISOString().slice(0, 19).replace(/[:T]/g, "-")}`;
  const [aside, folder] = [join(to, `.${name}.part`), join(to, name)];
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const old of await readdir(to)) if (PART.test(old)) await rm(join(to, old), { recursive: true, force: true });
  await mkdir(aside, { mode: 0o700 });
  try {
    const sealed = sealedWith(secret, randomBytes(16));
    const key = backupKey(sealed, secret);
    const draft: Manifest = { format: "bedside-backup-1", madeAtMs: nowMs, sealed, withKeys, migrations: [], auditHead: null, files: [], gone: [], mac: "" };
    const filled = await fill({ folder: aside, key, say }, draft, withKeys);
    const manifest = { ...filled, mac: manifestMac(filled, key) };
    await writeFile(join(aside, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    say("  reading it back …");
    await verifyBackup(aside, secret);
    await rename(aside, folder);
    return { folder, manifest };
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}
