import { randomUUID } from "node:crypto";
import type { ProxyActor, ProxyScope, VisitorActor } from "@/core/access/actor";
import type { ProxyId, VisitId } from "@/core/kit/ids";
import { resolveActor } from "@/server/access/resolve-actor";
import { db } from "@/server/kit/db";
import { takeSeat } from "@/server/visits/take-seat";
import { browserOf, type Browser } from "./keys-fixture";
import { value } from "./people-fixture";
import { act, visitorOf, type VisitFixture } from "./visit-fixture";

/** Somebody who acts for the patient of a visit, signed in by an account of their own. */
export interface Helper {
  readonly proxyId: ProxyId;
  readonly browser: Browser;
  /** Who they are for the patient; throws where the grant does not stand. */
  actor(nowMs?: number): Promise<ProxyActor>;
  /** Takes a seat in the visit, in this browser. */
  sit(visitId: VisitId, cookies?: Map<string, string>): Promise<VisitorActor>;
  /** Who the seat's cookie makes them; throws where it makes nobody. */
  again(visitId: VisitId): Promise<VisitorActor>;
}

interface Grant {
  readonly scopes?: readonly ProxyScope[];
  readonly name?: string;
  readonly endsAtMs?: number;
}

/** Makes somebody who acts for the patient of a visit: with a grant that was taken up. */
export async function createHelper({ practiceId, patientId }: VisitFixture, grant: Grant = {}): Promise<Helper> {
  const [accountId, proxyId] = [randomUUID(), randomUUID() as ProxyId];
  const before = new Date(Date.now() - 60_000);
  await db().account.create({ data: { id: accountId, practiceId, email: `${accountId}@example.test`, name: grant.name ?? "Marta Novak", emailVerifiedAt: before } });
  const ends = grant.endsAtMs === undefined ? {} : { endsAt: new Date(grant.endsAtMs), endsBy: "age" };
  const scopes = [...(grant.scopes ?? ["visits"])];
  await db().proxy.create({
    data: { id: proxyId, practiceId, patientId, accountId, relation: "parent", scopes, startsAt: before, acceptedAt: before, grantedBy: accountId, ...ends },
  });
  const browser = await browserOf(accountId);
  const actor = async (nowMs = Date.now()): Promise<ProxyActor> => {
    const found = await resolveActor({ kind: "proxy", proxyId }, (name) => browser.cookies.get(name) ?? null, nowMs);
    if (found.kind !== "proxy") throw new Error("the grant does not stand");
    return found;
  };
  return {
    proxyId,
    browser,
    actor,
    sit: async (visitId, cookies = browser.cookies) => {
      value(await act(takeSeat, await actor(), { visitId }, { cookies }));
      return visitorOf(visitId, cookies);
    },
    again: (visitId) => visitorOf(visitId, browser.cookies),
  };
}
