import { viewOf } from "@/core/files/byte-walk";
import { MODEL_LIMITS, refuse, type ReadModel, type ReadPart } from "./limits";

const HEAD = 84;
const FACET = 50;
/** Longest word that belongs into the text form. */
const MAX_WORD = 64;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/;

/** Three vertices a triangle, in order: what a file without an index says. */
function partOf(position: Float32Array): ReadPart {
  return { name: "", position, index: Uint32Array.from({ length: position.length / 3 }, (_none, at) => at), colour: null };
}

/** The binary form: 80 bytes of anything, the number of triangles, and 50 bytes each (3D Systems, 1989). */
function readBinary(bytes: Uint8Array, triangles: number): ReadModel {
  if (triangles > MODEL_LIMITS.triangles) refuse("too_many_triangles");
  const view = viewOf(bytes);
  const position = new Float32Array(triangles * 9);
  for (let facet = 0; facet < triangles; facet += 1) {
    // Its stated normal is passed over: the corners say it better.
    const from = HEAD + facet * FACET + 12;
    for (let at = 0; at < 9; at += 1) {
      const value = view.getFloat32(from + at * 4, true);
      if (!Number.isFinite(value)) refuse("not_numbers");
      position[facet * 9 + at] = value;
    }
  }
  return { parts: triangles === 0 ? refuse("no_triangles") : [partOf(position)], dropped: hasWords(bytes) ? ["words"] : [] };
}

const hasWords = (bytes: Uint8Array): boolean => bytes.subarray(0, 80).some((byte) => byte > 32);

const isSpace = (byte: number | undefined): boolean => byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);

/** Words of the text form, one by one, without making one text of it all. */
class Words {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The next word in lower case; empty at the end. */
  next(): string {
    const { bytes } = this;
    while (isSpace(bytes[this.#at])) this.#at += 1;
    const from = this.#at;
    while (this.#at < bytes.length && !isSpace(bytes[this.#at])) this.#at += 1;
    if (this.#at - from > MAX_WORD) refuse("broken");
    let word = "";
    for (let at = from; at < this.#at; at += 1) word += String.fromCharCode(bytes[at] ?? 0);
    return word.toLowerCase();
  }

  expect(...words: readonly string[]): void {
    for (const word of words) {
      const found = this.next();
      if (found !== word) refuse(found === "" ? "cut_off" : "broken");
    }
  }

  number(): number {
    const word = this.next();
    if (word === "") refuse("cut_off");
    if (/^[+-]?(nan|inf)/.test(word)) refuse("not_numbers");
    if (!NUMBER.test(word)) refuse("broken");
    const value = Math.fround(Number(word));
    return Number.isFinite(value) ? value : refuse("not_numbers");
  }

  /** Passes over the rest of the line, which may say anything; whether it said something. */
  passLine(): boolean {
    const from = this.#at;
    while (this.#at < this.bytes.length && this.bytes[this.#at] !== 10 && this.bytes[this.#at] !== 13) this.#at += 1;
    return this.bytes.subarray(from, this.#at).some((byte) => byte > 32);
  }
}

/** Numbers in a list that grows. */
class Corners {
  #held = new Float32Array(9 * 1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#held.length) {
      const larger = new Float32Array(this.#length * 2);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[this.#length] = value;
    this.#length += 1;
  }

  take(): Float32Array {
    const taken = this.#held.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

/** The text form: `solid`, facets of three vertices, `endsolid`; each solid a part. */
function readText(bytes: Uint8Array): ReadModel {
  const words = new Words(bytes);
  const corners = new Corners();
  const parts: ReadPart[] = [];
  let [triangles, hasName] = [0, false];
  words.expect("solid");
  for (;;) {
    hasName = words.passLine() || hasName;
    let word = words.next();
    for (; word === "facet"; word = words.next()) {
      triangles += 1;
      if (triangles > MODEL_LIMITS.triangles) refuse("too_many_triangles");
      words.expect("normal");
      // A stated normal that is no number is a bad export and no harm: it is passed over.
      for (let n = 0; n < 3; n += 1) if (words.next() === "") refuse("cut_off");
      words.expect("outer", "loop");
      for (let vertex = 0; vertex < 3; vertex += 1) {
        words.expect("vertex");
        for (let axis = 0; axis < 3; axis += 1) corners.push(words.number());
      }
      words.expect("endloop", "endfacet");
    }
    if (word !== "endsolid") refuse(word === "" ? "cut_off" : "broken");
    hasName = words.passLine() || hasName;
    const position = corners.take();
    if (position.length > 0) parts.push(partOf(position));
    if (parts.length > MODEL_LIMITS.parts) refuse("too_many_parts");
    const more = words.next();
    if (more === "") break;
    if (more !== "solid") refuse("broken");
  }
  if (parts.length === 0) refuse("no_triangles");
  return { parts, dropped: hasName ? ["words"] : [] };
}

/**
 * Reads an STL, whichever form it has: its length tells the binary one, also where that begins with `solid`.
 *
 * @throws ModelRefusal for what is not taken
 */
export function readStl(bytes: Uint8Array): ReadModel {
  const triangles = bytes.length >= HEAD ? viewOf(bytes).getUint32(80, true) : -1;
  if (bytes.length === HEAD + FACET * triangles) return readBinary(bytes, triangles);
  const begins = String.fromCharCode(...bytes.subarray(0, 5)).toLowerCase();
  return begins === "solid" ? readText(bytes) : refuse(bytes.length < HEAD + FACET * triangles || triangles < 0 ? "cut_off" : "broken");
}
