import "server-only";
import { hasSession, parseActorClaim } from "@/core/access/actor";
import { domainError, ERROR_TABLE, type ErrorKind } from "@/core/kit/errors";
import { resolveActor } from "../access/resolve-actor";
import { sessionEndOf } from "../access/sessions";
import { logger } from "./logger";
import { pushHub } from "./push-hub";
import { cookieReader, requestIdOf } from "./request";

const HEARTBEAT_MS = 20_000;
const RETRY_MS = 2_000;

function refuse(kind: ErrorKind, code: string, requestId: string): Response {
  const body = { ok: false, error: domainError(kind, code), requestId };
  // An EventSource can't see a status: it is told in its own words that coming back is no use.
  if (kind === "signed_out") return new Response("event: end\ndata: {}\n\n", { headers: streamHeaders(requestId) });
  return Response.json(body, { status: ERROR_TABLE[kind].status, headers: { "x-request-id": requestId, connection: "close" } });
}

function streamHeaders(requestId: string): Record<string, string> {
  return {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    // A connection that outlived its stream would be used to come back, and keep a server that stops waiting.
    connection: "close",
    "x-request-id": requestId,
  };
}

/**
 * Serves `GET /api/push?as=<claim>`: what changed, as it changes, ids only. A heartbeat keeps proxies
 * from closing it, looks again whether the reader still is who they were, and says when their session ends.
 */
export async function servePush(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const claim = parseActorClaim(new URL(request.url).searchParams.get("as"));
  if (claim === null) return refuse("invalid", "kit.actor_claim", requestId);
  const cookie = cookieReader(request.headers);
  const find = () => resolveActor(claim, cookie, Date.now(), { touch: false });
  try {
    const actor = await find();
    if (actor.kind === "public") return refuse("signed_out", "access.signed_out", requestId);
    const stream = await openStream({ find, actor, signal: request.signal });
    logger().info({ event: "push.open", requestId, actorKind: actor.kind });
    return new Response(stream, { headers: streamHeaders(requestId) });
  } catch (thrown) {
    logger().error({ event: "push.refused", requestId, err: thrown });
    return refuse("unavailable", "kit.unavailable", requestId);
  }
}

interface StreamOf {
  readonly find: () => ReturnType<typeof resolveActor>;
  readonly actor: Awaited<ReturnType<typeof resolveActor>>;
  readonly signal: AbortSignal;
}

async function openStream({ find, actor, signal }: StreamOf): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, { highWaterMark: 256 });
  const writer = writable.getWriter();
  let leave = () => {};
  let heartbeat: NodeJS.Timeout | null = null;
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    if (heartbeat !== null) clearInterval(heartbeat);
    leave();
    // The reader may have gone first; then there is nothing left to close.
    void writer.close().catch(() => {});
  };
  const write = (text: string) => {
    if (!isOpen) return;
    // A reader that takes nothing would pile up memory: it is cut off, and reconnects.
    if ((writer.desiredSize ?? 0) <= 0) return close();
    void writer.write(encoder.encode(text)).catch(close);
  };
  leave = await pushHub().subscribe({
    actor,
    send: (event) => write(`event: push\ndata: ${JSON.stringify(event)}\n\n`),
    close,
  });
  const beat = async () => {
    const now = await find();
    if (now.kind === "public") return close();
    const endsAtMs = hasSession(now) ? await sessionEndOf(now.sessionId) : null;
    write(endsAtMs === null ? ": alive\n\n" : `event: clock\ndata: ${JSON.stringify({ inMs: endsAtMs - Date.now() })}\n\n`);
  };
  heartbeat = setInterval(() => void beat().catch(close), HEARTBEAT_MS);
  signal.addEventListener("abort", close, { once: true });
  write(`retry: ${RETRY_MS}\n\n: open\n\n`);
  return readable;
}
