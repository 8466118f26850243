import "server-only";
import { z } from "zod";
import type { Tx } from "./db";

/**
 * Jobs by name, with the payload that each wants. Payloads hold ids and sealed bytes only: job rows
 * are readable by whoever reads the database. The handlers stand in `src/server/worker.ts`.
 * An area adds its line here and its handler there.
 */
export const JOBS = {
  /** Deliver one outbox row to its durable handlers. */
  outbox: z.object({ outboxId: z.string().regex(/^\d+$/) }),
  /** Send one mail; `sealed` is the draft, in base64, sealed for the practice. */
  mail: z.object({ mailId: z.uuid(), practiceId: z.uuid().nullable(), sealed: z.string() }),
  /** Bring the media server in line with the records of one visit. */
  room: z.object({ visitId: z.uuid() }),
  /** Fold the log of one visit's scene into a snapshot. */
  compact: z.object({ visitId: z.uuid() }),
  /** Look at a model that was brought in, and later let go of the file as it came. */
  model: z.object({ modelId: z.uuid() }),
} as const;

/** Name of a job. */
export type Job = keyof typeof JOBS;

/** What a job is given. */
export type JobPayload<J extends Job> = z.infer<(typeof JOBS)[J]>;

/** Adds a job in the given transaction. With a `jobKey`, a later one of the same key replaces it. */
export async function addJob<J extends Job>(
  tx: Tx,
  job: J,
  payload: JobPayload<J>,
  options: { jobKey?: string; runAtMs?: number } = {},
): Promise<void> {
  const runAt = options.runAtMs === undefined ? null : new Date(options.runAtMs);
  const body = JSON.stringify(JOBS[job].parse(payload));
  await tx.$executeRaw`select graphile_worker.add_job(${job}, ${body}::json, run_at => coalesce(${runAt}::timestamptz, now()), max_attempts => 12, job_key => ${options.jobKey ?? null})`;
}
