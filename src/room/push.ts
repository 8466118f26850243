import { formatActorClaim, type ActorClaim } from "@/core/access/claim";
import type { PushEvent } from "@/core/kit/topics";
import { lookForRecords } from "./records";

/** What a subscriber hears. `opened` comes with every new connection: refetch, something may have passed unheard. */
export interface PushHandlers {
  readonly event: (event: PushEvent) => void;
  readonly opened?: () => void;
  readonly lost?: () => void;
  /** The server knows nobody by this page's cookies any more: signed out, or the link was revoked. */
  readonly ended?: () => void;
  /** In how many ms the session ends if the person does nothing. Comes with every heartbeat. */
  readonly clock?: (inMs: number) => void;
}

interface Stream {
  source: EventSource;
  readonly handlers: Set<PushHandlers>;
  reopening: ReturnType<typeof setTimeout> | null;
}

const REOPEN_MS = 3_000;

/** One connection a tab and actor: a browser allows six to an origin over HTTP/1.1. */
const streams = new Map<string, Stream>();

function open(as: string): Stream {
  const stream: Stream = { source: connect(as), handlers: new Set(), reopening: null };
  attach(as, stream);
  return stream;
}

function connect(as: string): EventSource {
  return new EventSource(`/api/push?as=${encodeURIComponent(as)}`);
}

function attach(as: string, stream: Stream): void {
  const { source, handlers } = stream;
  source.addEventListener("open", () => handlers.forEach((each) => each.opened?.()));
  source.addEventListener("error", () => {
    handlers.forEach((each) => each.lost?.());
    // The server closes every stream when it loses its records.
    lookForRecords();
    // A browser comes back by itself after a lost connection, but gives up on an answer that is no stream.
    if (source.readyState === EventSource.CLOSED && streams.get(as) === stream) reopenLater(as, stream);
  });
  source.addEventListener("end", () => {
    source.close();
    // Whoever subscribes after this may be somebody again.
    if (streams.get(as) === stream) streams.delete(as);
    handlers.forEach((each) => each.ended?.());
  });
  source.addEventListener("clock", (message: MessageEvent<string>) => {
    const inMs = readClock(message.data);
    if (inMs !== null) handlers.forEach((each) => each.clock?.(inMs));
  });
  source.addEventListener("push", (message: MessageEvent<string>) => {
    const event = readEvent(message.data);
    if (event !== null) handlers.forEach((each) => each.event(event));
  });
}

function readClock(data: string): number | null {
  const value: unknown = JSON.parse(data);
  return typeof value === "object" && value !== null && "inMs" in value && typeof value.inMs === "number" ? value.inMs : null;
}

/** Our own server wrote it with the schema of topics.ts; carrying that schema here would double this page's weight. */
function readEvent(data: string): PushEvent | null {
  const value: unknown = JSON.parse(data);
  const isEvent = typeof value === "object" && value !== null && "topic" in value && "ids" in value;
  return isEvent ? (value as PushEvent) : null;
}

function reopenLater(as: string, stream: Stream): void {
  stream.reopening ??= setTimeout(() => {
    stream.reopening = null;
    if (streams.get(as) !== stream) return;
    stream.source = connect(as);
    attach(as, stream);
  }, REOPEN_MS);
}

/**
 * Listens to what changes for the actor, over lost connections and outages, until the server knows
 * the actor no more. Returns a function that stops listening.
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
    if (stream.reopening !== null) clearTimeout(stream.reopening);
    stream.source.close();
    streams.delete(key);
  };
}
