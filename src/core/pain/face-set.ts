/**
 * Sets of faces of the figure as text: sorted numbers as runs, each the gap before it and its length, both as
 * LEB128 numbers (7 bits a byte, the lowest first), then base64url without padding. One set, one text.
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** Bytes as base64url, without padding. */
function toText(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const group = (a << 16) | (b << 8) | c;
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63] ?? "");
    text += letters.slice(0, Math.min(bytes.length - at, 3) + 1).join("");
  }
  return text;
}

/** Bytes of base64url text; null: it is none. */
export function bytesOfText(text: string): number[] | null {
  const bytes: number[] = [];
  let held = 0, bits = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xfffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return bytes;
}

function pushNumber(bytes: number[], value: number): void {
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return void bytes.push(rest);
    bytes.push((rest & 127) | 128);
  }
}

/** The text of a set of face numbers, in whatever order they come and however often. */
export function encodeFaces(faces: Iterable<number>): string {
  const sorted = [...new Set(faces)].sort((a, b) => a - b);
  const bytes: number[] = [];
  let end = 0;
  for (let at = 0; at < sorted.length; ) {
    const start = sorted[at] ?? 0;
    let length = 1;
    while (sorted[at + length] === start + length) length++;
    pushNumber(bytes, start - end);
    pushNumber(bytes, length);
    end = start + length;
    at += length;
  }
  return toText(bytes);
}

/** The faces of such a text, ascending; null: no such text, or a face that the figure of `count` faces does not have. */
export function decodeFaces(text: string, count: number): number[] | null {
  const bytes = bytesOfText(text);
  if (bytes === null) return null;
  const numbers: number[] = [];
  let value = 0, shift = 0;
  for (const byte of bytes) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (shift > 21 || value > count) return null;
    if (byte < 128) {
      numbers.push(value);
      value = shift = 0;
    }
  }
  if (shift > 0 || numbers.length % 2 !== 0) return null;
  const faces: number[] = [];
  let at = 0;
  for (let run = 0; run < numbers.length; run += 2) {
    const [gap = 0, length = 0] = [numbers[run], numbers[run + 1]];
    // One text for one set: a gap of none between two runs, or a run of none, would be a second way to say it.
    if (length === 0 || (gap === 0 && run > 0) || at + gap + length > count) return null;
    for (let face = at + gap; face < at + gap + length; face++) faces.push(face);
    at += gap + length;
  }
  // Bits of the last letter that belong to no byte are zero.
  return encodeFaces(faces) === text ? faces : null;
}
