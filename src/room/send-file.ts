import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { readError } from "./api";

/** A file that the server has taken. */
export interface UploadedFile {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
  /** Its ending said something else than what is in it. */
  readonly renamed: boolean;
}

/** How a file is sent. */
export interface UploadOptions {
  /** For `document`: whose it is. */
  readonly patientId?: string;
  readonly as?: ActorClaim;
  /** How much has left this device, 0 to 1. At 1 the server still looks at the rest. */
  readonly onProgress?: (part: number) => void;
  /** Of a file in parts: the line is gone and sending waits for it (true), or goes on (false). */
  readonly onRest?: (isResting: boolean) => void;
  readonly signal?: AbortSignal;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between us and the server answered; told as broken.
    return null;
  }
}

/** Sends bytes under a ticket. XMLHttpRequest and not fetch: only it tells how much has been sent. */
export function send<O>(method: "POST" | "PUT", address: string, file: Blob, ticket: string, { as, onProgress, signal }: UploadOptions): Promise<Result<O, DomainError>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = (result: Result<O, DomainError>) => {
      signal?.removeEventListener("abort", abort);
      resolve(result);
    };
    request.open(method, address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-bedside-upload", ticket);
    request.setRequestHeader("x-bedside-actor", formatActorClaim(as ?? { kind: "session" }));
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const body = parse(request.responseText) as { value?: O } | null;
      end(request.status === 200 && body?.value !== undefined ? ok(body.value) : err(readError(body)));
    };
    request.onerror = () => end(err(domainError("unavailable", "kit.offline")));
    request.onabort = () => {
      signal?.removeEventListener("abort", abort);
      reject(new DOMException("stopped", "AbortError"));
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted === true) abort();
    else request.send(file);
  });
}

/** How bytes are sent under a ticket. */
export type Send = typeof send;
