import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { isColour } from "@/core/room/values";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import type { ReadRegister } from "./read";

/** How a shade is told from the others without its colour. */
export type ShadePattern = "stripes" | "dots" | "cross" | "rings" | "bars" | "checks";

/** A colour that a structure may get instead of its tissue's own. */
export interface Shade {
  readonly id: "blue" | "green" | "yellow" | "orange" | "violet" | "white";
  /** What the register holds. */
  readonly colour: string;
  readonly pattern: ShadePattern;
}

/** The shades there are: apart in lightness as well as in hue, and each with its own pattern wherever it is listed. */
export const SHADES: readonly Shade[] = [
  { id: "blue", colour: "#3f7fd6", pattern: "stripes" },
  { id: "green", colour: "#1f9d76", pattern: "dots" },
  { id: "yellow", colour: "#e8c12e", pattern: "cross" },
  { id: "orange", colour: "#e07b1f", pattern: "rings" },
  { id: "violet", colour: "#8d6be0", pattern: "bars" },
  { id: "white", colour: "#f2efe6", pattern: "checks" },
];

/** The colour that a structure was given, or null. */
export function givenColour(model: AnatomyModel, structureId: string, read: ReadRegister): string | null {
  const value = read(registers.colour(model.id, structureId));
  return isColour(value) ? value : null;
}

/** The shade of a colour; another page may know shades that this one does not. */
export function shadeOf(colour: string | null): Shade | null {
  return SHADES.find((shade) => shade.colour === colour) ?? null;
}

/** Gives a structure a colour, or its own back. */
export function setColour(model: AnatomyModel, structureId: string, colour: string | null): Edit {
  return { register: registers.colour(model.id, structureId), value: colour };
}

/** Least opacity that a hand can choose: what can't be seen is hidden, and says so in the list. */
export const LEAST_OPACITY = 0.1;

/** Makes a structure as solid as `share` (0.1 to 1) says. */
export function setOpacity(model: AnatomyModel, structure: AnatomyStructure, share: number): Edit {
  const within = Math.min(1, Math.max(LEAST_OPACITY, share));
  const isOwn = structure.opaqueDefault && within === 1;
  return { register: registers.opacity(model.id, structure.id), value: isOwn ? null : within };
}

/** The colour of a tissue where it is cut: its own, deeper. `#rrggbb`. */
export function cutColour(colour: string): string {
  const deeper = [1, 3, 5].map((i) => Math.round(255 * Math.pow(parseInt(colour.slice(i, i + 2), 16) / 255, 1.35)));
  return `#${deeper.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
