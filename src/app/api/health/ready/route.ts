import { readiness } from "@/server/kit/health";

export const dynamic = "force-dynamic";

/** Whether to send people here: red without the database; without media or worker it serves, and says so. */
export async function GET(): Promise<Response> {
  const found = await readiness(Date.now());
  return Response.json(found, { status: found.status === "down" ? 503 : 200, headers: { "cache-control": "no-store" } });
}
