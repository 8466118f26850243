import type { RoomRole } from "./contract";
import type { Claim } from "./message";

/** A claim lives this long after it was last heard of. */
export const CLAIM_TTL_MS = 1000;

interface LiveClaim {
  readonly actor: number;
  readonly role: RoomRole;
  readonly lamport: number;
  readonly heardAtMs: number;
}

/**
 * Who holds what, as far as heard. It only steers drawing and hands; the state does not depend on it,
 * so replicas may disagree for a moment without harm.
 */
export type Claims = Map<string, Map<number, LiveClaim>>;

/** No claims. */
export function createClaims(): Claims {
  return new Map();
}

/** Takes note of a claim or of its end. `role` is the actor's, from the roster. */
export function hearClaim(claims: Claims, claim: Claim, role: RoomRole, nowMs: number): void {
  const onObject = claims.get(claim.object) ?? new Map<number, LiveClaim>();
  if (claim.held) {
    onObject.set(claim.actor, { actor: claim.actor, role, lamport: claim.lamport, heardAtMs: nowMs });
    claims.set(claim.object, onObject);
    return;
  }
  onObject.delete(claim.actor);
  if (onObject.size === 0) claims.delete(claim.object);
}

/** Forgets everything an actor claims: they left. */
export function dropActor(claims: Claims, actor: number): void {
  for (const [object, onObject] of claims) {
    onObject.delete(actor);
    if (onObject.size === 0) claims.delete(object);
  }
}

/**
 * The actor that holds `object` at `nowMs`, or null: among live claims of those who may hold it, a
 * clinician's, then the smallest (lamport, actor), so the first hand keeps it.
 */
export function holderOf(claims: Claims, object: string, nowMs: number, mayHold: (actor: number) => boolean = () => true): number | null {
  let best: LiveClaim | null = null;
  for (const claim of claims.get(object)?.values() ?? []) {
    if (nowMs - claim.heardAtMs > CLAIM_TTL_MS || !mayHold(claim.actor)) continue;
    if (!best || precedes(claim, best)) best = claim;
  }
  return best?.actor ?? null;
}

function precedes(a: LiveClaim, b: LiveClaim): boolean {
  if (a.role !== b.role) return a.role === "clinician";
  return a.lamport - b.lamport < 0 || (a.lamport === b.lamport && a.actor < b.actor);
}
