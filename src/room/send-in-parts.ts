import { formatActorClaim } from "@/core/access/claim";
import { PART_BYTES } from "@/core/files/parts";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { Send, UploadedFile, UploadOptions } from "./send-file";

/** How long a sender waits for a lost line, and how often it looks whether that is back, ms. */
const PATIENCE_MS = 10 * 60_000;
const LOOK_MS = 2_000;

/** Waits a while, or until the browser says that it is on the line again. */
function pause(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const on = new AbortController();
    const end = () => {
      on.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, LOOK_MS);
    addEventListener("online", end, { signal: on.signal });
    signal?.addEventListener("abort", end, { signal: on.signal });
  });
}

const isPassing = ({ kind }: DomainError): boolean => kind === "unavailable" || kind === "rate_limited";

/** Does one step of a file in parts again and again while the line or the server is away. */
async function persist<O>(step: () => Promise<Result<O, DomainError>>, { onRest, signal }: UploadOptions): Promise<Result<O, DomainError>> {
  const untilMs = Date.now() + PATIENCE_MS;
  for (let result = await step(); ; result = await step()) {
    const mayPass = !result.ok && isPassing(result.error) && Date.now() < untilMs;
    onRest?.(mayPass);
    if (!mayPass) return result;
    await pause(signal);
  }
}

/** Sends a file in parts, each as long as it takes: a lost line costs one of them (FILE-21). */
export async function sendInParts(send: Send, file: File, ticket: string, options: UploadOptions): Promise<Result<UploadedFile, DomainError>> {
  const { as, onProgress, signal } = options;
  const parts = Math.ceil(file.size / PART_BYTES);
  const drop = () => fetch("/api/files/part", { method: "DELETE", body: "-", keepalive: true, headers: { "x-bedside-upload": ticket, "x-bedside-actor": formatActorClaim(as ?? { kind: "session" }) } }).catch(() => null);
  // Stopped: what came so far need not wait for its sweep.
  signal?.addEventListener("abort", () => void drop(), { once: true });
  for (let number = 0; number < parts; number += 1) {
    const part = file.slice(number * PART_BYTES, (number + 1) * PART_BYTES);
    const progress = (share: number) => onProgress?.((number * PART_BYTES + share * part.size) / file.size);
    const sent = await persist(() => send<unknown>("POST", `/api/files/part?number=${number}`, part, ticket, { as, signal, onProgress: progress }), options);
    if (!sent.ok) return sent;
  }
  onProgress?.(1);
  return persist(() => send<UploadedFile>("PUT", `/api/files/part?parts=${parts}`, new Blob(["-"]), ticket, { as, signal }), options);
}
