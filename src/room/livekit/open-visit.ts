import { isE2EESupported } from "livekit-client";
import type { ActorClaim } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { ok, type Result } from "@/core/kit/result";
import type { EnterAnswer, MediaAccess, RoomKey } from "@/core/room/contract";
import { callCommand } from "../api";
import { createBrowserClock } from "../clock";
import { loadChoices } from "../devices/choices";
import type { SealedRoom, SealedRoomOptions } from "../envelope/sealed-room";
import { createSigner } from "../envelope/signer";
import { createLateTransport } from "../late-transport";
import { whenListed } from "../manifest";
import { createLatePeers } from "../scene/late-peers";
import { createHttpSync, createPageSignals } from "../scene/http-sync";
import type { OutboxStorage } from "../scene/outbox";
import { createStore, type ReadonlyStore } from "../store";
import { createVisitSession, type LineQuality, type RoomPresence, type SessionParts, type VisitSession } from "../visit-session";
import { createLiveKitConnection, type LiveKitConnection, type MediaSealing } from "./connection";
import { createLateSeal } from "./late-seal";
import { createLiveKitTransport } from "./livekit-transport";
import { createVisitMedia, type VisitMedia } from "./media";

/** Should nobody ask for models within this time, what browsers say to each other does not wait for them. */
const MODELS_WITHIN_MS = 15_000;

/** A session with its sound and picture. */
export interface OpenVisit {
  readonly session: VisitSession;
  readonly media: VisitMedia;
  /** How sound and picture travel, while connected. */
  readonly sealing: ReadonlyStore<MediaSealing>;
  /** Say this before work that stops the page for seconds. */
  sayBusy(): void;
  /** Connects anew, as the person asks for it. */
  renew(): void;
  /** Leaves the room; the visit goes on. */
  leave(): Promise<void>;
}

/** Comes into the room of an admitted visit. Errors are those of `room/enter`. */
export async function openVisit(visitId: VisitId, as: ActorClaim): Promise<Result<OpenVisit, DomainError>> {
  const signer = await createSigner();
  const canSeal = signer !== null && isE2EESupported();
  const asked = { visitId, signKey: signer?.signKey, sealsMedia: canSeal };
  const entered = await callCommand<typeof asked, EnterAnswer>("room/enter", asked, { as });
  if (!entered.ok) return entered;
  const { actor, identity } = entered.value;
  const clock = createBrowserClock();
  const due = Promise.race([whenListed, new Promise<void>((resolve) => void clock.after(MODELS_WITHIN_MS, resolve))]);
  const seal = createLateSeal(due, { visitId, identity, clock, askForKey: () => session.scene.askServer() });
  const connection = createLiveKitConnection({
    first: entered.value.livekit,
    getAccess: async () => {
      const answer = await callCommand<unknown, { livekit: MediaAccess }>("room/connect", { visitId, actor }, { as });
      return answer.ok ? ok(answer.value.livekit) : answer;
    },
    canSeal,
    seal: seal.forConnection,
    clock,
  });
  const media = createVisitMedia(connection, loadChoices());
  const online = watchOnline();
  const quality = watchQuality(media);
  const sharing = shareLate(due, connection, () => session, { visitId, identity, signer, clock });
  const session: VisitSession = createVisitSession({
    visitId,
    entered: entered.value,
    line: connection,
    ...sharing,
    onKey: (key, isMediaSealed) => {
      sharing.takeKey(key);
      seal.take(key);
      connection.follow(isMediaSealed);
    },
    quality: quality.store,
    isOnline: online.store,
    sync: createHttpSync(visitId, as),
    page: createPageSignals(),
    storage: openStorage(),
    clock,
  });
  connection.start();

  let hasLeft = false;
  const sayLeft = async (keepalive: boolean): Promise<void> => {
    if (hasLeft) return;
    hasLeft = true;
    await callCommand("room/leave", { visitId, actor }, { as, keepalive });
  };
  const onHide = (): void => void sayLeft(true);
  addEventListener("pagehide", onHide);
  return ok({
    session,
    media,
    sealing: connection.sealing,
    sayBusy: connection.sayBusy,
    renew: connection.renew,
    leave: async () => {
      removeEventListener("pagehide", onHide);
      online.stop();
      quality.stop();
      session.close();
      media.close();
      seal.close();
      await Promise.all([connection.close(), sayLeft(false)]);
    },
  });
}

interface Sharing extends Pick<SessionParts, "transport" | "createPeers" | "presence"> {
  takeKey(key: RoomKey | null): void;
}

// The room opens without what browsers say to each other: it comes with the models, sealed from the first byte.
function shareLate(
  due: Promise<unknown>,
  connection: LiveKitConnection,
  session: () => VisitSession,
  own: Pick<SealedRoomOptions, "visitId" | "identity" | "signer" | "clock">,
): Sharing {
  const transport = createLateTransport();
  const presence = createStore<RoomPresence | null>(null);
  let sealed: SealedRoom | null = null;
  let latestKey: RoomKey | null = null;
  const script = due.then(async () => {
    const { createCaptions, createPeers, sealRoom, createAudience, createPresencePublisher } = await import("../scene/traffic");
    const { scene } = session();
    sealed = sealRoom(createLiveKitTransport(connection), { ...own, roster: scene.roster.get, askForKey: scene.askServer });
    sealed.takeKey(latestKey);
    presence.set({
      publisher: createPresencePublisher(transport, own.clock),
      audience: createAudience(transport, scene.roster, own.clock),
      captions: createCaptions({ transport, roster: scene.roster, identity: own.identity, clock: own.clock }),
    });
    transport.attach(sealed.transport);
    return createPeers;
  });
  return {
    transport,
    presence,
    createPeers: createLatePeers(script),
    takeKey: (key) => {
      latestKey = key;
      sealed?.takeKey(key);
    },
  };
}

function openStorage(): OutboxStorage | null {
  try {
    return sessionStorage;
  } catch {
    // Forbidden storage: what is not saved then lives in memory alone.
    return null;
  }
}

function watchOnline(): { store: ReadonlyStore<boolean>; stop: () => void } {
  const store = createStore(navigator.onLine);
  const refresh = (): void => store.set(navigator.onLine);
  addEventListener("online", refresh);
  addEventListener("offline", refresh);
  return {
    store,
    stop: () => {
      removeEventListener("online", refresh);
      removeEventListener("offline", refresh);
    },
  };
}

function watchQuality(media: VisitMedia): { store: ReadonlyStore<LineQuality>; stop: () => void } {
  const store = createStore<LineQuality>({ own: "good", other: "good" });
  const refresh = (): void => {
    const others = media.remotes.get().map(({ quality }) => quality);
    const other = others.includes("lost") ? "lost" : others.includes("poor") ? "poor" : "good";
    const own = media.ownQuality.get();
    const now = store.get();
    if (now.own !== own || now.other !== other) store.set({ own, other });
  };
  const stops = [media.remotes.subscribe(refresh), media.ownQuality.subscribe(refresh)];
  return { store, stop: () => stops.forEach((stop) => stop()) };
}
