import "server-only";
import { AccessToken, RoomServiceClient, TwirpError, WebhookReceiver, type WebhookEvent } from "livekit-server-sdk";
import type { MediaAccess, RoomRole } from "@/core/room/contract";
import { config } from "../kit/config";

/** A token opens one connection, at once: the server lets removed people return with an old one. */
const TOKEN_TTL_S = 90;
const CALL_TIMEOUT_S = 5;

interface MediaConfig {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
}

function mediaConfig(): MediaConfig | null {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = config();
  return url && key && secret ? { url, key, secret } : null;
}

/** How a room's sound and picture are sealed now, as one page load meets it. */
export interface PageSealing {
  readonly isSealed: boolean;
  readonly mayConnect: boolean;
}

/** Where and how one page load connects now; null where there is no media server, or none for this page. */
export async function mintAccess(room: string, identity: string, role: RoomRole, sealing: PageSealing): Promise<MediaAccess> {
  const media = mediaConfig();
  if (media === null || !sealing.mayConnect) return null;
  const token = new AccessToken(media.key, media.secret, { identity, ttl: TOKEN_TTL_S, attributes: { role } });
  token.addGrant({
    roomJoin: true,
    room,
    canPublish: true,
    canSubscribe: true,
    canPublishData: true,
    canUpdateOwnMetadata: false,
  });
  return { url: media.url, token: await token.toJwt(), sealed: sealing.isSealed };
}

function rooms(): RoomServiceClient | null {
  const media = mediaConfig();
  if (media === null) return null;
  return new RoomServiceClient(media.url.replace(/^ws/, "http"), media.key, media.secret, {
    requestTimeout: CALL_TIMEOUT_S,
  });
}

// What is gone already needs no removing.
async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TwirpError && (error.code === "not_found" || error.status === 404)) return null;
    throw error;
  }
}

/** Identities in a room; null where there is no media server, empty when there is no such room. */
export async function listInRoom(room: string): Promise<readonly string[] | null> {
  const service = rooms();
  if (service === null) return null;
  const found = await unlessGone(service.listParticipants(room));
  return (found ?? []).map(({ identity }) => identity);
}

/** Takes somebody out of a room. They come back with a token that still lives: the sweep looks again. */
export async function removeParticipant(room: string, identity: string): Promise<void> {
  const service = rooms();
  if (service !== null) await unlessGone(service.removeParticipant(room, identity));
}

/** Closes a room and takes everybody out. */
export async function closeRoom(room: string): Promise<void> {
  const service = rooms();
  if (service !== null) await unlessGone(service.deleteRoom(room));
}

/** Reads a webhook's raw body. Null unless our media server signed exactly these bytes within minutes. */
export async function readWebhook(body: string, authorization: string | null): Promise<WebhookEvent | null> {
  const media = mediaConfig();
  if (media === null || authorization === null) return null;
  try {
    return await new WebhookReceiver(media.key, media.secret).receive(body, authorization);
  } catch {
    // Whatever is wrong with it, it is not from our media server.
    return null;
  }
}
