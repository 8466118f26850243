import fc from "fast-check";
import { resolveRef, type JsonSchema } from "./json-schema";

/** What the arbitraries know of the world beside the description. */
export interface World {
  readonly document: unknown;
  /** Ids that exist; a made-up one is drawn now and then all the same. */
  readonly ids: readonly string[];
  /** How many references were followed on the way here: schemas that refer to themselves end somewhere. */
  readonly depth?: number;
}

const TEXTS = ["", " ", "Amira", "A somewhat longer text, with a comma.", "José Núñez-O’Brien", "李小龍", "עברית", "0", "-1", "null", "a\nb", "<b>x</b>", "🩺"];
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.nat(9999).map((n) => `somebody${n}@example.test`),
  date: fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  "date-time": fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
  uri: fc.webUrl(),
};

function textOf(schema: JsonSchema, world: World): fc.Arbitrary<string> {
  const format = typeof schema.format === "string" ? schema.format : "";
  if (format === "uuid") return fc.oneof({ arbitrary: fc.constantFrom(...world.ids), weight: 4 }, { arbitrary: fc.uuid({ version: 4 }), weight: 1 });
  const known = FORMATS[format];
  if (known !== undefined) return known;
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  const min = typeof schema.minLength === "number" ? schema.minLength : 0;
  const max = Math.min(typeof schema.maxLength === "number" ? schema.maxLength : 60, min + 200);
  const fits = (text: string): boolean => [...text].length >= min && [...text].length <= max;
  const ready = TEXTS.filter(fits);
  const made = fc.string({ minLength: min, maxLength: max, unit: "grapheme" }).filter(fits);
  return ready.length === 0 ? made : fc.oneof(fc.constantFrom(...ready), made);
}

function numberOf(schema: JsonSchema, isWhole: boolean): fc.Arbitrary<number> {
  const bound = (name: string, other: number): number => (typeof schema[name] === "number" ? schema[name] : other);
  const min = bound("minimum", typeof schema.exclusiveMinimum === "number" ? schema.exclusiveMinimum + 1 : -1e9);
  const max = bound("maximum", typeof schema.exclusiveMaximum === "number" ? schema.exclusiveMaximum - 1 : 1e9);
  if (!isWhole) return fc.double({ min, max, noNaN: true });
  const small = fc.integer({ min: Math.max(min, -2), max: Math.min(max, Math.max(min, 0) + 3) });
  return fc.oneof(small, fc.maxSafeInteger().map((n) => Math.min(max, Math.max(min, n))), fc.constantFrom(min, max));
}

function objectOf(schema: JsonSchema, world: World): fc.Arbitrary<unknown> {
  const inner = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, each]) => [key, arbitraryOf(each, world)]));
  const named = fc.record(inner, { requiredKeys: [...(schema.required ?? [])].filter((key) => key in inner) });
  const { additionalProperties: more } = schema;
  if (typeof more !== "object" || schema.properties !== undefined) return named;
  const key = schema.propertyNames === undefined ? fc.string({ maxLength: 12 }) : textOf(schema.propertyNames, world);
  return fc.dictionary(key.filter((each) => each !== "__proto__"), arbitraryOf(more, world), { maxKeys: 3 });
}

/** Values that a schema describes: what a caller would send who knows nothing but the description. */
export function arbitraryOf(given: JsonSchema, above: World): fc.Arbitrary<unknown> {
  const schema = resolveRef(given, above.document);
  const depth = (above.depth ?? 0) + (given.$ref === undefined ? 0 : 1);
  const world = { ...above, depth };
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  const isFlat = (each: JsonSchema): boolean => each.type !== "array" && each.type !== "object";
  if (choices !== undefined) return fc.oneof(...choices.filter((each) => depth < 3 || isFlat(each)).map((each) => arbitraryOf(each, world)));
  switch ([schema.type].flat()[0]) {
    case "string":
      return textOf(schema, world);
    case "integer":
      return numberOf(schema, true);
    case "number":
      return numberOf(schema, false);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const minLength = typeof schema.minItems === "number" ? schema.minItems : 0;
      const maxLength = Math.min(typeof schema.maxItems === "number" ? schema.maxItems : 3, minLength + 3);
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map((each) => arbitraryOf(each, world)));
      return fc.array(arbitraryOf(schema.items ?? {}, world), { minLength, maxLength });
    }
    case "object":
      return objectOf(schema, world);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
