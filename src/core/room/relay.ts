import { type DomainError, domainError } from "@/core/kit/errors";
import { type Result, err } from "@/core/kit/result";
import { type ActorState, type PushChanges, type RoomState, type StoredScene, requireWritable, takeOps } from "./admission";
import type { SceneOp } from "./op";

/** The page load whose ops are handed in. */
export interface AuthorState extends Pick<ActorState, "actor" | "role" | "deniedAtMs"> {
  /** When it left the room, as far as anybody noticed. */
  readonly leftAtMs: number | null;
}

/**
 * Judges ops that a clinician's page heard from another page load that is gone: a browser that died before the
 * server had them (ROOM-54). Who is here hands in their own; nobody but a clinician, who is trusted with the
 * whole scene, does it for somebody else; and only what joins without a gap to what is stored is taken, so
 * that an author who comes back still finds everything up to their acknowledgement. All else as in
 * `decidePush`. Errors: `kit.not_found` for another's page or an author that this visit never had,
 * `room.relay_clinician` (denied), `room.removed` (gone), `room.author_here` (conflict), and those of a push.
 */
export function decideRelay(
  room: RoomState,
  asking: ActorState | null,
  author: AuthorState | null,
  stored: StoredScene,
  ops: readonly SceneOp[],
  nowMs: number,
): Result<PushChanges, DomainError> {
  if (!asking?.isOwn) return err(domainError("not_found", "kit.not_found"));
  if (asking.role !== "clinician") return err(domainError("denied", "room.relay_clinician"));
  if (asking.deniedAtMs !== null) return err(domainError("gone", "room.removed"));
  if (author === null || author.actor === asking.actor) return err(domainError("not_found", "kit.not_found"));
  if (author.leftAtMs === null && author.deniedAtMs === null) return err(domainError("conflict", "room.author_here"));
  const open = requireWritable(room, nowMs);
  return open.ok ? takeOps(author, stored, ops) : open;
}
