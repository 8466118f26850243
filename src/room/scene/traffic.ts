// What goes from browser to browser, in one script that comes with the models: the room opens without it.
export { sealRoom } from "../envelope/sealed-room";
export { createPeers } from "./peers";
