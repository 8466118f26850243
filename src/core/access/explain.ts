import type { Actor } from "./actor";
import { evaluate, stands, whoOf, type Facts, type Grant, type Refusal, type Relation, type Who } from "./policy";
import { needsStrong, type Resource, type Verb } from "./resources";

/** What a line of the policy lacks to let the actor: a scope, a second factor, or the relation. */
export type Lack = "scope" | "second_factor" | "relation";

/** One line of the policy that speaks of such an actor and such an act, and whether it lets them. */
export interface ExplainedLine {
  readonly who: Who;
  readonly relation: Relation;
  readonly scope: Grant["scope"] | null;
  /** Empty: this line lets the actor. */
  readonly lacks: readonly Lack[];
}

/** An answer of the policy with its reasons. */
export interface Explanation {
  readonly allowed: boolean;
  readonly why: Refusal | null;
  readonly lines: readonly ExplainedLine[];
  /** Who else may do this at all: what the person would have to be. Given where no line speaks of them. */
  readonly others: readonly Who[];
}

/**
 * Why the policy answers as it does. The answer itself is {@link evaluate}'s, so that an explanation can't
 * say other than what happens; the lines are those that it looked at.
 */
export function explainDecision(policy: readonly Grant[], actor: Actor, resource: Resource, verb: Verb, facts: Facts): Explanation {
  const decision = evaluate(policy, actor, resource, verb, facts);
  const speaking = policy.filter((grant) => grant.resource === resource && grant.verbs.includes(verb));
  const who = whoOf(actor);
  const theirs = speaking.filter((grant) => who.includes(grant.who));
  return {
    allowed: decision.allowed,
    why: decision.allowed ? null : decision.why,
    lines: theirs.map((grant) => ({
      who: grant.who,
      relation: grant.relation,
      scope: grant.scope ?? null,
      lacks: lacksOf(actor, grant, verb, facts),
    })),
    others: theirs.length > 0 ? [] : [...new Set(speaking.map((grant) => grant.who))],
  };
}

function lacksOf(actor: Actor, grant: Grant, verb: Verb, facts: Facts): Lack[] {
  const lacks: Lack[] = [];
  const scopes: readonly string[] = actor.kind === "proxy" || actor.kind === "integration" ? actor.scopes : [];
  if (grant.scope !== undefined && !scopes.includes(grant.scope)) lacks.push("scope");
  const isWeak = actor.kind === "staff" && !actor.strong && grant.relation !== "any" && needsStrong(grant.resource, verb);
  if (isWeak) lacks.push("second_factor");
  if (!stands(actor, grant.relation, facts)) lacks.push("relation");
  return lacks;
}
