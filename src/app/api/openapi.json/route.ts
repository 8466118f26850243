import { commands } from "@/server/commands";
import { bytesRoutes } from "@/server/files/bytes-routes";
import { openApi } from "@/server/kit/openapi";
import { queries } from "@/server/queries";

/** The interface's description, from the same lists that serve it. */
export function GET(): Response {
  return Response.json(openApi(commands, queries, bytesRoutes), { headers: { "cache-control": "no-cache" } });
}
