import "server-only";
import { KeptFile } from "@/core/files/contract";
import { FILE_PURPOSES, KIND_RULES } from "@/core/files/purposes";
import type { BytesRoute } from "../kit/openapi";

const MEDIA_TYPES = Object.values(KIND_RULES).map(({ mediaType }) => mediaType);

/** The two routes on which the bytes of files come and go. */
export const bytesRoutes: readonly BytesRoute[] = [
  {
    path: "/api/files/upload",
    method: "post",
    operationId: "files.upload",
    summary: "Takes the bytes of one file, which `files/prepare-…` gave a ticket for. What it is, its bytes say; what is refused leaves nothing.",
    parameters: [
      {
        name: "x-bedside-upload",
        in: "header",
        required: true,
        description: "The ticket: for the same actor, within 20 minutes, for one file.",
        schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,8000}$" },
      },
    ],
    takes: { mediaType: "application/octet-stream", description: "The file as it is, with nothing around it." },
    gives: { json: KeptFile },
    access: ["file:create", "logo:create", "model:create"],
  },
  {
    path: "/api/files/{purpose}/{fileId}",
    method: "get",
    operationId: "files.bytes",
    summary: "The bytes of a file, under its own type; to be saved, unless it is an image and `show` is 1.",
    parameters: [
      { name: "purpose", in: "path", required: true, schema: { enum: [...FILE_PURPOSES] } },
      { name: "fileId", in: "path", required: true, schema: { type: "string", format: "uuid" } },
      { name: "as", in: "query", description: "The actor, where no header can be sent: in the address of an image or a download.", schema: { type: "string" } },
      { name: "show", in: "query", schema: { enum: ["1"] } },
    ],
    gives: { mediaTypes: MEDIA_TYPES },
    access: ["file:read", "logo:read", "model:read"],
  },
];
