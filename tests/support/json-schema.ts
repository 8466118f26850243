/** A JSON Schema as the interface's description uses it (the parts of 2020-12 that it has). */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly $ref?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Follows a reference within a document. */
export function resolveRef(schema: JsonSchema, document: unknown): JsonSchema {
  if (schema.$ref === undefined) return schema;
  let found: unknown = document;
  for (const part of schema.$ref.replace(/^#\/?/, "").split("/").filter((each) => each !== "")) found = isRecord(found) ? found[part] : undefined;
  if (!isRecord(found)) throw new Error(`nothing stands at ${schema.$ref}`);
  return resolveRef(found, document);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function hasType(value: unknown, type: string): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

/**
 * What is wrong with a value by a schema: the path and the rule, or null. An independent and small
 * reading of the standard, so that the description is judged by something else than what made it.
 */
export function mismatch(value: unknown, given: JsonSchema, document: unknown, path = "$"): string | null {
  const schema = resolveRef(given, document);
  const { type } = schema;
  if (type !== undefined && ![type].flat().some((each) => hasType(value, each as string))) return `${path}: is ${typeOf(value)}, not ${String(type)}`;
  if ("const" in schema && JSON.stringify(schema.const) !== JSON.stringify(value)) return `${path}: not ${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined && !schema.enum.some((each) => each === value)) return `${path}: not one of the list`;
  return boundMismatch(value, schema, path) ?? partsMismatch(value, schema, document, path) ?? choiceMismatch(value, schema, document, path);
}

function boundMismatch(value: unknown, schema: JsonSchema, path: string): string | null {
  const limit = (name: string, of: number, isLow: boolean, strict = false): string | null => {
    const bound = schema[name];
    if (typeof bound !== "number") return null;
    const fits = isLow ? of > bound || (!strict && of === bound) : of < bound || (!strict && of === bound);
    return fits ? null : `${path}: breaks ${name} ${bound}`;
  };
  if (typeof value === "string") {
    const isOff = schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value);
    return (isOff ? `${path}: breaks its pattern` : null) ?? limit("minLength", [...value].length, true) ?? limit("maxLength", [...value].length, false);
  }
  if (typeof value === "number") {
    return limit("minimum", value, true) ?? limit("maximum", value, false) ?? limit("exclusiveMinimum", value, true, true) ?? limit("exclusiveMaximum", value, false, true);
  }
  return Array.isArray(value) ? (limit("minItems", value.length, true) ?? limit("maxItems", value.length, false)) : null;
}

function partsMismatch(value: unknown, schema: JsonSchema, document: unknown, path: string): string | null {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const of = schema.prefixItems?.[index] ?? schema.items;
      const wrong = of === undefined ? null : mismatch(item, of, document, `${path}[${index}]`);
      if (wrong !== null) return wrong;
    }
  }
  if (!isRecord(value)) return null;
  const missing = schema.required?.find((key) => !(key in value));
  if (missing !== undefined) return `${path}.${missing}: missing`;
  for (const [key, inner] of Object.entries(value)) {
    const known = schema.properties?.[key];
    const of = known ?? (isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined);
    if (known === undefined && schema.additionalProperties === false) return `${path}.${key}: not described`;
    const wrong = of === undefined ? null : mismatch(inner, of, document, `${path}.${key}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function choiceMismatch(value: unknown, schema: JsonSchema, document: unknown, path: string): string | null {
  const all = (schema.allOf ?? []).map((each) => mismatch(value, each, document, path)).find((each) => each !== null);
  if (all !== undefined) return all;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices === undefined) return null;
  const wrongs = choices.map((each) => mismatch(value, each, document, path));
  return wrongs.includes(null) ? null : `${path}: fits none of its choices (${wrongs.join("; ")})`;
}

/** JSON types that a schema lets through; null where it says nothing about types. */
export function typesOf(given: JsonSchema, document: unknown): ReadonlySet<string> | null {
  const schema = resolveRef(given, document);
  if ("const" in schema) return new Set([typeOf(schema.const)]);
  if (schema.enum !== undefined) return new Set(schema.enum.map(typeOf));
  if (schema.type !== undefined) return new Set([schema.type].flat() as string[]);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices === undefined) return null;
  const sets = choices.map((each) => typesOf(each, document));
  return sets.includes(null) ? null : new Set(sets.flatMap((each) => [...(each ?? [])]));
}
