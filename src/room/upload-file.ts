import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { PART_BYTES } from "@/core/files/parts";
import { callCommand, readError } from "./api";

/** What a file is given for; as `FILE_PURPOSES` in core/files, whose rules are the server's to hold. */
export type UploadPurpose = "logo" | "document" | "model";

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

/** What the server can't take in a name, and nobody can see. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Pictures, as `<input accept>` names them. */
export const IMAGES = "image/png,image/jpeg,image/webp";

/** What may be chosen for a purpose, for `<input accept>`: a convenience, the server looks for itself. */
export const ACCEPTED: Readonly<Record<UploadPurpose, string>> = {
  logo: IMAGES,
  document: `application/pdf,${IMAGES}`,
  model: ".glb,.stl,model/gltf-binary,model/stl",
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between us and the server answered; told as broken.
    return null;
  }
}

/** How bytes are sent under a ticket. */
export type Send = typeof send;

/** XMLHttpRequest and not fetch: only it tells how much has been sent. */
function send<O>(method: "POST" | "PUT", address: string, file: Blob, ticket: string, { as, onProgress, signal }: UploadOptions): Promise<Result<O, DomainError>> {
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

/**
 * Sends one file. Expected errors are values; the promise rejects only when `signal` aborts, and then
 * nothing of the file stays anywhere. `file.name` and its stated type are hints: the answer says as what
 * it was kept.
 */
export async function uploadFile(purpose: UploadPurpose, file: File, options: UploadOptions = {}): Promise<Result<UploadedFile, DomainError>> {
  const { patientId, as, signal } = options;
  const name = file.name.replace(UNSEEN, "").slice(-300) || "file";
  const asked = { name, byteCount: file.size, ...(patientId === undefined ? {} : { patientId }) };
  const prepared = await callCommand<typeof asked, { ticket: string }>(`files/prepare-${purpose}`, asked, { as, signal });
  if (!prepared.ok) return prepared;
  const { ticket } = prepared.value;
  if (purpose !== "model" || file.size <= PART_BYTES) return send<UploadedFile>("POST", "/api/files/upload", file, ticket, options);
  const { sendInParts } = await import("./send-in-parts");
  return sendInParts(send, file, ticket, options);
}
