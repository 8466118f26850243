import type { CutIndex } from "./cuts";
import type { Bulk, Slice } from "./sectioner";

/** What is open beside the picture: the planes that cut, how far the parts stand apart, how the model moves, or what it has. */
export type InsideView = "cut" | "apart" | "motion" | "condition";

/** How panels ask about the shape of a model that is loaded. */
export interface ShapeControl {
  /** Where a structure's bulk lies, in the frame of the model's middle. */
  readonly bulkOf: (structureId: string) => Bulk | undefined;
  /** Turns this person's own camera to look straight at a cut; absent where there is no picture. */
  readonly face?: (index: CutIndex) => void;
}

/** What the page around the scene says about cutting a model open, and hears of it. */
export interface Cutting {
  /** What is open; null: nothing, and no handle is shown. */
  readonly view: InsideView | null;
  readonly toggle: (view: InsideView) => void;
  /** The plane that handle, sliders and flat picture are about. */
  readonly index: CutIndex;
  readonly pick: (index: CutIndex) => void;
  /** The shape of the model, once it is loaded and what is open asks for it. */
  readonly shape: ShapeControl | null;
  /** Hears of the flat picture of that plane; null where it cuts nothing. */
  readonly onSlice: (slice: Slice | null) => void;
  readonly onShape: (shape: ShapeControl | null) => void;
}
