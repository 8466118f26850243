import "server-only";
import { connect, enter, leave } from "./enter";
import { pushOps, scene } from "./scene";

export const roomCommands = [enter, connect, pushOps, leave];

export const roomQueries = [scene];
