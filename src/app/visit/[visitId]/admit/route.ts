import { VisitId } from "@/core/kit/ids";
import { serveCommand } from "@/server/kit/http";
import { admit } from "@/server/visits/host";

interface Address {
  readonly params: Promise<{ readonly visitId: string }>;
}

/**
 * Admits as a plain form does: for a press on "Admit" before the page's scripts are there. The same
 * command runs by the same pipeline; whatever it answers, the visit's page shows how things stand.
 */
export async function POST(request: Request, { params }: Address): Promise<Response> {
  const { visitId } = await params;
  if (!VisitId.safeParse(visitId).success) return new Response(null, { status: 404 });
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  headers.set("x-bedside-actor", "session");
  // One for each press: a form carries no key of its own, and admitting twice is once.
  headers.set("idempotency-key", crypto.randomUUID());
  const answer = await serveCommand(admit, new Request(request.url, { method: "POST", headers, body: JSON.stringify({ visitId }) }));
  // Another site's press or a stranger's changes nothing and learns nothing.
  if (answer.status === 401 || answer.status === 403) return new Response(null, { status: answer.status });
  return new Response(null, { status: 303, headers: { location: `/visit/${visitId}`, "cache-control": "no-store" } });
}
