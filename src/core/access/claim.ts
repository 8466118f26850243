import type { ProxyId, VisitId } from "@/core/kit/ids";

// Apart from the actors themselves, because every page of a patient sends claims and none of them
// needs the schemas: this file keeps zod out of their first load.

/** How a request names the actor it speaks for: header `x-bedside-actor`, or `?as=` on a stream. */
export type ActorClaim =
  | { readonly kind: "session" }
  | { readonly kind: "public" }
  | { readonly kind: "visit"; readonly visitId: VisitId }
  | { readonly kind: "proxy"; readonly proxyId: ProxyId };

const NAMED_CLAIM = /^(visit|proxy):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Reads a claim. Absent means session; anything unreadable is null, which callers refuse. */
export function parseActorClaim(text: string | null | undefined): ActorClaim | null {
  if (text === null || text === undefined || text === "" || text === "session") return { kind: "session" };
  if (text === "public") return { kind: "public" };
  const [, kind, id] = NAMED_CLAIM.exec(text) ?? [];
  if (id === undefined) return null;
  return kind === "visit" ? { kind: "visit", visitId: id as VisitId } : { kind: "proxy", proxyId: id as ProxyId };
}

/** Writes a claim as a request carries it. */
export function formatActorClaim(claim: ActorClaim): string {
  switch (claim.kind) {
    case "visit":
      return `visit:${claim.visitId}`;
    case "proxy":
      return `proxy:${claim.proxyId}`;
    default:
      return claim.kind;
  }
}
