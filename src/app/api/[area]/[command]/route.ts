import { commands } from "@/server/commands";
import { serveCommand, servePrivateQuery, serveQuery } from "@/server/kit/http";
import { queries } from "@/server/queries";

interface Address {
  readonly params: Promise<{ readonly area: string; readonly command: string }>;
}

/** Writes: one address for each command. Also reads whose question is private. */
export async function POST(request: Request, { params }: Address): Promise<Response> {
  const { area, command } = await params;
  const name = `${area}/${command}`;
  const query = queries.find((each) => each.name === name);
  if (query !== undefined) return servePrivateQuery(query, request);
  return serveCommand(commands.find((each) => each.name === name), request);
}

/** Reads: one address for each query. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const { area, command } = await params;
  return serveQuery(queries.find((each) => each.name === `${area}/${command}`), request);
}
