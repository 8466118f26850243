import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openPieces, sealPieces } from "../kit/sealed-pieces";
import { BackupError, keyOfFile, Manifest, type BackupFile } from "./manifest";

/** Name of the file that says what is in a backup. */
export const MANIFEST = "manifest.json";

/** Writes one file of a backup, sealed where there is a key, to the disk before it counts. */
export async function writePart(folder: string, path: string, key: Buffer | null, source: AsyncIterable<Uint8Array>): Promise<BackupFile> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  const file = await open(full, "wx", 0o600);
  const hash = createHash("sha256");
  let byteCount = 0;
  try {
    for await (const part of key === null ? source : sealPieces(keyOfFile(key, path), source)) {
      hash.update(part);
      byteCount += part.length;
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { path, byteCount, sha256: hash.digest("hex") };
}

/** Reads one file of a backup back, held against its size and checksum as it goes. */
export async function* readPart(folder: string, file: BackupFile, key: Buffer | null): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let byteCount = 0;
  const raw = (async function* () {
    for await (const part of createReadStream(join(folder, file.path)) as AsyncIterable<Uint8Array>) {
      hash.update(part);
      byteCount += part.length;
      yield part;
    }
    if (byteCount !== file.byteCount || hash.digest("hex") !== file.sha256) throw new BackupError(`${file.path} is not what the manifest says`);
  })();
  yield* key === null ? raw : openPieces(keyOfFile(key, file.path), raw);
}

/** What a backup says of itself. Throws {@link BackupError} where there is none. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), "utf8");
  } catch (cause) {
    throw new BackupError("there is no backup in this folder, or it was never finished", { cause });
  }
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (!parsed.success) throw new BackupError("this is no backup that this version reads");
  return parsed.data;
}

/** Bytes as lines of text, without their ends. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const part of source) {
    const lines = (held + decoder.decode(part, { stream: true })).split("\n");
    held = lines.pop() ?? "";
    yield* lines;
  }
  if (held !== "") yield held;
}
