import "server-only";
import { createGunzip } from "node:zlib";
import { Readable } from "node:stream";
import { linesOf, readManifest, readPart } from "./archive";
import { BackupError, backupKey, checkManifest, type BackupFile, type Manifest, type Secret } from "./manifest";

/** Rows of one table's file, a line each. */
export function tableLines(folder: string, file: BackupFile, key: Buffer | null): AsyncGenerator<string> {
  return linesOf(Readable.from(readPart(folder, file, key)).compose(createGunzip()) as AsyncIterable<Uint8Array>);
}

/** Whether a file of a backup is one of a table. */
export const isTable = ({ path, rows }: BackupFile): boolean => path.startsWith("tables/") && rows !== undefined;

/** Reads all of a backup and holds it against its manifest: sizes, checksums, seals, rows. Throws {@link BackupError} at the first that differs. */
export async function verifyBackup(folder: string, secret: Secret): Promise<{ readonly manifest: Manifest; readonly key: Buffer | null }> {
  const manifest = await readManifest(folder);
  const key = backupKey(manifest.sealed, secret);
  checkManifest(manifest, key);
  for (const file of manifest.files) {
    let rows = 0;
    if (isTable(file)) for await (const line of tableLines(folder, file, key)) rows += line === "" ? 0 : 1;
    else for await (const part of readPart(folder, file, key)) rows += part.length === 0 ? 0 : 0;
    if (isTable(file) && rows !== file.rows) throw new BackupError(`${file.path} holds ${rows} rows, and the manifest says ${file.rows}`);
  }
  return { manifest, key };
}
