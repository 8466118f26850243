import "server-only";
import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { ConvertedFacts, LEVEL_NAMES } from "@/core/models/contract";
import { MODEL_PROBLEMS, type ModelProblem } from "@/core/models/limits";
import { err, ok, type Result } from "@/core/kit/result";
import { logger } from "../kit/logger";
import type { Converted } from "./convert";
import { CONVERT } from "./convert-program";

/** How long a model may take, whatever it is. */
const PATIENCE_MS = 240_000;
/** What JavaScript in it may take up; the numbers of a model lie beside that and are bounded by its limits. */
const HEAP_MB = 1_536;
/** Most that it may answer with. */
const MOST_BYTES = 96 * 1024 * 1024;

const Head = z.union([z.object({ facts: ConvertedFacts }), z.object({ problem: z.enum(MODEL_PROBLEMS) })]);

/** The conversion was told to stop with all the rest: it is to be done again. */
export class ConversionStopped extends Error {
  override readonly name = "ConversionStopped";
}

function readAnswer(answer: Buffer): Result<Converted, ModelProblem> | null {
  if (answer.length < 4) return null;
  const from = 4 + answer.readUInt32LE(0);
  if (answer.length < from) return null;
  const head = Head.parse(JSON.parse(answer.toString("utf8", 4, from)));
  if ("problem" in head) return err(head.problem);
  let at = from;
  const files: Record<string, Uint8Array> = {};
  for (const name of LEVEL_NAMES) {
    files[name] = answer.subarray(at, at + head.facts.levels[name].bytes);
    at += head.facts.levels[name].bytes;
  }
  return at === answer.length ? ok({ facts: head.facts, files: files as Converted["files"] }) : null;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly answer: Buffer;
}

/** Runs the program over the bytes; kills it when its time is over or it says too much. */
async function runProgram(program: string, source: AsyncIterable<Uint8Array>): Promise<Ended> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, program, CONVERT], { env: { NODE_ENV: "production" }, stdio: ["pipe", "pipe", "ignore"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const ended = new Promise<Pick<Ended, "code" | "signal">>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, signal) => done({ code, signal }));
  });
  const parts: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (part: Buffer) => {
    length += part.length;
    if (length > MOST_BYTES) child.kill("SIGKILL");
    else parts.push(part);
  });
  try {
    await pipeline(source, child.stdin).catch((error: NodeJS.ErrnoException) => {
      // It ended before it had read all: how it ended says why. What breaks on our side is ours to tell.
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_PREMATURE_CLOSE" && error.code !== "ECONNRESET") throw error;
    });
    return { ...(await ended), answer: Buffer.concat(parts) };
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

/**
 * Makes a model ours in a process of its own, so that whatever a file does ends there (ANA-502).
 *
 * @param program the worker's own file, which knows how
 * @throws ConversionStopped when the process was asked to stop: then nothing is known of the model
 */
export async function runConverter(program: string, source: AsyncIterable<Uint8Array>): Promise<Result<Converted, ModelProblem>> {
  const { code, signal, answer } = await runProgram(program, source);
  if (signal === "SIGTERM" || signal === "SIGINT" || signal === "SIGHUP") throw new ConversionStopped("a conversion was stopped");
  const result = code === 0 ? readAnswer(answer) : null;
  if (result !== null) return result;
  logger().warn({ event: "model.conversion_died", code: `${code ?? signal ?? "silent"}` });
  return err("too_hard");
}
