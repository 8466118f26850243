import "server-only";
import type { z } from "zod";
import { actorAt } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { evaluate, refusalBefore, type Facts } from "@/core/access/policy";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { auditApart, auditRow } from "./audit-row";
import { tooFast } from "./call-rates";
import { db } from "./db";
import { readInput, refusalError } from "./refusals";
import type { Call, QuerySpec } from "./operation";
import { readContext } from "./write-context";

/** Runs one query. Audited reads leave their row before their answer; if the row fails, so does the read. */
export async function runRead<In extends z.ZodType, Out extends z.ZodType>(
  spec: QuerySpec<In, Out>,
  sent: Call,
): Promise<Result<z.output<Out>, DomainError>> {
  const call = { ...sent, actor: actorAt(sent.actor, sent.nowMs) };
  const fast = await tooFast("read", call.actor, call.source);
  if (fast !== null) {
    const action = spec.audit?.action ?? `${spec.access.resource}.${spec.access.verb}`;
    const subject = { type: spec.access.resource, id: null };
    if (fast.isFirst) await auditApart(call, auditRow(call, { action, subject, facts: null, outcome: "refused", code: fast.error.code }));
    return err(fast.error);
  }
  const read = readInput(spec.input, call.input);
  if (!read.ok) return read;
  const input = read.value;
  const refuse = async (error: DomainError, view: z.input<Out> | null, facts: Facts | null) => {
    const action = spec.audit?.action ?? `${spec.access.resource}.${spec.access.verb}`;
    const subject = spec.audit?.subject(input, view) ?? { type: spec.access.resource, id: null };
    await auditApart(call, auditRow(call, { action, subject, facts, outcome: "refused", code: error.code }));
    return err(error);
  };

  const why = refusalBefore(POLICY, call.actor, spec.access.resource, spec.access.verb);
  if (why !== null) return refuse(refusalError(why), null, null);
  const found = await spec.run(readContext(db(), call), input);
  if (found === null) return refuse(domainError("not_found", "kit.not_found"), null, null);
  const decision = evaluate(POLICY, call.actor, spec.access.resource, spec.access.verb, found.facts);
  if (!decision.allowed) return refuse(refusalError(decision.why), "gone" in found ? null : found.view, found.facts);
  // Nothing was shown and nobody was kept out: their page only asked after the end.
  if ("gone" in found) return err(found.gone);

  const view = spec.output.parse(found.view);
  if (spec.audit !== undefined) {
    const subject = spec.audit.subject(input, found.view);
    const { relation } = decision.grant;
    await auditApart(call, auditRow(call, { action: spec.audit.action, subject, facts: found.facts, outcome: "done", code: null, relation }));
  }
  return ok(view);
}
