import "server-only";
import type { WebhookEvent } from "livekit-server-sdk";
import { db } from "../kit/db";
import { logger } from "../kit/logger";
import { readText } from "../kit/request";
import { reconcileRoom } from "./reconcile";
import { readWebhook } from "./media-server";

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Receives what the media server tells. It only ever hints: attendance follows what
 * {@link reconcileRoom} then finds, because events get lost and come late.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  const body = await readText(request, MAX_BODY_BYTES);
  if (body === null) return new Response(null, { status: 413 });
  const event = await readWebhook(body, request.headers.get("authorization"));
  if (event === null) {
    logger().warn({ event: "webhook.refused" });
    return new Response(null, { status: 401 });
  }
  await follow(event, Date.now());
  return new Response(null, { status: 204 });
}

/** When the media server says that it happened; now, where it doesn't say. */
function toldAt({ createdAt }: WebhookEvent, nowMs: number): Date {
  return new Date(createdAt > 0n ? Math.min(Number(createdAt) * 1000, nowMs) : nowMs);
}

async function follow(event: WebhookEvent, nowMs: number): Promise<void> {
  const roomName = event.room?.name;
  if (roomName === undefined) return;
  const visit = await db().visit.findUnique({ where: { roomName }, select: { id: true } });
  if (visit === null) return;
  const now = new Date(nowMs);
  const identity = event.participant?.identity;
  switch (event.event) {
    case "participant_joined":
      if (identity === undefined) return;
      await db().roomActor.updateMany({ where: { visitId: visit.id, identity }, data: { joinedAt: now, leftAt: null } });
      // Whoever may not be here is found at once, not at the next sweep.
      return reconcileRoom(visit.id, nowMs);
    case "participant_left":
    case "participant_connection_aborted":
      if (identity === undefined) return;
      await db().roomActor.updateMany({ where: { visitId: visit.id, identity, leftAt: null }, data: { leftAt: now } });
      return;
    case "room_started":
    case "room_finished":
      // A media server that was killed tells of nobody's leaving: whoever was in before is out. Events overtake each
      // other: who joined since this one, whose time has whole seconds, is in.
      await db().roomActor.updateMany({
        where: { visitId: visit.id, joinedAt: { lt: toldAt(event, nowMs) }, leftAt: null },
        data: { leftAt: now },
      });
      return;
    default:
      return;
  }
}
