// What goes from browser to browser, in one script that comes with the models: the room opens without it.
export { createCaptions } from "../captions/captions";
export { sealRoom } from "../envelope/sealed-room";
export { createAudience } from "../presence/audience";
export { createPresencePublisher } from "../presence/publisher";
export { createPeers } from "./peers";
