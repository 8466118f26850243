import { jsonProblem } from "@/core/kit/json-limits";
import { MODEL_LIMITS, refuse } from "./limits";

/** A description as it was parsed: nothing in it is believed until it was looked at. */
export type Json = Readonly<Record<string, unknown>>;

/** Extensions that a model may need. What they add to its look is left out; the packing of its numbers is undone. */
const KNOWN_EXTENSIONS = /^(EXT_meshopt_compression|KHR_mesh_quantization|KHR_texture_transform|EXT_texture_webp|KHR_lights_punctual|KHR_materials_[a-z_]{1,40})$/;
const MOST_EXTENSIONS = 50;

/** An object, or a refusal. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : refuse("description");
}

/** The object of a key, empty where there is none. */
export function inner(of: Json, key: string): Json {
  const value = of[key];
  return value === undefined ? {} : object(value);
}

/** The objects in the list of a key, none where there is no such list. */
export function list(of: Json, key: string, most: number): readonly Json[] {
  const value = of[key];
  if (value === undefined) return [];
  if (!Array.isArray(value)) return refuse("description");
  return value.length > most ? refuse("description") : value.map(object);
}

/** A whole number of a key, at least 0. */
export function whole(of: Json, key: string, absent?: number): number {
  const value = of[key] ?? absent;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : refuse("description");
}

/** So many finite numbers of a key, or `absent`. */
export function numbers<T extends readonly number[]>(of: Json, key: string, absent: T): T {
  const value = of[key];
  if (value === undefined) return absent;
  if (!Array.isArray(value) || value.length !== absent.length) return refuse("description");
  return value.every((each) => typeof each === "number" && Number.isFinite(each)) ? (value as unknown as T) : refuse("not_numbers");
}

/** Whole numbers in the list of a key. */
export function indices(of: Json, key: string): readonly number[] {
  const value = of[key];
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MODEL_LIMITS.nodes) return refuse(Array.isArray(value) ? "too_many_nodes" : "description");
  return value.every((each) => Number.isSafeInteger(each) && each >= 0) ? (value as number[]) : refuse("description");
}

/** A short text of a key; empty where there is none. */
export function text(of: Json, key: string): string {
  const value = of[key];
  return typeof value === "string" ? value.slice(0, 200) : "";
}

/** What extensions the description says it can't be shown without. */
function checkExtensions(root: Json): void {
  const needed = root.extensionsRequired;
  if (needed === undefined) return;
  if (!Array.isArray(needed) || needed.length > MOST_EXTENSIONS) refuse("description");
  for (const name of needed as unknown[]) {
    if (name === "KHR_draco_mesh_compression") refuse("packed");
    if (typeof name !== "string" || !KNOWN_EXTENSIONS.test(name)) refuse("needs_extension");
  }
}

/** Nothing may be fetched: a GLB holds all that it needs. */
function checkSources(root: Json): void {
  for (const key of ["buffers", "images"]) {
    for (const each of list(root, key, MODEL_LIMITS.nodes)) if (each.uri !== undefined) refuse("refers_out");
  }
}

/**
 * Parses the description of a GLB: bounded before it is parsed, valid UTF-8, glTF 2.0, needing nothing that we don't
 * know and nothing from elsewhere.
 */
export function parseDescription(bytes: Uint8Array): Json {
  if (bytes.length > MODEL_LIMITS.jsonBytes) refuse("description");
  let root: Json;
  try {
    const said = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (jsonProblem(said, { maxDepth: MODEL_LIMITS.jsonDepth, maxKeys: MODEL_LIMITS.jsonKeys }) !== null) return refuse("description");
    root = object(JSON.parse(said));
  } catch {
    // No text, or no JSON: told to whoever brought it.
    return refuse("description");
  }
  const { version, minVersion } = inner(root, "asset");
  if (version !== "2.0" || (minVersion !== undefined && minVersion !== "2.0")) refuse("version");
  checkExtensions(root);
  checkSources(root);
  return root;
}
