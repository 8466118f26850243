import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Checkpoint } from "@/core/audit/checkpoint";
import { config } from "../kit/config";

/**
 * Where checkpoints are kept outside the database. Putting one there twice is harmless; what is there
 * is never changed.
 */
export interface CheckpointStore {
  put(checkpoint: Checkpoint): Promise<void>;
  /** Everything that was put there, oldest first; a line that is no checkpoint comes as null. */
  read(): AsyncIterable<Checkpoint | null>;
}

const FILE = /^audit-\d{4}-\d{2}\.jsonl$/;

/** A file a month, a line a checkpoint, only ever added to, each line on disk before it counts. */
export function folderCheckpoints(folder: string): CheckpointStore {
  return {
    put: async (checkpoint) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const month = new Date(checkpoint.atMs).toISOString().slice(0, 7);
      const file = await open(join(folder, `audit-${month}.jsonl`), "a", 0o600);
      try {
        await file.appendFile(`${JSON.stringify(checkpoint)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    read: () => readFolder(folder),
  };
}

async function* readFolder(folder: string): AsyncGenerator<Checkpoint | null> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Nothing was put there yet.
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const name of names.filter((each) => FILE.test(each)).sort()) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity })) {
      if (line.trim() !== "") yield readLine(line);
    }
  }
}

function readLine(line: string): Checkpoint | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    // Told as a checkpoint that doesn't hold.
    return null;
  }
  const parsed = Checkpoint.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** The store of this process; null where no folder is configured. */
export function checkpointStore(): CheckpointStore | null {
  const folder = config().BEDSIDE_CHECKPOINT_DIR;
  return folder === undefined ? null : folderCheckpoints(folder);
}
