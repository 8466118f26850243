import "server-only";
import type { z } from "zod";
import { actorAt } from "@/core/access/actor";
import { deniedWrites, FIELD_RULES } from "@/core/access/fields";
import { POLICY } from "@/core/access/grants";
import { evaluate, refusalBefore, type Facts, type Relation } from "@/core/access/policy";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { CookieChange, WriteContext } from "./context";
import { auditApart, auditRow, auditWithin, leavesRow } from "./audit-row";
import { rateError, tooFast } from "./call-rates";
import { inTransaction, type Tx } from "./db";
import { claimKey, IDEMPOTENCY_KEY, releaseKey, storeAnswer } from "./idempotency";
import { fieldsDenied, readInput, refusalError } from "./refusals";
import { logger } from "./logger";
import { KeptRefusal, type CommandAnswer, type CommandCall, type CommandSpec } from "./operation";
import { bucketsOf, takeTokens, usualBucket } from "./rate-limit";
import { isRetryable, readViolation, violationError } from "./violations";
import { writeContext } from "./write-context";

const MAX_TRIES = 4;
const TRANSACTION = { maxWait: 5_000, timeout: 15_000 };

/** Thrown inside the transaction so that it rolls back; caught right outside. */
class Refusal extends Error {
  constructor(
    readonly error: DomainError,
    readonly facts: Facts | null,
    readonly state: unknown,
  ) {
    super(error.code);
  }
}

interface Committed<O> {
  readonly answer: CommandAnswer<O>;
}

/** Runs one command. Expected errors come back as values and are in the audit; a throw is a bug or an outage. */
export async function runCommand<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  sent: CommandCall,
): Promise<CommandAnswer<z.output<Out>>> {
  const call = { ...sent, actor: actorAt(sent.actor, sent.nowMs) };
  const usual = spec.rate === undefined ? [usualBucket(spec.name, call.actor, call.source)] : [];
  const fast = await tooFast("write", call.actor, call.source, usual);
  if (fast !== null) return fast.isFirst ? refuse(spec, call, fast.error, null, null, null) : { result: err(fast.error), cookies: [], replayed: false };
  const early = await checkBeforeInput(spec, call);
  if (early !== null) return refuse(spec, call, early, null, null, null);

  const read = readInput(spec.input, call.input);
  if (!read.ok) return refuse(spec, call, read.error, null, null, null);
  const input = read.value;
  const why = refusalBefore(POLICY, call.actor, spec.access.resource, spec.access.verb);
  if (why !== null) return refuse(spec, call, refusalError(why), input, null, null);
  return runInTransaction(spec, call, input);
}

async function checkBeforeInput<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  call: CommandCall,
): Promise<DomainError | null> {
  const waitMs = spec.rate === undefined ? 0 : await takeTokens(bucketsOf(spec.name, call.actor, call.source, spec.rate));
  if (waitMs > 0) return rateError(waitMs);
  if (call.idempotencyKey !== null && !IDEMPOTENCY_KEY.test(call.idempotencyKey)) {
    return domainError("invalid", "kit.idempotency_key");
  }
  return null;
}

async function runInTransaction<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  call: CommandCall,
  input: z.output<In>,
): Promise<CommandAnswer<z.output<Out>>> {
  // Read committed is the database's own; saying it would be one more statement in each write.
  const isolation = spec.isolation === "serializable" ? { isolationLevel: "Serializable" as const } : {};
  for (let attempt = 1; ; attempt++) {
    try {
      const committed = await inTransaction((tx) => perform(spec, call, input, tx), { ...TRANSACTION, ...isolation });
      return committed.answer;
    } catch (thrown) {
      if (thrown instanceof Refusal) {
        return refuse(spec, call, thrown.error, input, thrown.state as State | null, thrown.facts);
      }
      const violation = readViolation(thrown);
      if (violation !== null && isRetryable(violation) && attempt < MAX_TRIES) continue;
      const error = violation === null ? null : violationError(violation, spec.violations);
      if (error !== null) return refuse(spec, call, error, input, null, null);
      await auditFailure(spec, call, input);
      throw thrown;
    }
  }
}

