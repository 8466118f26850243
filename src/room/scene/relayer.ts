import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { PushAnswer, RosterEntry } from "@/core/room/contract";
import { MAX_PUSH_OPS } from "@/core/room/limits";
import type { Seen } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";

/** Hands an author's ops in to the server. */
export type Relay = (author: number, ops: readonly SceneOp[]) => Promise<Result<PushAnswer, DomainError>>;

/** Newest ops of one author that are held until the server has them; what is older has long been saved. */
const MAX_HELD = 1000;

/** What a clinician's page keeps for others, lest their browser die before it has saved (ROOM-54). */
export interface Relayer {
  /** Ops came from their author. */
  heard(ops: readonly SceneOp[]): void;
  /** The server has everything up to here. */
  served(seen: Seen): void;
  /** Hands in what authors who are gone can't; true while somebody is missed whom the server still counts as here. */
  look(isHere: (entry: RosterEntry) => boolean): boolean;
}

/** Creates a relayer; it asks the server of one author at a time. */
export function createRelayer(roster: () => readonly RosterEntry[], relay: Relay): Relayer {
  const held = new Map<number, Map<number, SceneOp>>();
  let busy = false;

  const forgetUpTo = (author: number, seq: number): number => {
    const theirs = held.get(author);
    let gone = 0;
    for (const known of theirs?.keys() ?? []) if (known <= seq && theirs?.delete(known) === true) gone += 1;
    if (theirs?.size === 0) held.delete(author);
    return gone;
  };

  const handIn = async (author: number, theirs: ReadonlyMap<number, SceneOp>): Promise<void> => {
    busy = true;
    const ops = [...theirs.values()].sort((a, b) => a.seq - b.seq).slice(0, MAX_PUSH_OPS);
    const answer = await relay(author, ops);
    busy = false;
    const isLater = !answer.ok && (answer.error.kind === "unavailable" || answer.error.kind === "conflict" || answer.error.kind === "rate_limited");
    // What doesn't join to what is stored never will: its author is gone.
    if (!isLater && (!answer.ok || forgetUpTo(author, answer.value.ackedSeq) === 0)) held.delete(author);
  };

  return {
    heard: (ops) => {
      for (const op of ops) {
        const theirs = held.get(op.actor) ?? new Map<number, SceneOp>();
        held.set(op.actor, theirs.set(op.seq, op));
        if (theirs.size > MAX_HELD) theirs.delete(Math.min(...theirs.keys()));
      }
    },
    served: (seen) => {
      for (const [author, seq] of seen) forgetUpTo(author, seq);
    },
    look: (isHere) => {
      let isMissed = false;
      for (const [author, theirs] of held) {
        const entry = roster().find(({ actor }) => actor === author);
        if (entry === undefined || isHere(entry)) continue;
        if (entry.present) isMissed = true;
        else if (!busy) void handIn(author, theirs);
      }
      return isMissed;
    },
  };
}
