import "server-only";
import { actorKey, practiceOf, type Actor } from "@/core/access/actor";
import { CALL_RATES, scaledRate, type CallKind, type RateScope } from "@/core/kit/call-rates";
import { domainError, type DomainError } from "@/core/kit/errors";
import { config } from "./config";
import { RateLeases, type LeasedBucket } from "./rate-leases";

const held = globalThis as typeof globalThis & { bedsideLeases?: RateLeases };

/** All buckets that a call draws from over all operations. Our own jobs draw from none. */
export function callBuckets(kind: CallKind, actor: Actor, source: string): readonly LeasedBucket[] {
  if (actor.kind === "system") return [];
  const scale = config().BEDSIDE_RATE_SCALE ?? 1;
  const bucket = (scope: RateScope, name: string): LeasedBucket => ({ key: `all:${kind}|${scope}:${name}`, rate: scaledRate(CALL_RATES[kind][scope], scale) });
  if (actor.kind === "public") return [bucket("unknown", source)];
  const practiceId = practiceOf(actor);
  return [bucket("person", actorKey(actor)), bucket("address", source), ...(practiceId === null ? [] : [bucket("practice", practiceId)])];
}

/** Why a call has to wait. `isFirst`: the stop began with it; the audit has one entry for a stop, not one for each call of a flood. */
export interface TooFast {
  readonly error: DomainError;
  readonly isFirst: boolean;
}

/**
 * Whether a call comes within what its person, address and practice may ask in all (FILE-17), and within further
 * buckets that it draws from; null: it does.
 */
export async function tooFast(kind: CallKind, actor: Actor, source: string, besides: readonly LeasedBucket[] = []): Promise<TooFast | null> {
  const stop = await (held.bedsideLeases ??= new RateLeases()).take([...callBuckets(kind, actor, source), ...besides]);
  return stop === null ? null : { error: rateError(stop.waitMs), isFirst: stop.isFirst };
}

/** Told to whoever has to wait. */
export function rateError(waitMs: number): DomainError {
  return domainError("rate_limited", "kit.rate_limited", { params: { seconds: Math.ceil(waitMs / 1000) } });
}
