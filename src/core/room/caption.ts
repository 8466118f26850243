import type { ByteReader, ByteWriter } from "./bytes";
import { MAX_CAPTION_LENGTH } from "./limits";
import { readText, writeText } from "./op-codec";

/**
 * One line of captions as it stands: whoever reads it needs no earlier state of it, so what is lost or late
 * mends itself with the next.
 */
export interface Caption {
  /** Counts the lines of one page, from 1. */
  readonly line: number;
  readonly text: string;
  /** Nothing more comes to this line. */
  readonly done: boolean;
}

// Line ends, other controls, and marks that turn the direction of what stands beside the line.
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of readable text, no longer than may be sent; never half a character. */
export function captionText(typed: string): string {
  const line = typed.replaceAll(UNSEEN, " ");
  if (line.length <= MAX_CAPTION_LENGTH) return line;
  return line.slice(0, MAX_CAPTION_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/** Writes a line. */
export function writeCaption(out: ByteWriter, { line, text, done }: Caption): void {
  out.varint(line);
  out.byte(done ? 1 : 0);
  writeText(out, captionText(text));
}

/** Reads a line; null for one that no honest page writes. */
export function readCaption(from: ByteReader): Caption | null {
  const line = from.varint();
  const done = from.byte();
  const text = readText(from);
  if (line < 1 || done > 1 || text !== captionText(text)) return null;
  return { line, text, done: done === 1 };
}
