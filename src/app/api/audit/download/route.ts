import { exportStream, openTicket } from "@/server/audit/export";
import { resolveActor } from "@/server/access/resolve-actor";
import { cookieReader } from "@/server/kit/request";

/** The file that `audit/export` prepared: for the session that asked, within a minute. */
export async function GET(request: Request): Promise<Response> {
  const nowMs = Date.now();
  const actor = await resolveActor({ kind: "session" }, cookieReader(request.headers), nowMs);
  const ticket = await openTicket(actor, new URL(request.url).searchParams.get("ticket") ?? "", nowMs);
  if (ticket === null) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return new Response(exportStream(ticket), {
    headers: {
      "content-type": ticket.format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="audit-${day}.${ticket.format}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
