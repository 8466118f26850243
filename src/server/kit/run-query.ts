import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { formatActorClaim, type Actor, type ActorClaim } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import type { Result } from "@/core/kit/result";
import { resolveActor } from "../access/resolve-actor";
import type { Query } from "./operation";
import { requestIdOf, sourceOf } from "./request";

const actorOnce = cache(async (claimText: string, visitId: string | null): Promise<Actor> => {
  const jar = await cookies();
  const claim: ActorClaim =
    visitId === null ? { kind: claimText === "public" ? "public" : "session" } : { kind: "visit", visitId: visitId as VisitId };
  return resolveActor(claim, (name) => jar.get(name)?.value ?? null, Date.now());
});

/** Who this page is drawn for. One look at the database a page, however many ask. */
export async function pageActor(as: ActorClaim = { kind: "session" }): Promise<Actor> {
  return actorOnce(formatActorClaim(as), as.kind === "visit" ? as.visitId : null);
}

/**
 * Runs a query for a server component. `as` as in requests: the session unless a visit is named.
 * Throws on outages, which the nearest `error.tsx` draws.
 */
export async function runQuery<I, O>(
  query: Query<I, O>,
  input: I,
  as: ActorClaim = { kind: "session" },
): Promise<Result<O, DomainError>> {
  const [actor, sent, jar] = await Promise.all([pageActor(as), headers(), cookies()]);
  return query.run({
    actor,
    input,
    requestId: requestIdOf(sent),
    nowMs: Date.now(),
    source: sourceOf(sent),
    cookie: (name) => jar.get(name)?.value ?? null,
  });
}
