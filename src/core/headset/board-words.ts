import { BOARD_GLYPHS } from "./glyph-field";

const KNOWN: ReadonlySet<string> = new Set(BOARD_GLYPHS);

/** Whether a headset's boards have letters of their own for all of it. A new line is written as a space. */
export const hasBoardLetters = (text: string): boolean => [...text].every((sign) => KNOWN.has(sign) || sign === "\n");

/**
 * Words that boards have no letters for, in lines of no more than `most`, by how wide each text is: broken between pieces,
 * which are words where the language has any between spaces, and stay whole. A piece that is wider stands alone.
 */
export function linesOf(pieces: readonly string[], widthOf: (text: string) => number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line.trim() !== "" && widthOf((line + piece).trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = "";
    }
    line = line === "" ? piece.trimStart() : line + piece;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}
