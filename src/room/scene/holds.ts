import type { RoomRole, RosterEntry } from "@/core/room/contract";
import { CLAIM_TTL_MS, createClaims, dropActor, hearClaim, holderOf } from "@/core/room/grab";
import type { Claim } from "@/core/room/message";
import type { RoomClock } from "../clock";
import type { Unsubscribe } from "../transport";

/** A hold is said again this often, so that a lost message or a lost person shows. */
const RENEW_MS = 300;

/** Who has hold of what, for hands and outlines. Never part of the scene's state. */
export interface Holds {
  /** Takes hold. False when somebody who precedes this person has it, or they may not change the scene: then do not move it. */
  grab(object: string): boolean;
  release(object: string): void;
  /** The actor that holds an object now, or null. */
  holder(object: string): number | null;
  /** Hears when an object's holder may have changed. */
  subscribe(watcher: (object: string) => void): Unsubscribe;
}

/** The parts that the room's wiring uses. */
export interface HoldsLink extends Holds {
  hear(claim: Claim, from: RosterEntry): void;
  drop(actor: number): void;
  close(): void;
}

interface Options {
  readonly actor: number;
  readonly role: RoomRole;
  readonly clock: RoomClock;
  /** Whether an actor may change the scene: else they hold nothing, whatever they claim. */
  readonly mayHold: (actor: number) => boolean;
  readonly nextLamport: () => number;
  readonly send: (claim: Claim) => void;
}

/** Creates the table of holds for one person. */
export function createHolds({ actor, role, clock, mayHold, nextLamport, send }: Options): HoldsLink {
  const claims = createClaims();
  const own = new Map<string, number>();
  const watchers = new Set<(object: string) => void>();
  let cancelTimer: (() => void) | null = null;

  const holder = (object: string): number | null => holderOf(claims, object, clock.now(), mayHold);
  const tell = (object: string): void => {
    for (const watcher of [...watchers]) watcher(object);
  };
  const say = (object: string, lamport: number, held: boolean): void => {
    const claim = { actor, object, lamport, held };
    hearClaim(claims, claim, role, clock.now());
    send(claim);
  };
  const renew = (): void => {
    cancelTimer = null;
    for (const [object, lamport] of own) say(object, lamport, true);
    if (own.size > 0) cancelTimer = clock.after(RENEW_MS, renew);
  };

  return {
    grab: (object) => {
      if (!mayHold(actor)) return false;
      if (!own.has(object)) {
        const lamport = nextLamport();
        own.set(object, lamport);
        say(object, lamport, true);
        cancelTimer ??= clock.after(RENEW_MS, renew);
        tell(object);
      }
      return holder(object) === actor;
    },
    release: (object) => {
      const lamport = own.get(object);
      if (lamport === undefined) return;
      own.delete(object);
      say(object, lamport, false);
      tell(object);
    },
    holder,
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => {
        watchers.delete(watcher);
      };
    },
    hear: (claim, from) => {
      const before = holder(claim.object);
      hearClaim(claims, claim, from.role, clock.now());
      if (holder(claim.object) !== before) tell(claim.object);
      // A hand that falls silent lets go without a word.
      if (claim.held) clock.after(CLAIM_TTL_MS + 1, () => holder(claim.object) === null && tell(claim.object));
    },
    drop: (gone) => dropActor(claims, gone),
    close: () => {
      cancelTimer?.();
      for (const [object, lamport] of own) say(object, lamport, false);
      own.clear();
      watchers.clear();
    },
  };
}
