import { type SceneState, stateHash } from "./state";

/** What one replica holds, in few bytes. */
export interface Digest {
  /** Per actor, the sequence number up to which nothing is missing; ordered by actor. */
  readonly seen: readonly (readonly [actor: number, seq: number])[];
  /** Sixteen hexadecimal digits over the held ops. */
  readonly hash: string;
}

/** Sums a state up for its peers. */
export function digestOf(state: SceneState): Digest {
  const seen = [...state.seen]
    .filter(([, set]) => set.contiguous > 0)
    .map(([actor, set]) => [actor, set.contiguous] as const)
    .sort((a, b) => a[0] - b[0]);
  return { seen, hash: stateHash(state) };
}

/** How a peer's digest compares with one's own. */
export interface DigestComparison {
  /** Same ops on both sides. */
  readonly equal: boolean;
  /** The peer has ops that are missing here. */
  readonly behind: boolean;
  /** The peer lacks ops that are here. */
  readonly ahead: boolean;
}

/** Compares two digests. Neither ahead nor behind and yet not equal means a gap that only a full pull finds. */
export function compareDigests(mine: Digest, theirs: Digest): DigestComparison {
  const own = new Map(mine.seen);
  const other = new Map(theirs.seen);
  return {
    equal: mine.hash === theirs.hash,
    behind: theirs.seen.some(([actor, seq]) => seq > (own.get(actor) ?? 0)),
    ahead: mine.seen.some(([actor, seq]) => seq > (other.get(actor) ?? 0)),
  };
}
