/** The process answers. Looks at nothing else: a database that is away is no reason to restart it. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
