import "server-only";
import { actorKey, type Actor } from "@/core/access/actor";
import { db } from "./db";

/** `limit` calls in `perMs`, refilled evenly; `by` says who shares a bucket. */
export interface RateRule {
  readonly limit: number;
  readonly perMs: number;
  /** Default: the actor, or the source for people we don't know. */
  readonly by?: "actor" | "source";
}

const KNOWN: RateRule = { limit: 120, perMs: 60_000 };
const UNKNOWN: RateRule = { limit: 20, perMs: 60_000, by: "source" };

/** The bucket that a call draws from. */
export function bucketOf(
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
export async function takeToken(key: string, rule: RateRule): Promise<number> {
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
