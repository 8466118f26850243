import { receiveWebhook } from "@/server/room/webhook";

/** `POST /api/livekit/webhook`: the media server says who came and went. */
export function POST(request: Request): Promise<Response> {
  return receiveWebhook(request);
}
