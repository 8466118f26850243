import "server-only";
import pino, { type Logger } from "pino";

/**
 * Keys that may appear in a log line. Everything else is dropped, not masked: a log holds ids, codes
 * and counts, never names, addresses, query strings, bodies or what a person wrote.
 */
const ALLOWED = new Set([
  "event",
  "requestId",
  "command",
  "query",
  "route",
  "status",
  "kind",
  "code",
  "durationMs",
  "actorKind",
  "practiceId",
  "visitId",
  "sessionId",
  "topic",
  "job",
  "jobId",
  "attempt",
  "count",
  "port",
  "signal",
  "service",
  "replayed",
]);

const SAFE_CODE = /^[A-Za-z0-9_]{1,40}$/;

/** An error's class, code and stack. The message is left out: drivers put values into theirs. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = "code" in error && SAFE_CODE.test(String(error.code)) ? String(error.code) : undefined;
  const stack = error.stack ?? "";
  // The stack begins with the message, which may have lines that look like frames.
  const told = error.message === "" ? 0 : stack.indexOf(error.message) + error.message.length;
  const frames = stack.slice(told).split("\n").filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return { name: error.name, code, stack: frames.slice(0, 12).join("\n") };
}

/** Keeps allowed keys of a log line. */
export function allowOnly(line: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(line)) {
    if (key === "err") kept.err = safeError(value);
    else if (ALLOWED.has(key) && (typeof value !== "object" || value === null)) kept[key] = value;
  }
  return kept;
}

/** Makes a logger; `write` takes finished lines (tests), else they go to standard output. */
export function makeLogger(service: string, write?: (line: string) => void): Logger {
  const options = {
    base: { service },
    level: process.env.BEDSIDE_LOG_LEVEL ?? "info",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: allowOnly },
    // By itself pino prints an error's message, as a field and as the line's text.
    errorKey: "thrown",
    serializers: { err: (value: unknown) => value },
    hooks: {
      logMethod(this: Logger, given: unknown[], method: (line: object) => void) {
        method.call(this, typeof given[0] === "object" && given[0] !== null ? given[0] : { event: "text" });
      },
    },
  };
  return write === undefined ? pino(options) : pino(options, { write });
}

const held = globalThis as typeof globalThis & { bedsideLogger?: Logger };

/** This process's logger. */
export function logger(): Logger {
  return (held.bedsideLogger ??= makeLogger(process.env.BEDSIDE_SERVICE ?? "web"));
}
