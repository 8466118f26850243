import { openBytes } from "@/server/files/give";
import { serveQuery } from "@/server/kit/http";
import { ownModelLevel } from "@/server/models/operations";

interface Address {
  readonly params: Promise<{ readonly as: string; readonly modelId: string; readonly file: string }>;
}

const notFound = (): Response => new Response(null, { status: 404, headers: { "cache-control": "no-store" } });

/** One file of a practice's own model: the same query and access rule as its description; kept by no cache between. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const { as, modelId, file } = await params;
  const [, level] = /^(full|light|test)\.glb$/.exec(file) ?? [];
  if (level === undefined) return notFound();
  const url = new URL(request.url);
  url.search = new URLSearchParams({ input: JSON.stringify({ modelId, level }) }).toString();
  const headers = new Headers(request.headers);
  headers.set("x-bedside-actor", as.replace(/^visit-/, "visit:"));
  const answer = await serveQuery(ownModelLevel, new Request(url, { headers }));
  if (!answer.ok) return answer;
  const { value } = (await answer.json()) as { value: { fileId: string } };
  const bytes = await openBytes(value.fileId);
  if (bytes === null) return notFound();
  return new Response(bytes, {
    headers: {
      "content-type": "model/gltf-binary",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      // A level never changes; only this browser keeps it, and asks first whether it still may.
      "cache-control": "private, no-cache",
    },
  });
}
