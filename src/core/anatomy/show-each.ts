import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { isShown } from "./looks";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import type { ReadRegister } from "./read";

/** How many of several structures show. */
export function shownAmong(model: AnatomyModel, structures: readonly AnatomyStructure[], read: ReadRegister): number {
  return structures.filter((structure) => isShown(model, structure, read)).length;
}

/**
 * Hides several structures where any of them shows, else shows them: those that the model shows at
 * first, or all where it shows none of them. Writes only what changes.
 */
export function toggleEach(model: AnatomyModel, structures: readonly AnatomyStructure[], read: ReadRegister): Edit[] {
  const isAnyShown = shownAmong(model, structures, read) > 0;
  const atFirst = structures.filter(({ hiddenDefault }) => !hiddenDefault);
  const those = isAnyShown ? structures : atFirst.length > 0 ? atFirst : structures;
  return those
    .filter((structure) => isShown(model, structure, read) === isAnyShown)
    .map(({ id }) => ({ register: registers.visible(model.id, id), value: !isAnyShown }));
}
