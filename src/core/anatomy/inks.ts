/** How a stroke's line is broken, so that inks can be told apart without their colour. */
export type InkLine = "solid" | "dashes" | "dots" | "dash-dot";

/** A pen. */
export interface Ink {
  readonly id: "white" | "blue" | "yellow" | "violet";
  /** What a stroke's register holds. */
  readonly colour: string;
  readonly line: InkLine;
  /** What it is drawn with, where that is another: light enough beside its dark casing to be found on dark tissue. */
  readonly tone?: string;
}

/** The pens there are (look.md §7, dark series): each with its own line. */
export const INKS: readonly Ink[] = [
  { id: "white", colour: "#f1ecda", line: "solid" },
  { id: "blue", colour: "#7fb4e6", line: "dashes" },
  { id: "yellow", colour: "#d29b2d", line: "dots" },
  { id: "violet", colour: "#7a57db", line: "dash-dot", tone: "#b39bff" },
];

/** The first pen, and the one that an unknown colour is drawn with. */
export const FIRST_INK: Ink = { id: "white", colour: "#f1ecda", line: "solid" };

/** The pen of a stroke; a colour that no pen has keeps its colour, drawn solid. */
export function inkOf(colour: string): Ink {
  return INKS.find((ink) => ink.colour === colour) ?? { ...FIRST_INK, colour };
}

/** The colour that a stroke is drawn with. */
export function toneOf(colour: string): string {
  const ink = inkOf(colour);
  return ink.tone ?? ink.colour;
}

/** Lengths of line and gap in turn, in widths of the line; none where it is unbroken. */
const RHYTHM: Readonly<Record<InkLine, readonly number[]>> = { solid: [], dashes: [4, 2.5], dots: [0.6, 2], "dash-dot": [5, 2.2, 0.6, 2.2] };

/** Where a pen's line is broken: lengths of line and gap in turn, metres. Empty: nowhere. */
export function rhythmOf(ink: Pick<Ink, "line">, widthM: number): readonly number[] {
  return RHYTHM[ink.line].map((length) => length * widthM);
}
