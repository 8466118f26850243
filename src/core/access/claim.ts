import type { VisitId } from "@/core/kit/ids";

// Apart from the actors themselves, because every page of a patient sends claims and none of them
// needs the schemas: this file keeps zod out of their first load.

/** How a request names the actor it speaks for: header `x-bedside-actor`, or `?as=` on a stream. */
export type ActorClaim =
  | { readonly kind: "session" }
  | { readonly kind: "public" }
  | { readonly kind: "visit"; readonly visitId: VisitId };

const VISIT_CLAIM = /^visit:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Reads a claim. Absent means session; anything unreadable is null, which callers refuse. */
export function parseActorClaim(text: string | null | undefined): ActorClaim | null {
  if (text === null || text === undefined || text === "" || text === "session") return { kind: "session" };
  if (text === "public") return { kind: "public" };
  const visitId = VISIT_CLAIM.exec(text)?.[1];
  return visitId === undefined ? null : { kind: "visit", visitId: visitId as VisitId };
}

/** Writes a claim as a request carries it. */
export function formatActorClaim(claim: ActorClaim): string {
  return claim.kind === "visit" ? `visit:${claim.visitId}` : claim.kind;
}
