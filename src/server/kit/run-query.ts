import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { formatActorClaim, parseActorClaim, type Actor, type ActorClaim } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import { OUTAGE_DIGEST } from "@/core/kit/outage";
import { resolveActor } from "../access/resolve-actor";
import { clearSourceOf } from "../audit/clear-source";
import { logger } from "./logger";
import type { Query } from "./operation";
import { requestIdOf, sourceOf } from "./request";
import { isOutage } from "./violations";

/**
 * What a page throws when it can't be drawn. Next prints what is thrown and gives its digest to
 * `error.tsx`: so neither the message of a driver nor a value in it gets any further than here.
 */
class PageFailure extends Error {
  override readonly name = "PageFailure";
  constructor(readonly digest: string) {
    super("a page could not be drawn");
  }
}

async function orPageFailure<T>(work: () => Promise<T>): Promise<T> {
  const requestId = requestIdOf(await headers());
  try {
    return await work();
  } catch (thrown) {
    const outage = isOutage(thrown);
    logger().error({ event: outage ? "page.outage" : "page.bug", requestId, err: thrown });
    throw new PageFailure(outage ? OUTAGE_DIGEST : requestId);
  }
}

/** Keyed by the claim's text: two claims of one meaning are two objects, and would be two looks. */
const actorOnce = cache(async (claimText: string): Promise<Actor> => {
  const jar = await cookies();
  const claim = parseActorClaim(claimText) ?? { kind: "public" };
  return orPageFailure(() => resolveActor(claim, (name) => jar.get(name)?.value ?? null, Date.now()));
});

/** Who this page is drawn for. One look at the database a page, however many ask. */
export async function pageActor(as: ActorClaim = { kind: "session" }): Promise<Actor> {
  return actorOnce(formatActorClaim(as));
}

/**
 * Runs a query for a server component. `as` as in requests: the session unless a visit is named.
 * A bug or an outage throws a {@link PageFailure}, which the nearest `error.tsx` draws.
 */
export async function runQuery<I, O>(
  query: Query<I, O>,
  input: I,
  as: ActorClaim = { kind: "session" },
): Promise<Result<O, DomainError>> {
  const [actor, sent, jar] = await Promise.all([pageActor(as), headers(), cookies()]);
  const call = {
    actor,
    input,
    requestId: requestIdOf(sent),
    nowMs: Date.now(),
    source: sourceOf(sent),
    from: clearSourceOf(sent),
    cookie: (name: string) => jar.get(name)?.value ?? null,
  };
  return orPageFailure(() => query.run(call));
}
