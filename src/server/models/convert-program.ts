import "server-only";
import { constants, setPriority } from "node:os";
import { LEVEL_NAMES } from "@/core/models/contract";
import { MODEL_LIMITS } from "@/core/models/limits";
import { convertModel } from "./convert";

/** First argument by which the worker's program becomes this one. */
export const CONVERT = "convert-model";

/** The whole of what comes in; null: more than a model may be. */
async function readAll(from: AsyncIterable<Buffer>): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of from) {
    length += part.length;
    if (length > MODEL_LIMITS.bytes) return null;
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts.splice(0)) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function write(bytes: Uint8Array): Promise<void> {
  return new Promise((done, fail) => process.stdout.write(bytes, (error) => (error ? fail(error) : done())));
}

/**
 * A process of its own that knows no secret and no address: one model in at its standard input, and out of its standard
 * output the length of a head, the head as JSON, and the files that it names. It may die of what it reads.
 */
export async function runConversion(): Promise<void> {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A platform without priorities: it is as eager as the rest.
  }
  const bytes = await readAll(process.stdin);
  const result = bytes === null ? ({ ok: false, error: "too_hard" } as const) : await convertModel(bytes);
  const head = Buffer.from(JSON.stringify(result.ok ? { facts: result.value.facts } : { problem: result.error }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  await write(length);
  await write(head);
  if (result.ok) for (const name of LEVEL_NAMES) await write(result.value.files[name]);
}
