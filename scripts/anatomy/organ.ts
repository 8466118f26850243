/** What a generator needs to know about an organ. */
import type { Field } from "./field/distance";
import type { V3 } from "./field/vector";
import type { TissueName } from "./shade/tissues";

/** One labelled region of space. Parts are listed from high to low priority; a point belongs to the first that holds it. */
export interface Part {
  /** Structure id, or any name for air. */
  name: string;
  f: Field;
  /** Blood does not darken what lies behind it; air (lumens) is not meshed. */
  kind: "tissue" | "blood" | "air";
  /** Surfaces that meet in sharp rims, such as a vessel's outside, its cut end and its lumen. */
  crisp?: readonly Field[];
  /** Colours change from place to place, so the outer skin needs vertices even where it is flat. */
  mottled?: true;
  /** It is drawn bent as well, so the outer skin needs vertices along it even where it is straight. */
  bends?: true;
  /** It is drawn moved off what it lies on as well, so it must leave no shadow there. */
  leavesNoShadow?: true;
  /** Separate bodies that the part may have; smaller leftovers go to their surroundings. Default 1. */
  bodies?: number;
}

/** Parts that share one grid, and so share the vertices of their common borders. */
export interface PartSet {
  parts: readonly Part[];
  /** Corners of the grid, mm. Nothing may touch its border. */
  box: readonly [V3, V3];
  cellMm: number;
  /** Multiplies a level's error: thin parts need a smaller one. */
  errorFactor: number;
}

/** How a part is coloured beyond its own tissue. */
export interface Coat {
  /** Colours to start from, where they are not the part's own tissue. */
  ground?: TissueName;
  /** Muscle fibre direction. */
  fibre?: (x: number, y: number, z: number) => V3;
  /** A second tissue laid over the first where `depth` (mm) is positive. */
  over?: { tissue: TissueName; depth: Field };
}

export interface Organ {
  name: string;
  /** The first set is the occluder for all. */
  sets: readonly PartSet[];
  tissueOf: (part: string) => TissueName;
  coat: (part: string) => Coat;
}
