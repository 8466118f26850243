import type { ActorClaim } from "@/core/access/actor";
import type { EnterAnswer } from "@/core/room/contract";
import type { RoomTransport } from "../transport";
import { createHttpSync, createPageSignals } from "./http-sync";
import type { OutboxStorage } from "./outbox";
import { type SceneReplica, createSceneReplica } from "./replica";

/**
 * Opens the scene of a visit that this page has entered. Call once for each answer of `room/enter`:
 * its actor id drives one replica and no other. Close it when the page is left.
 */
export function openVisitScene(
  visitId: string,
  as: ActorClaim,
  entered: Pick<EnterAnswer, "actor" | "role" | "roster">,
  transport: RoomTransport | null,
): SceneReplica {
  return createSceneReplica({
    visitId,
    actor: entered.actor,
    role: entered.role,
    roster: entered.roster,
    transport,
    sync: createHttpSync(visitId, as),
    page: createPageSignals(),
    storage: sessionStorageOrNull(),
  });
}

function sessionStorageOrNull(): OutboxStorage | null {
  try {
    return window.sessionStorage;
  } catch {
    // Storage is forbidden here: unsaved edits then live as long as the page.
    return null;
  }
}
