import "server-only";
import { createHash } from "node:crypto";
import type { Checkpoint } from "@/core/audit/checkpoint";
import type { ObjectStore } from "../files/object-store";
import { readCheckpointLine, type CheckpointStore } from "./checkpoint-port";

const KEY = /^audit\/(\d{4}-\d{2})\/\d{16}-[0-9a-f]{32}$/;
/** A checkpoint takes some 250 bytes; whatever is larger was not written here. */
const MOST_BYTES = 4_096;
/** Objects that are fetched at once: one after the other a year of them would take minutes. */
const AT_ONCE = 16;

const lineOf = (checkpoint: Checkpoint): string => JSON.stringify(checkpoint);

/**
 * The name of a checkpoint's object, from all that it says: the same twice is one object, and another
 * statement about the same place never takes its place.
 */
function keyOf(checkpoint: Checkpoint): string {
  const month = new Date(checkpoint.atMs).toISOString().slice(0, 7);
  const mark = createHash("sha256").update(lineOf(checkpoint)).digest("hex").slice(0, 32);
  return `audit/${month}/${String(checkpoint.position).padStart(16, "0")}-${mark}`;
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function textOf(store: ObjectStore, key: string): Promise<string> {
  const source = await store.get(key);
  if (source === null) throw new Error("a checkpoint went away while it was read");
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source) {
    length += part.length;
    // Not one of ours: its beginning is no checkpoint, and is told as one that doesn't hold.
    if (length > MOST_BYTES) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** What stands in a store of checkpoints, as it stands there, oldest first: for reading and for backups. */
export async function* checkpointLines(store: ObjectStore): AsyncGenerator<{ readonly month: string; readonly line: string }> {
  const keys: string[] = [];
  for await (const { key } of store.list()) if (KEY.test(key)) keys.push(key);
  keys.sort();
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    yield* await Promise.all(keys.slice(at, at + AT_ONCE).map(async (key) => ({ month: KEY.exec(key)?.[1] ?? "", line: await textOf(store, key) })));
  }
}

/** An object for each checkpoint, in a bucket of their own; nothing here changes or takes away what is there. */
export function objectCheckpoints(store: ObjectStore): CheckpointStore {
  return {
    put: (checkpoint) => store.put(keyOf(checkpoint), once(lineOf(checkpoint))),
    read: async function* () {
      for await (const { line } of checkpointLines(store)) yield readCheckpointLine(line);
    },
  };
}
