import type { PushAnswer } from "@/core/room/contract";
import { callCommand } from "../api";
import { type CreatePeers, createPeers as createSceneTraffic } from "./peers";

// What goes from browser to browser, in one script that comes with the models: the room opens without it.
export { createCaptions } from "../captions/captions";
export { sealRoom } from "../envelope/sealed-room";
export { createAudience } from "../presence/audience";
export { createPresencePublisher } from "../presence/publisher";

/** `createPeers` of peers.ts, with the way to hand in what somebody did not live to save. Staff's pages go by their session. */
export const createPeers: CreatePeers = (options) =>
  createSceneTraffic({
    ...options,
    relay: (author, ops) => callCommand<unknown, PushAnswer>("room/relay-ops", { visitId: options.visitId, actor: options.scene.actor, author, ops }),
  });
