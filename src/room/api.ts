import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import { domainError, ERROR_KINDS, type DomainError, type ErrorKind } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { lookForRecords, sayRecordsAway } from "./records";

/** How a call is made. */
export interface CallOptions {
  /** For whom this page speaks; default the signed-in person. */
  readonly as?: ActorClaim;
  /** One for each intent, the same when it is tried again. Default: a new one, kept over this call's retries. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** The page is going away: the request outlives it. Bodies up to 64 kB only. */
  readonly keepalive?: boolean;
}

const OFFLINE = domainError("unavailable", "kit.offline");
const BROKEN = domainError("unavailable", "kit.broken");
const RETRIES = 2;
const RETRY_MS = 400;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function isKind(value: unknown): value is ErrorKind {
  return (ERROR_KINDS as readonly unknown[]).includes(value);
}

/** Reads an error as the server writes it; anything else (a proxy's page, say) is "broken". */
export function readError(body: unknown): DomainError {
  const error = record(record(body).error);
  if (!isKind(error.kind) || typeof error.code !== "string") return BROKEN;
  return {
    kind: error.kind,
    code: error.code,
    params: record(error.params) as Record<string, string | number>,
    fields: record(error.fields) as Record<string, string>,
  };
}

async function read<O>(response: Response): Promise<Result<O, DomainError>> {
  const body: unknown = await response.json().catch(() => null);
  // The view has the shape of the operation's output schema; the server parsed it with that schema.
  if (response.ok) return ok(record(body).value as O);
  const error = readError(body);
  if (error.code === "kit.unavailable") sayRecordsAway();
  return err(error);
}

async function tryFetch(url: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    // No network, or the server is starting: the caller is told after the last try.
    lookForRecords();
    return null;
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Sends a command. A lost connection is tried again with the same idempotency key, so that nothing
 * happens twice. Expected errors are values; the promise rejects only when `signal` aborts.
 */
export async function callCommand<I, O>(
  name: string,
  input: I,
  options: CallOptions = {},
): Promise<Result<O, DomainError>> {
  const init: RequestInit = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-bedside-actor": formatActorClaim(options.as ?? { kind: "session" }),
      "idempotency-key": options.idempotencyKey ?? crypto.randomUUID(),
    },
    body: JSON.stringify(input),
    credentials: "same-origin",
    signal: options.signal,
    keepalive: options.keepalive,
  };
  for (let attempt = 0; ; attempt++) {
    const response = await tryFetch(`/api/${name}`, init);
    const lost = response === null || response.status === 502 || response.status === 503 || response.status === 504;
    if (!lost) return read<O>(response);
    if (attempt >= RETRIES) return response === null ? err(OFFLINE) : read<O>(response);
    await pause(RETRY_MS * 2 ** attempt);
  }
}

/** Asks a query. Its input goes into the address: ids and dates only. */
export async function callQuery<I, O>(name: string, input: I, options: CallOptions = {}): Promise<Result<O, DomainError>> {
  const url = `/api/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await tryFetch(url, {
    headers: { "x-bedside-actor": formatActorClaim(options.as ?? { kind: "session" }) },
    credentials: "same-origin",
    cache: "no-store",
    signal: options.signal,
  });
  return response === null ? err(OFFLINE) : read<O>(response);
}

/** {@link callQuery} for a question that holds what a person typed: it travels in the body. */
export async function askPrivately<I, O>(
  name: string,
  input: I,
  options: CallOptions = {},
): Promise<Result<O, DomainError>> {
  const response = await tryFetch(`/api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-bedside-actor": formatActorClaim(options.as ?? { kind: "session" }) },
    body: JSON.stringify(input),
    credentials: "same-origin",
    cache: "no-store",
    signal: options.signal,
  });
  return response === null ? err(OFFLINE) : read<O>(response);
}
