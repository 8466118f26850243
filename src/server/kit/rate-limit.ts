import "server-only";
import { actorKey, practiceOf, type Actor } from "@/core/access/actor";
import type { Rate } from "@/core/kit/call-rates";
import { db } from "./db";
import type { LeasedBucket } from "./rate-leases";

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

const KNOWN: Rate = { limit: 120, perMs: 60_000 };
const UNKNOWN: Rate = { limit: 20, perMs: 60_000 };

/** A bucket and its rule. */
export interface Bucket {
  readonly key: string;
  readonly rule: Rate;
}

/** All buckets that a call with a limit of its own draws from, the person's own first: a person who is stopped takes nothing from the others. */
export function bucketsOf(name: string, actor: Actor, source: string, rule: RateRule): readonly Bucket[] {
  const practiceId = practiceOf(actor);
  return [
    { key: `${name}|${sharerOf(actor, source, rule.by)}`, rule },
    ...(rule.perAddress === undefined ? [] : [{ key: `${name}|address:${source}`, rule: rule.perAddress }]),
    ...(rule.perPractice === undefined || practiceId === null ? [] : [{ key: `${name}|practice:${practiceId}`, rule: rule.perPractice }]),
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

/** Who shares a bucket: the person, or their address. */
function sharerOf(actor: Actor, source: string, by: RateRule["by"]): string {
  const bySource = by === "source" || (by === undefined && actor.kind === "public");
  return bySource ? `source:${source}` : actorKey(actor);
}

/** The bucket of a command that names no limit of its own: taken ahead, so that most calls ask nothing. */
export function usualBucket(name: string, actor: Actor, source: string): LeasedBucket {
  return { key: `${name}|${sharerOf(actor, source, undefined)}`, rate: actor.kind === "public" ? UNKNOWN : KNOWN };
}

/**
 * Takes one token, in one statement, so that two processes can't both take the last. Returns 0 when
 * the call may go on, else after how many ms a token is there for certain. A refused call costs
 * nothing. The database's clock rules.
 */
export async function takeToken(key: string, rule: Rate): Promise<number> {
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
