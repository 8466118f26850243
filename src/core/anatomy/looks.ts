import { registers } from "@/core/room/registers";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import type { ReadRegister } from "./read";

/** How one structure is drawn now. */
export interface StructureLook {
  readonly id: string;
  readonly isVisible: boolean;
  /** `solid` hides what is behind; `faded` keeps its colour; `xray` is glass. */
  readonly style: "solid" | "faded" | "xray";
  /** 0 to 1; matters when faded. */
  readonly opacity: number;
  /** The colour that somebody gave it, `#rrggbb`; null: its own. */
  readonly colour: string | null;
}

/** Opacity of a structure that the manifest says is not opaque at first. */
const FADED_OPACITY = 0.35;
const GLASS_GROUPS: ReadonlySet<AnatomyStructure["group"]> = new Set(["chambers", "vessels", "walls", "parts"]);

/** Whether a structure is shown: its register, else the manifest. */
export function isShown(model: AnatomyModel, structure: AnatomyStructure, read: ReadRegister): boolean {
  const value = read(registers.visible(model.id, structure.id));
  return typeof value === "boolean" ? value : !structure.hiddenDefault;
}

/** Opacity of a structure, 0 to 1: its register, else the manifest. */
export function opacityOf(model: AnatomyModel, structure: AnatomyStructure, read: ReadRegister): number {
  const value = read(registers.opacity(model.id, structure.id));
  if (typeof value === "number" && Number.isFinite(value)) return Math.min(1, Math.max(0, value));
  return structure.opaqueDefault ? 1 : FADED_OPACITY;
}

/** Whether the model is seen through. */
export function isXray(model: AnatomyModel, read: ReadRegister): boolean {
  return read(registers.xray(model.id)) === true;
}

/** How a model is drawn whose inside is not here yet: as nobody has touched it but for colours (ANA-652). */
export function closedLooksOf(model: AnatomyModel, read: ReadRegister): StructureLook[] {
  const colours = new Set(model.structures.map(({ id }) => registers.colour(model.id, id) as string));
  return looksOf(model, (register) => (colours.has(register) ? read(register) : null), new Set());
}

/**
 * How every structure of a model is drawn. Under x-ray the outer parts become glass; what lies
 * inside and what anybody has chosen stays solid.
 */
export function looksOf(model: AnatomyModel, read: ReadRegister, chosen: ReadonlySet<string>): StructureLook[] {
  const xray = isXray(model, read);
  return model.structures.map((structure) => {
    const opacity = opacityOf(model, structure, read);
    const glass = xray && GLASS_GROUPS.has(structure.group) && !chosen.has(structure.id);
    const style = glass ? "xray" : opacity < 1 ? "faded" : "solid";
    const given = read(registers.colour(model.id, structure.id));
    return { id: structure.id, isVisible: isShown(model, structure, read), style, opacity, colour: typeof given === "string" ? given : null };
  });
}
