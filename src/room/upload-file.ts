import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { PART_BYTES } from "@/core/files/parts";
import { callCommand } from "./api";
import { send, type UploadedFile, type UploadOptions } from "./send-file";

/** What a file is given for; as `FILE_PURPOSES` in core/files, whose rules are the server's to hold. */
export type UploadPurpose = "logo" | "document" | "model";

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
