import { receiveUpload } from "@/server/files/receive";
import { serveBytes } from "@/server/kit/http";

/** The bytes of one file, as the body and nothing around it; `x-bedside-upload` holds the ticket of `files/prepare-…`. */
export async function POST(request: Request): Promise<Response> {
  const ticket = request.headers.get("x-bedside-upload") ?? "";
  return serveBytes("files/upload", request, (call, body) => receiveUpload(call, ticket, body));
}
