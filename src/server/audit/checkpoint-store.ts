import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Checkpoint } from "@/core/audit/checkpoint";
import type { ObjectStore } from "../files/object-store";
import { s3Store } from "../files/s3-store";
import { config } from "../kit/config";
import { readCheckpointLine, type CheckpointStore } from "./checkpoint-port";
import { objectCheckpoints } from "./object-checkpoints";

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
      if (line.trim() !== "") yield readCheckpointLine(line);
    }
  }
}

/** The bucket that checkpoints go to, where one is configured; null: a folder, or nothing. */
export function checkpointBucket(): ObjectStore | null {
  const { CHECKPOINT_S3_ENDPOINT: endpoint, CHECKPOINT_S3_BUCKET: bucket, CHECKPOINT_S3_ACCESS_KEY_ID: accessKeyId, CHECKPOINT_S3_SECRET_ACCESS_KEY: secretAccessKey, CHECKPOINT_S3_REGION: region = "us-east-1" } = config();
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null;
  return s3Store({ endpoint, bucket, accessKeyId, secretAccessKey, region });
}

/** The store of this process: a bucket where one is configured, else a folder; null where neither is. */
export function checkpointStore(): CheckpointStore | null {
  const bucket = checkpointBucket();
  if (bucket !== null) return objectCheckpoints(bucket);
  const folder = config().BEDSIDE_CHECKPOINT_DIR;
  return folder === undefined ? null : folderCheckpoints(folder);
}
