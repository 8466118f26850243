import "server-only";
import { actorKey, practiceOf, type Actor } from "@/core/access/actor";
import { db } from "./db";

/** `limit` calls in `perMs`, refilled evenly; `by` says who shares a bucket. */
export interface RateRule {
  readonly limit: number;
  readonly perMs: number;
  /** Default: the actor, or the source for people we don't know. */
  readonly by?: "actor" | "source";
  /** Besides: how much may come from one address, and from one practice, whoever it is. */
  readonly perAddress?: { readonly limit: number; readonly perMs: number };
  readonly perPractice?: { readonly limit: number; readonly perMs: number };
}

const KNOWN: RateRule = { limit: 120, perMs: 60_000 };
const UNKNOWN: RateRule = { limit: 20, perMs: 60_000, by: "source" };

/** A bucket and its rule. */
export interface Bucket {
  readonly key: string;
  readonly rule: Pick<RateRule, "limit" | "perMs">;
}

/** All buckets that a call draws from, the person's own first: a person who is stopped takes nothing from the others. */
export function bucketsOf(name: string, actor: Actor, source: string, rule: RateRule | undefined): readonly Bucket[] {
  const practiceId = practiceOf(actor);
  return [
    bucketOf(name, actor, source, rule),
    ...(rule?.perAddress === undefined ? [] : [{ key: `${name}|address:${source}`, rule: rule.perAddress }]),
    ...(rule?.perPractice === undefined || practiceId === null ? [] : [{ key: `${name}|practice:${practiceId}`, rule: rule.perPractice }]),
  ];
}

/** Takes a token from each bucket in turn; stops at the first that has none, and says for how long. */
export async function takeTokens(buckets: readonly Bucket[]): Promise<number> {
  for (const { key, rule } of buckets) {
    const waitMs = await takeToken(key, rule);
    if (waitMs > 0) return waitMs;
  }
  return 0;
}

/** The bucket of the person, or of their address. */
function bucketOf(
  name: string,
  actor: Actor,
  source: string,
  rule: RateRule | undefined,
): { key: string; rule: RateRule } {
  const used = rule ?? (actor.kind === "public" ? UNKNOWN : KNOWN);
  const bySource = used.by === "source" || (used.by === undefined && actor.kind === "public");
  return { key: `${name}|${bySource ? `source:${source}` : actorKey(actor)}`, rule: used };
}

/**
 * Takes one token, in one statement, so that two processes can't both take the last. Returns 0 when
 * the call may go on, else after how many ms a token is there for certain. A refused call costs
 * nothing. The database's clock rules.
 */
export async function takeToken(key: string, rule: Pick<RateRule, "limit" | "perMs">): Promise<number> {
  const perTokenMs = rule.perMs / rule.limit;
  const rows = await db().$queryRaw<unknown[]>`
    insert into rate_bucket as b (key, tokens, updated_at)
    values (${key}, ${rule.limit - 1}::float8, clock_timestamp())
    on conflict (key) do update set
      tokens = least(${rule.limit}::float8,
        b.tokens + extract(epoch from clock_timestamp() - b.updated_at)::float8 * 1000 / ${perTokenMs}::float8) - 1,
      updated_at = clock_timestamp()
    where b.tokens + extract(epoch from clock_timestamp() - b.updated_at)::float8 * 1000 / ${perTokenMs}::float8 >= 1
    returning 1`;
  return rows.length > 0 ? 0 : Math.ceil(perTokenMs);
}
