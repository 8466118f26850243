import type { Actor } from "./actor";
import { stands, whoOf, type Facts, type Grant, type Relation, type Who } from "./policy";

/**
 * What a field of a view tells, by who should know:
 * - `identity`: who somebody is (name, birth date, how to address them);
 * - `contact`: how to reach them (mail, phone, place);
 * - `reason`: what they come for, in their words;
 * - `clinical`: what was found, thought and planned.
 */
export const FIELD_CLASSES = ["identity", "contact", "reason", "clinical"] as const;
/** See {@link FIELD_CLASSES}. */
export type FieldClass = (typeof FIELD_CLASSES)[number];

/** One line: who, standing how, may read and write which fields of what is about a patient. */
export interface FieldRule {
  readonly who: Who;
  readonly relation: Relation;
  readonly read: readonly FieldClass[];
  readonly write: readonly FieldClass[];
  /** For proxies and programs: the scope that they must have been given. */
  readonly scope?: Grant["scope"];
}

function rule(who: Who, relation: Relation, read: readonly FieldClass[], write: readonly FieldClass[] = [], scope?: Grant["scope"]): FieldRule {
  return scope === undefined ? { who, relation, read, write } : { who, relation, read, write, scope };
}

/**
 * Which fields. What no line shows is withheld. The desk knows who comes and how to reach them, and not
 * what for; a clinician finds anybody by name, and reads on only of those they take care of.
 */
export const FIELD_RULES: readonly FieldRule[] = [
  rule("scheduler", "practice", ["identity", "contact"], ["identity", "contact"]),
  rule("admin", "practice", ["identity"]),
  rule("auditor", "practice", ["identity"]),
  rule("clinician", "practice", ["identity"]),
  rule("clinician", "own", FIELD_CLASSES, ["clinical"]),
  rule("clinician", "care_team", FIELD_CLASSES, ["contact"]),
  rule("clinician", "emergency", FIELD_CLASSES),
  rule("trainee", "supervised", ["identity", "reason", "clinical"], ["clinical"]),
  rule("interpreter", "guest", ["identity"]),
  rule("patient", "own", FIELD_CLASSES, ["identity", "contact", "reason"]),
  rule("visitor", "in_visit", ["identity", "reason", "clinical"]),
  rule("proxy", "proxy", ["identity"]),
  rule("proxy", "proxy", ["contact"], ["contact"], "contact"),
  rule("proxy", "proxy", ["reason"], [], "appointments"),
  rule("proxy", "proxy", ["clinical"], [], "summaries"),
  rule("integration", "practice", ["identity", "contact"], [], "patients.read"),
  rule("integration", "practice", [], ["identity", "contact"], "patients.write"),
];

/** The classes that the actor may read, or write, of such a thing. */
export function fieldsOf(rules: readonly FieldRule[], actor: Actor, facts: Facts, way: "read" | "write"): ReadonlySet<FieldClass> {
  // Whoever needs a second factor for the thing needs it for its fields.
  if (actor.kind === "staff" && !actor.strong) return new Set();
  const who = whoOf(actor);
  const scopes: readonly string[] = actor.kind === "proxy" || actor.kind === "integration" ? actor.scopes : [];
  const holding = rules.filter(
    (each) =>
      who.includes(each.who) && (each.scope === undefined || scopes.includes(each.scope)) && stands(actor, each.relation, facts),
  );
  return new Set(holding.flatMap((each) => each[way]));
}

/** Which fields of a view tell what. A field that isn't named tells nothing of a person. */
export type FieldMap<View> = { readonly [Field in keyof View]?: null extends View[Field] ? FieldClass : never };

/**
 * The view as the actor may read it: fields of classes that are withheld are null. Only fields that can
 * be null can be classed: a view that would be senseless without a field must be refused as a whole.
 */
export function withhold<View extends object>(
  rules: readonly FieldRule[],
  actor: Actor,
  facts: Facts,
  fields: FieldMap<View>,
  view: View,
): View {
  const readable = fieldsOf(rules, actor, facts, "read");
  const shown = { ...view };
  for (const [field, fieldClass] of Object.entries(fields) as [keyof View, FieldClass][]) {
    if (!readable.has(fieldClass)) shown[field] = null as View[keyof View];
  }
  return shown;
}
