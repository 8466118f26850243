import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { checkKey, type ListedObject, type ObjectStore } from "./object-store";

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

async function absentIsNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Writes all pieces to a new file and to the disk; takes the file away again where that fails. */
async function writeWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const part of source) await file.writeFile(part);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = (await absentIsNull(() => readdir(folder, { withFileTypes: true }))) ?? [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

/** Objects as files of one folder; a file is written aside and renamed when it is whole. */
export function folderStore(folder: string): ObjectStore {
  const [objects, drafts] = [join(folder, "objects"), join(folder, "drafts")];
  const pathOf = (key: string) => join(objects, checkKey(key));
  return {
    kind: "folder",
    put: async (key, source) => {
      const path = pathOf(key);
      const draft = join(drafts, randomUUID());
      await Promise.all([mkdir(drafts, { recursive: true, mode: 0o700 }), mkdir(dirname(path), { recursive: true, mode: 0o700 })]);
      await writeWhole(draft, source);
      await rename(draft, path);
    },
    get: async (key) => {
      const path = pathOf(key);
      const found = await absentIsNull(() => stat(path));
      return found === null ? null : (createReadStream(path) as AsyncIterable<Uint8Array>);
    },
    remove: async (key) => rm(pathOf(key), { force: true }),
    list: async function* () {
      for await (const path of filesUnder(objects)) {
        const found = await absentIsNull(() => stat(path));
        const listed: ListedObject | null = found && { key: relative(objects, path).split(sep).join("/"), byteCount: found.size, modifiedAtMs: found.mtimeMs };
        if (listed !== null) yield listed;
      }
    },
    tidy: async (beforeMs) => {
      for await (const path of filesUnder(drafts)) {
        const found = await absentIsNull(() => stat(path));
        if (found !== null && found.mtimeMs < beforeMs) await rm(path, { force: true });
      }
    },
  };
}
