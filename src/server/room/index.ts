import "server-only";
import { connect, enter, leave } from "./enter";
import { timeline } from "./timeline";
import { pushOps, relayOps, scene } from "./scene";

export const roomCommands = [enter, connect, pushOps, relayOps, leave];

export const roomQueries = [scene, timeline];
