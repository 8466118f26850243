import "server-only";
import { Checkpoint } from "@/core/audit/checkpoint";

/**
 * Where checkpoints are kept outside the database. Putting one there twice is harmless; what is there
 * is never changed. Two implementations: a folder and a bucket.
 */
export interface CheckpointStore {
  put(checkpoint: Checkpoint): Promise<void>;
  /** Everything that was put there, oldest first; a line that is no checkpoint comes as null. */
  read(): AsyncIterable<Checkpoint | null>;
}

/** Reads one line; null: it is no checkpoint, and is told as one that doesn't hold. */
export function readCheckpointLine(line: string): Checkpoint | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = Checkpoint.safeParse(json);
  return parsed.success ? parsed.data : null;
}
