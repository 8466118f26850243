import { MAX_VALUE_DEPTH } from "./limits";

/** Any JSON value; what an op may carry. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * True when `value` is plain JSON no deeper than `maxDepth`, with finite numbers only. Total: any
 * input gives an answer, and the walk never goes deeper than the limit.
 */
export function isBoundedJson(value: unknown, maxDepth: number = MAX_VALUE_DEPTH): value is JsonValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || maxDepth <= 0) return false;
  if (Array.isArray(value)) return value.every((item) => isBoundedJson(item, maxDepth - 1));
  return Object.values(value).every((item) => isBoundedJson(item, maxDepth - 1));
}

/**
 * One text for one value: keys sorted, no spaces, `-0` as `0`. Two replicas that hold the same value
 * hash the same bytes whatever order its keys arrived in. Call it on bounded values only.
 */
export function canonicalJson(value: JsonValue): string {
  // As JSON.stringify writes them, at a fraction of its time: most of what an op holds are numbers.
  if (typeof value === "number") return String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

function isJsonArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
