import "server-only";
import { leaseSize, type Rate } from "@/core/kit/call-rates";
import { db } from "./db";

/** A shared bucket of tokens, by the name that all processes know it by. */
export interface LeasedBucket {
  readonly key: string;
  readonly rate: Rate;
}

/** Asks for tokens of several buckets; answers with the names of those that had so many. */
export type AskTokens = (asked: readonly { readonly key: string; readonly rate: Rate; readonly count: number }[]) => Promise<ReadonlySet<string>>;

/** In one statement, however many: names in one order, so that two processes never wait for each other. The database's clock rules. */
export const askDatabase: AskTokens = async (asked) => {
  const sorted = asked.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const keys = sorted.map(({ key }) => key);
  const limits = sorted.map(({ rate }) => rate.limit);
  const counts = sorted.map(({ count }) => count);
  const perMs = sorted.map(({ rate }) => rate.limit / rate.perMs);
  const rows = await db().$queryRaw<{ key: string }[]>`
    with given as materialized (
      select * from unnest(${keys}::text[], ${limits}::float8[], ${counts}::float8[], ${perMs}::float8[]) as g(key, most, taken, per_ms))
    insert into rate_bucket as b (key, tokens, updated_at)
    select key, most - taken, clock_timestamp() from given order by key
    on conflict (key) do update set
      tokens = (select least(g.most, b.tokens + extract(epoch from clock_timestamp() - b.updated_at)::float8 * 1000 * g.per_ms) - g.taken from given g where g.key = b.key),
      updated_at = clock_timestamp()
    where (select b.tokens + extract(epoch from clock_timestamp() - b.updated_at)::float8 * 1000 * g.per_ms >= g.taken from given g where g.key = b.key)
    returning key`;
  return new Set(rows.map(({ key }) => key));
};

interface Lease {
  left: number;
  readonly untilMs: number;
  /** While it is stopped nobody asks the database: a flood costs nothing there. */
  readonly stoppedUntilMs: number;
  /** When a stop was told last; `isNews`: this one is still to be told. */
  readonly toldMs: number;
  isNews: boolean;
}

/** How long a call has to wait. `isFirst`: nobody was told of this stop within the last minute. */
export interface Stop {
  readonly waitMs: number;
  readonly isFirst: boolean;
}

const MOST_HELD = 20_000;
const STOP_MS = 1_000;
const TELL_EVERY_MS = 60_000;

/**
 * Tokens that this process has taken ahead from buckets in the database and spends by itself, so that most
 * calls ask nothing. What is taken ahead counts as spent: all processes together never exceed a limit; what
 * a process doesn't spend within the time of the rate is lost to its bucket, which fills again.
 */
export class RateLeases {
  private readonly held = new Map<string, Lease>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly ask: AskTokens = askDatabase,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Takes one token of each bucket, or none of any. Null: the call may go on. */
  async take(buckets: readonly LeasedBucket[]): Promise<Stop | null> {
    for (;;) {
      const nowMs = this.clock();
      const stop = this.stopOf(buckets, nowMs);
      if (stop !== null) return stop;
      const missing = buckets.filter(({ key }) => !this.isUsable(key, nowMs));
      if (missing.length > 0) {
        await this.fill(missing);
        continue;
      }
      for (const { key } of buckets) this.held.get(key)!.left -= 1;
      return null;
    }
  }

  private stopOf(buckets: readonly LeasedBucket[], nowMs: number): Stop | null {
    const stopped = buckets.flatMap(({ key }) => this.held.get(key) ?? []).filter(({ stoppedUntilMs }) => stoppedUntilMs > nowMs);
    if (stopped.length === 0) return null;
    const isFirst = stopped.some(({ isNews }) => isNews);
    for (const lease of stopped) lease.isNews = false;
    return { waitMs: Math.max(...stopped.map(({ stoppedUntilMs }) => stoppedUntilMs - nowMs)), isFirst };
  }

  private isUsable(key: string, nowMs: number): boolean {
    const lease = this.held.get(key);
    return lease !== undefined && lease.left > 0 && nowMs < lease.untilMs;
  }

  /** Takes tokens for buckets that have none here, or waits for another call that does. */
  private async fill(missing: readonly LeasedBucket[]): Promise<void> {
    const own = missing.filter(({ key }) => !this.asking.has(key));
    const others = missing.flatMap(({ key }) => this.asking.get(key) ?? []);
    if (own.length > 0) {
      const work = this.fetch(own).finally(() => {
        for (const { key } of own) this.asking.delete(key);
      });
      for (const { key } of own) this.asking.set(key, work);
      others.push(work);
    }
    await Promise.all(others);
  }

  private async fetch(buckets: readonly LeasedBucket[]): Promise<void> {
    const several = buckets.map((each) => ({ ...each, count: leaseSize(each.rate) }));
    const given = await this.ask(several);
    const poor = several.filter(({ key, count }) => !given.has(key) && count > 1).map((each) => ({ ...each, count: 1 }));
    const single = poor.length === 0 ? new Set<string>() : await this.ask(poor);
    const nowMs = this.clock();
    for (const { key, rate, count } of several) {
      const left = given.has(key) ? count : single.has(key) ? 1 : 0;
      const stoppedUntilMs = left > 0 ? 0 : nowMs + Math.max(STOP_MS, rate.perMs / rate.limit);
      const toldMs = this.held.get(key)?.toldMs ?? -Infinity;
      const isNews = left === 0 && nowMs - toldMs >= TELL_EVERY_MS;
      // Taken out and put in again: the oldest stand first.
      this.held.delete(key);
      this.held.set(key, { left, untilMs: nowMs + rate.perMs, stoppedUntilMs, toldMs: isNews ? nowMs : toldMs, isNews });
    }
    for (const key of this.held.keys()) {
      if (this.held.size <= MOST_HELD) break;
      this.held.delete(key);
    }
  }
}
