import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { listPulled, openPulled } from "@/server/anatomy/atlas-folder";

interface Address {
  readonly params: Promise<{ readonly file: string }>;
}

const notFound = (): Response => new Response(null, { status: 404, headers: { "cache-control": "no-store" } });

/** Thirty organs are 270 kB of names; packed they are a tenth of that. */
async function listAnswer(request: Request): Promise<Response> {
  const headers = { "content-type": "application/json", "cache-control": "no-cache", vary: "accept-encoding" };
  const text = JSON.stringify({ models: await listPulled() });
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) return new Response(text, { headers });
  return new Response(new Uint8Array(await promisify(gzip)(text)), { headers: { ...headers, "content-encoding": "gzip" } });
}

/** Models that were pulled after this product was built: their list, which may be empty, and their files. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const { file: name } = await params;
  if (name === "manifest.json") return listAnswer(request);
  const found = await openPulled(name);
  if (found === null) return notFound();
  return new Response(Readable.toWeb(found.file.createReadStream()) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "model/gltf-binary",
      "content-length": String(found.bytes),
      // The name holds the content's hash.
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
