import { registers } from "@/core/room/registers";
import { cutsOf, isCutOpen } from "./cuts";
import { isShown, isXray, opacityOf } from "./looks";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";

/** Parts that move may part. */
const MOVING = [registers.explode, registers.beat, registers.bend] as const;

/**
 * Whether the scene shows, or is about to show, more of a model than can be seen of it while it is whole (ANA-651).
 * `isChosen`: somebody has chosen one of its parts, which is the first step to whatever is done with a part.
 */
export function isOpened(model: AnatomyModel, read: ReadRegister, isChosen: boolean): boolean {
  return (
    isChosen ||
    isXray(model, read) ||
    isCutOpen(cutsOf(model, read)) ||
    MOVING.some((register) => (read(register(model.id)) ?? null) !== null) ||
    model.structures.some((structure) => isShown(model, structure, read) === structure.hiddenDefault || (structure.opaqueDefault && opacityOf(model, structure, read) < 1))
  );
}
