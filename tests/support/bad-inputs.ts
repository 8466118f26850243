import { resolveRef, typesOf, type JsonSchema } from "./json-schema";

/** An input that its operation must refuse, and what is wrong with it. */
export interface BadInput {
  readonly what: string;
  readonly input: unknown;
}

type Path = readonly (string | number)[];

/** A place in an input, with what its schema says. */
interface Place {
  readonly path: Path;
  readonly schema: JsonSchema;
}

/** Every place that a schema names, as far as it is not a choice of shapes. */
export function placesOf(given: JsonSchema, document: unknown, path: Path = []): readonly Place[] {
  const schema = resolveRef(given, document);
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, each]) => placesOf(each, document, [...path, key]));
  const items = schema.items === undefined ? [] : placesOf(schema.items, document, [...path, 0]);
  return [...(path.length === 0 ? [] : [{ path, schema }]), ...inner, ...items];
}

/** A copy with another value at a place; what is missing on the way there is made. */
export function withAt(input: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value;
  if (typeof head === "number") {
    const list = Array.isArray(input) ? [...(input as unknown[])] : [];
    list[head] = withAt(list[head], rest, value);
    return list;
  }
  const object = typeof input === "object" && input !== null && !Array.isArray(input) ? (input as Record<string, unknown>) : {};
  return { ...object, [head]: withAt(object[head], rest, value) };
}

const VALUE_OF_TYPE: Readonly<Record<string, unknown>> = { string: "\u{1f600} neither", number: 12.5, boolean: true, object: { a: 1 }, array: [[]], null: null };

/** For every place of an input a value of each type that its schema doesn't take, `most` of them at most. */
export function wrongTypes(schema: JsonSchema, document: unknown, good: unknown, most = 3): readonly BadInput[] {
  return placesOf(schema, document).flatMap(({ path, schema: of }) => {
    const types = typesOf(of, document);
    if (types === null) return [];
    const wrong = Object.entries(VALUE_OF_TYPE).filter(([type]) => !types.has(type));
    return wrong.slice(0, most).map(([type, value]) => ({ what: `${path.join(".")} is ${type}`, input: withAt(good, path, value) }));
  });
}

/** Text that no field takes. */
export const IMPOSSIBLE_TEXTS = ["a\u0000b", "a\ud800b", "\u202egnp.exe", "a\u001b[31mb", "a\uffffb"];

/** Text that is odd but text: taken or refused, never a failure, never more than text. */
export const ODD_TEXTS = [
  "\u0410mir\u0430 Haddad",
  "zero\u200bwidth\ufeff",
  "Z\u0351\u0352\u0353\u0354\u0355\u0356algo",
  "a\r\nBcc: everybody@evil.example\r\n\r\nhello",
  '<a href="https://evil.example/x">press</a>',
  "https://evil.example/x",
  "'; drop table patient; --",
  "{{constructor}} ${7*7} %s %n",
  "=HYPERLINK(\"https://evil.example\")",
  "𝕬".repeat(70),
];

/** Each text at each place of an input that takes text. */
export function textsAt(schema: JsonSchema, document: unknown, good: unknown, texts: readonly string[]): readonly BadInput[] {
  const places = placesOf(schema, document).filter(({ schema: of }) => typesOf(of, document)?.has("string") ?? false);
  return places.flatMap(({ path }) => texts.map((text) => ({ what: `${path.join(".")} is ${JSON.stringify(text)}`, input: withAt(good, path, text) })));
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

/** Bodies that no operation takes, whatever it asks for, with the codes that say so. */
export const BAD_BODIES: readonly { readonly what: string; readonly text: string; readonly codes: readonly string[] }[] = [
  { what: "nothing", text: "", codes: ["kit.not_json"] },
  { what: "half of an object", text: '{"a":', codes: ["kit.not_json"] },
  { what: "text", text: '"rubbish"', codes: ["kit.invalid_input"] },
  { what: "null", text: "null", codes: ["kit.invalid_input"] },
  { what: "a list", text: "[]", codes: ["kit.invalid_input"] },
  { what: "a number", text: "1e999", codes: ["kit.invalid_input"] },
  { what: "a thousand levels", text: nested(1_000), codes: ["kit.json_shape"] },
  { what: "a thousand levels of lists", text: "[".repeat(1_000) + "]".repeat(1_000), codes: ["kit.json_shape"] },
  { what: "a key twice", text: '{"a":1,"a":2}', codes: ["kit.json_shape"] },
  { what: "a key twice, once escaped", text: '{"a":1,"\\u0061":2}', codes: ["kit.json_shape"] },
  { what: "a prototype", text: '{"__proto__":{"isAdmin":true}}', codes: ["kit.json_shape"] },
  { what: "a hidden prototype", text: '{"\\u005f_proto__":{"isAdmin":true}}', codes: ["kit.json_shape"] },
  { what: "a list of 100,000", text: JSON.stringify(Array.from({ length: 100_000 }, () => 0)), codes: ["kit.too_large", "kit.invalid_input"] },
  { what: "a megabyte of text", text: JSON.stringify("x".repeat(1_000_000)), codes: ["kit.too_large", "kit.invalid_input"] },
  { what: "NUL", text: '"\\u0000"', codes: ["kit.text_impossible"] },
];
