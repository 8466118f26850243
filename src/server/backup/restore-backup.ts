import "server-only";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { checkpointBucket } from "../audit/checkpoint-store";
import { readCheckpointLine } from "../audit/checkpoint-port";
import { objectCheckpoints } from "../audit/object-checkpoints";
import { objectStore } from "../files/choose-store";
import type { ObjectStore } from "../files/object-store";
import { config } from "../kit/config";
import { readPart } from "./archive";
import { BackupError, type BackupFile, type Manifest, type Secret } from "./manifest";
import { inUnguardedTransaction, isEmpty, listTables, loadTable, type TableShape } from "./tables";
import { isTable, tableLines, verifyBackup } from "./verify-backup";

/** What a restore put back. */
export interface Restored {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly files: number;
}

interface Reading {
  readonly folder: string;
  readonly key: Buffer | null;
  readonly say: (text: string) => void;
}

function fileOf(files: readonly BackupFile[], table: TableShape): BackupFile {
  const file = files.find(({ path }) => path === `tables/${table.name}`);
  if (file === undefined) throw new BackupError(`the backup has no table ${table.name}: it was made by another version`);
  return file;
}

async function wholeOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

async function restoreRows(client: Client, { files }: Manifest, { folder, key, say }: Reading): Promise<number> {
  const tables = await listTables(client);
  const unknown = files.filter(isTable).find(({ path }) => !tables.some(({ name }) => path === `tables/${name}`));
  if (unknown !== undefined) throw new BackupError(`${unknown.path} is no table of this version`);
  let total = 0;
  await inUnguardedTransaction(client, tables, async () => {
    for (const table of tables) {
      // The queue's settings are there from its own migrations.
      if (table.name.startsWith("graphile_worker.")) await client.query(`delete from ${table.quoted}`);
      const file = fileOf(files, table);
      const rows = await loadTable(client, table, tableLines(folder, file, key));
      if (rows !== file.rows) throw new BackupError(`${table.name}: ${rows} rows came back of ${file.rows}`);
      total += rows;
      say(`  ${table.name}: ${rows} rows`);
    }
    const counters = files.find(({ path }) => path === "tables/sequences.json");
    const sequences = counters === undefined ? [] : (JSON.parse((await wholeOf(readPart(folder, counters, key))).toString()) as { name: string; value: string }[]);
    for (const { name, value } of sequences) await client.query("select setval($1::regclass, $2::bigint)", [name, value]);
  });
  return total;
}

async function restoreObjects({ files }: Manifest, { folder, key, say }: Reading): Promise<number> {
  const objects = files.filter(({ storageKey }) => storageKey !== undefined);
  const store = objectStore();
  if (objects.length > 0 && store === null) throw new BackupError("the backup holds files, and no object storage is configured (BEDSIDE_FILES_DIR or S3_ENDPOINT)");
  for (const file of objects) await store?.put(file.storageKey ?? "", readPart(folder, file, key));
  if (objects.length > 0) say(`  ${objects.length} files`);
  return objects.length;
}

/** Lines of a backup as objects; one that is there already is the same object. */
async function restoreToBucket(bucket: ObjectStore, files: readonly BackupFile[], { folder, key }: Reading): Promise<void> {
  const store = objectCheckpoints(bucket);
  for (const file of files) {
    const lines = (await wholeOf(readPart(folder, file, key))).toString("utf8").split("\n");
    for (const line of lines) {
      const checkpoint = readCheckpointLine(line);
      if (checkpoint !== null) await store.put(checkpoint);
    }
  }
}

/** Checkpoints that are still there say more than those of the backup: they stay, and tell what a restore lost. */
async function restoreCheckpoints({ files }: Manifest, reading: Reading): Promise<void> {
  const { folder, key } = reading;
  const bucket = checkpointBucket();
  if (bucket !== null) return restoreToBucket(bucket, files.filter(({ path }) => path.startsWith("checkpoints/")), reading);
  const to = config().BEDSIDE_CHECKPOINT_DIR;
  if (to === undefined) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const file of files.filter(({ path }) => path.startsWith("checkpoints/"))) {
    const target = await open(join(to, file.path.slice("checkpoints/".length)), "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return null;
      throw error;
    });
    if (target === null) continue;
    try {
      for await (const part of readPart(folder, file, key)) await target.writeFile(part);
    } finally {
      await target.close();
    }
  }
}

/**
 * Puts a backup into the database of this process, which has its tables and nothing in them. The rows
 * are one transaction: cut off anywhere, the database is as empty as before. Sessions come back as they
 * were; whoever restores ends them where that is not wanted.
 */
export async function restoreBackup(folder: string, secret: Secret, say: (text: string) => void = () => undefined): Promise<Restored> {
  const { manifest, key } = await verifyBackup(folder, secret);
  const client = new Client({ connectionString: config().DATABASE_URL, application_name: "bedside-restore" });
  await client.connect();
  try {
    if (!(await isEmpty(client))) throw new BackupError("the database is not empty");
    await client.query("set datestyle = 'ISO, YMD'; set timezone = 'UTC'");
    const reading = { folder, key, say };
    const files = await restoreObjects(manifest, reading);
    const rows = await restoreRows(client, manifest, reading);
    await restoreCheckpoints(manifest, reading);
    return { manifest, rows, files };
  } finally {
    await client.end();
  }
}