/** Everything that commits together. */
async function perform<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  call: CommandCall,
  input: z.output<In>,
  tx: Tx,
): Promise<Committed<z.output<Out>>> {
  const key = call.idempotencyKey;
  const claim = key === null ? null : await claimKey(tx, spec.name, call, key);
  if (claim?.kind === "reused") throw new Refusal(domainError("conflict", "kit.idempotency_reused"), null, null);
  if (claim?.kind === "replay") {
    const output = spec.output.parse(claim.answer.output);
    return { answer: { result: ok(output), cookies: claim.answer.cookies, replayed: true } };
  }

  const cookies: CookieChange[] = [];
  const ctx = writeContext(tx, call, cookies);
  const { state, facts, relation } = await loadVisible(spec, ctx, input);
  const decided = spec.decide(state, input, { actor: call.actor, nowMs: call.nowMs });
  if (!decided.ok) throw new Refusal(decided.error, facts, state);

  const saved = await spec.save(ctx, decided.value, state, input);
  if (saved instanceof KeptRefusal) {
    const subject = spec.audit.subject(input, state, null);
    if (key !== null) await releaseKey(tx, spec.name, call, key);
    await auditWithin(tx, call, auditRow(call, { action: spec.audit.action, subject, facts, outcome: "refused", code: saved.error.code, relation }));
    return { answer: { result: err(saved.error), cookies, replayed: false } };
  }
  const output = spec.output.parse(saved);
  const subject = spec.audit.subject(input, state, output);
  const row = auditRow(call, { action: spec.audit.action, subject, facts, outcome: "done", code: null, relation });
  const leaves = await leavesRow(tx, row, spec.audit.successes);
  if (key !== null) await storeAnswer(tx, spec.name, call, key, { output: saved, cookies });
  if (leaves) await auditWithin(tx, call, row);
  return { answer: { result: ok(output), cookies, replayed: false } };
}

async function loadVisible<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  ctx: WriteContext,
  input: z.output<In>,
): Promise<{ state: State; facts: Facts; relation: Relation }> {
  const state = await spec.load(ctx, input);
  if (state === null) throw new Refusal(domainError("not_found", "kit.not_found"), null, null);
  const facts = spec.access.facts(state, input, ctx.actor);
  const decision = evaluate(POLICY, ctx.actor, spec.access.resource, spec.access.verb, facts);
  if (!decision.allowed) throw new Refusal(refusalError(decision.why), facts, state);
  const denied = spec.writes === undefined ? [] : deniedWrites(FIELD_RULES, ctx.actor, facts, spec.writes, input);
  if (denied.length > 0) throw new Refusal(fieldsDenied(denied), facts, state);
  return { state, facts, relation: decision.grant.relation };
}

async function refuse<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  call: CommandCall,
  error: DomainError,
  input: z.output<In> | null,
  state: State | null,
  facts: Facts | null,
): Promise<CommandAnswer<z.output<Out>>> {
  const subject = input === null ? null : spec.audit.subject(input, state, null);
  await auditApart(call, auditRow(call, { action: spec.audit.action, subject, facts, outcome: "refused", code: error.code }));
  return { result: err(error), cookies: [], replayed: false };
}

/** A broken write leaves a trace too, unless what broke is the database. */
async function auditFailure<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
  call: CommandCall,
  input: z.output<In>,
): Promise<void> {
  try {
    const subject = spec.audit.subject(input, null, null);
    await auditApart(call, auditRow(call, { action: spec.audit.action, subject, facts: null, outcome: "failed", code: null }));
  } catch (error) {
    logger().error({ event: "audit.lost", requestId: call.requestId, command: spec.name, err: error });
  }
}
