import type { FileView } from "@/core/files/contract";
import { FILE_PURPOSES } from "@/core/files/purposes";
import { domainError, ERROR_TABLE, type DomainError } from "@/core/kit/errors";
import { fileHeaders, openBytes } from "@/server/files/give";
import { READ } from "@/server/files/operations";
import { serveQuery } from "@/server/kit/http";
import { requestIdOf } from "@/server/kit/request";

interface Address {
  readonly params: Promise<{ readonly purpose: string; readonly fileId: string }>;
}

function refusal(error: DomainError, requestId: string): Response {
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  return Response.json({ ok: false, error, requestId }, { status: ERROR_TABLE[error.kind].status, headers });
}

/** The bytes of a file: the same query, access rule and audit as its description. `?show=1` shows an image in the page. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const given = await params;
  const purpose = FILE_PURPOSES.find((each) => each === given.purpose);
  if (purpose === undefined) return refusal(domainError("not_found", "kit.not_found"), requestIdOf(request.headers));
  const url = new URL(request.url);
  url.searchParams.set("input", JSON.stringify({ fileId: given.fileId }));
  const answer = await serveQuery(READ[purpose], new Request(url, { headers: request.headers }));
  if (!answer.ok) return answer;
  const requestId = answer.headers.get("x-request-id") ?? "";
  const { value } = (await answer.json()) as { value: FileView };
  const bytes = await openBytes(value.fileId);
  if (bytes === null) return refusal(domainError("gone", "files.bytes_gone"), requestId);
  const headers = fileHeaders(value, url.searchParams.get("show") === "1");
  headers.set("x-request-id", requestId);
  return new Response(bytes, { headers });
}
