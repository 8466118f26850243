import "server-only";
import type { PushIds, Topic } from "@/core/kit/topics";

/**
 * Does something about an event, at least once, in the worker. Must bear being run twice. Rows come
 * in about the order of their writes, but a row that failed comes again later.
 */
export type DurableHandler = (ids: PushIds, now: { readonly nowMs: number; readonly requestId: string }) => Promise<void>;

const handlers = new Map<Topic, DurableHandler[]>();

/** Has the worker do something about every event of a topic. Called when the worker starts. */
export function onDurable(topic: Topic, handler: DurableHandler): void {
  handlers.set(topic, [...(handlers.get(topic) ?? []), handler]);
}

/** A session was revoked: take its person out of rooms, and out of whatever else lives longer than a request. */
export function onSessionRevoked(
  handler: (sessionId: string, now: { readonly nowMs: number; readonly requestId: string }) => Promise<void>,
): void {
  onDurable("session.revoked", async (ids, now) => {
    if (ids.sessionId !== undefined) await handler(ids.sessionId, now);
  });
}

/** Runs a topic's handlers, all of them; the first failure is thrown after the last has run. */
export async function runDurable(
  topic: Topic,
  ids: PushIds,
  now: { readonly nowMs: number; readonly requestId: string },
): Promise<void> {
  const outcomes = await Promise.allSettled((handlers.get(topic) ?? []).map((handler) => handler(ids, now)));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
