import { isHexColour } from "@/core/practice/contrast";
import { lookSheet } from "@/core/practice/look-sheet";

const FOREVER = "public, max-age=31536000, immutable";

/** The style sheet of an accent, named by the colour alone: it says nothing about anybody and never changes. */
export async function GET(_request: Request, { params }: { params: Promise<{ accent: string }> }): Promise<Response> {
  const colour = `#${(await params).accent.replace(/\.css$/, "")}`;
  if (!isHexColour(colour)) return new Response("not found", { status: 404, headers: { "content-type": "text/plain" } });
  return new Response(lookSheet(colour), { headers: { "content-type": "text/css; charset=utf-8", "cache-control": FOREVER } });
}
