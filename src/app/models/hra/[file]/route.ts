import { listPulled, readPulled } from "@/server/anatomy/atlas-folder";

interface Address {
  readonly params: Promise<{ readonly file: string }>;
}

const notFound = (): Response => new Response(null, { status: 404, headers: { "cache-control": "no-store" } });

/** Models that were pulled after this product was built: their list, which may be empty, and their files. */
export async function GET(_request: Request, { params }: Address): Promise<Response> {
  const { file: name } = await params;
  if (name === "manifest.json") return Response.json({ models: await listPulled() }, { headers: { "cache-control": "no-cache" } });
  const bytes = await readPulled(name);
  if (bytes === null) return notFound();
  return new Response(bytes, {
    headers: {
      "content-type": "model/gltf-binary",
      "content-length": String(bytes.length),
      // The name holds the content's hash.
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
