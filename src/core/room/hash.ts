import { canonicalJson } from "./json";
import type { SceneOp } from "./op";

/** A 64-bit hash as two unsigned 32-bit halves. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * 32-bit FNV-1a over UTF-16 units with MurmurHash3's finaliser
 * (http://www.isthe.com/chongo/tech/comp/fnv, https://github.com/aappleby/smhasher). Finds accidents,
 * not attacks.
 */
export function hash32(text: string, seed = 0): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return mix(h);
}

/** Hash of one op: everything that replicas must agree on. */
export function hashOp(op: SceneOp): Hash64 {
  const text = `${op.actor} ${op.seq} ${op.lamport} ${op.register} ${canonicalJson(op.value)}`;
  return { high: hash32(text, 0x9e3779b9), low: hash32(text, 0x7f4a7c15) };
}

/** Sixteen hexadecimal digits. */
export function hashToHex(hash: Hash64): string {
  return hash.high.toString(16).padStart(8, "0") + hash.low.toString(16).padStart(8, "0");
}

/** Short number by which a pose frame names a model or structure, e.g. `heart/left-ventricle`. */
export function nameHash(model: string, structure: string | null = null): number {
  return hash32(structure === null ? model : `${model}/${structure}`);
}
