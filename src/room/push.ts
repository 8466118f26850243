import { formatActorClaim, type ActorClaim } from "@/core/access/actor";
import { PushEvent } from "@/core/kit/topics";

/** What a subscriber hears. `opened` comes with every new connection: refetch, something may have passed unheard. */
export interface PushHandlers {
  readonly event: (event: PushEvent) => void;
  readonly opened?: () => void;
  readonly lost?: () => void;
}

interface Stream {
  readonly source: EventSource;
  readonly handlers: Set<PushHandlers>;
}

/** One connection a tab and actor: a browser allows six to an origin over HTTP/1.1. */
const streams = new Map<string, Stream>();

function open(as: string): Stream {
  const source = new EventSource(`/api/push?as=${encodeURIComponent(as)}`);
  const stream: Stream = { source, handlers: new Set() };
  source.addEventListener("open", () => stream.handlers.forEach((each) => each.opened?.()));
  source.addEventListener("error", () => stream.handlers.forEach((each) => each.lost?.()));
  source.addEventListener("push", (message: MessageEvent<string>) => {
    const parsed = PushEvent.safeParse(JSON.parse(message.data));
    if (parsed.success) stream.handlers.forEach((each) => each.event(parsed.data));
  });
  return stream;
}

/**
 * Listens to what changes for the actor. The browser reconnects by itself; a server that refuses
 * (signed out, link revoked) ends the stream for good. Returns a function that stops listening.
 */
export function subscribePush(as: ActorClaim, handler: PushHandlers | PushHandlers["event"]): () => void {
  const handlers: PushHandlers = typeof handler === "function" ? { event: handler } : handler;
  const key = formatActorClaim(as);
  const stream = streams.get(key) ?? open(key);
  streams.set(key, stream);
  stream.handlers.add(handlers);
  if (stream.source.readyState === EventSource.OPEN) handlers.opened?.();
  return () => {
    stream.handlers.delete(handlers);
    if (stream.handlers.size > 0 || streams.get(key) !== stream) return;
    stream.source.close();
    streams.delete(key);
  };
}
