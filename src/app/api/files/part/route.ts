import { dropParts, finishParts, receivePart } from "@/server/files/parts";
import { serveBytes } from "@/server/kit/http";

const ticketOf = (request: Request): string => request.headers.get("x-bedside-upload") ?? "";
const numberOf = (request: Request, name: string): number => Number(new URL(request.url).searchParams.get(name) ?? NaN);

/** One part of a large file, as the body and nothing around it; `?number=` says which, from 0. */
export async function POST(request: Request): Promise<Response> {
  return serveBytes("files/part", request, (call, body) => receivePart(call, ticketOf(request), numberOf(request, "number"), body));
}

/** All parts are in: `?parts=` of them become one file. The body says nothing. */
export async function PUT(request: Request): Promise<Response> {
  return serveBytes("files/part", request, (call) => finishParts(call, ticketOf(request), numberOf(request, "parts")));
}

/** The sender has stopped. The body says nothing. */
export async function DELETE(request: Request): Promise<Response> {
  return serveBytes("files/part", request, (call) => dropParts(call, ticketOf(request)));
}
