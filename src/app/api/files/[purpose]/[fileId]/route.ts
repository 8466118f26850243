import type { FileView } from "@/core/files/contract";
import { FILE_PURPOSES } from "@/core/files/purposes";
import { fileHeaders, openBytes } from "@/server/files/give";
import { READ } from "@/server/files/operations";
import { serveQuery } from "@/server/kit/http";

interface Address {
  readonly params: Promise<{ readonly purpose: string; readonly fileId: string }>;
}

const nothing = (status: number, requestId: string) =>
  new Response(null, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });

/** The bytes of a file: the same query, access rule and audit as its description. `?show=1` shows an image in the page. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const given = await params;
  const purpose = FILE_PURPOSES.find((each) => each === given.purpose);
  if (purpose === undefined) return nothing(404, "");
  const url = new URL(request.url);
  url.searchParams.set("input", JSON.stringify({ fileId: given.fileId }));
  const answer = await serveQuery(READ[purpose], new Request(url, { headers: request.headers }));
  if (!answer.ok) return answer;
  const requestId = answer.headers.get("x-request-id") ?? "";
  const { value } = (await answer.json()) as { value: FileView };
  const bytes = await openBytes(value.fileId);
  if (bytes === null) return nothing(410, requestId);
  const headers = fileHeaders(value, url.searchParams.get("show") === "1");
  headers.set("x-request-id", requestId);
  return new Response(bytes, { headers });
}
