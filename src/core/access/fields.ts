import type { Actor } from "./actor";
import { stands, whoOf, type Facts, type Grant, type Relation, type Who } from "./policy";

/**
 * What a field tells, by who should know it and who may write it:
 * - `identity`: who somebody is before the law (names, birth date);
 * - `calling`: how to address them (preferred name, pronouns);
 * - `contact`: how to reach them and speak with them (mail, phone, place, language, needs, whom to call);
 * - `reason`: what they come for, in their words, and where it hurts;
 * - `clinical`: what was found, thought and planned.
 */
export const FIELD_CLASSES = ["identity", "calling", "contact", "reason", "clinical"] as const;
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

const NAMES = ["identity", "calling"] as const;

/**
 * Which fields. What no line shows is withheld, and what no line lets be written is refused. The desk knows who comes
 * and how to reach them, takes down what for and does not read it again; a clinician finds anybody by name, and reads
 * on only of those they take care of. Who somebody is before the law is written by the desk alone.
 */
export const FIELD_RULES: readonly FieldRule[] = [
  rule("scheduler", "practice", [...NAMES, "contact"], [...NAMES, "contact", "reason"]),
  rule("admin", "practice", NAMES),
  rule("auditor", "practice", NAMES),
  rule("clinician", "practice", NAMES),
  rule("clinician", "own", FIELD_CLASSES, ["reason", "clinical"]),
  rule("clinician", "care_team", FIELD_CLASSES, ["calling", "contact"]),
  rule("clinician", "emergency", FIELD_CLASSES),
  rule("trainee", "supervised", [...NAMES, "reason", "clinical"], ["clinical"]),
  rule("interpreter", "guest", NAMES),
  rule("patient", "own", FIELD_CLASSES, ["calling", "contact", "reason"]),
  // Where they are now and which number reaches them, and where it hurts, said before each visit.
  rule("visitor", "in_visit", [...NAMES, "reason", "clinical"], ["contact", "reason"]),
  rule("proxy", "in_visit", NAMES, ["contact", "reason"]),
  rule("proxy", "proxy", NAMES),
  // Whoever may come to visits may show where it hurts; what the patient comes for is told in another scope.
  rule("proxy", "proxy", [], ["reason"], "visits"),
  rule("proxy", "proxy", ["contact"], ["contact"], "contact"),
  rule("proxy", "proxy", ["reason"], [], "appointments"),
  rule("proxy", "proxy", ["clinical"], [], "summaries"),
  rule("integration", "practice", [...NAMES, "contact"], [], "patients.read"),
  rule("integration", "practice", [], [...NAMES, "contact"], "patients.write"),
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

/** Which fields of an input tell what of a patient, by path: `changes.phone`. */
export type WriteMap = Readonly<Record<string, FieldClass>>;

function valueAt(input: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined), input);
}

/** The paths that an input would write and the actor may not. A field that was not sent is not written; null clears it. */
export function deniedWrites(rules: readonly FieldRule[], actor: Actor, facts: Facts, map: WriteMap, input: unknown): readonly string[] {
  const writable = fieldsOf(rules, actor, facts, "write");
  return Object.entries(map)
    .filter(([path, fieldClass]) => !writable.has(fieldClass) && valueAt(input, path) !== undefined)
    .map(([path]) => path);
}
