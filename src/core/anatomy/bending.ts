import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { isBend } from "@/core/room/values";
import { KNEE_FLEXION } from "./bend-range";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";

/** Whether a model bends: only our own knee is drawn for it. */
export function canBend(model: Pick<AnatomyModel, "id">): boolean {
  return model.id === "knee";
}

/** How far a model is bent, degrees; 0: it is as it was drawn. */
export function bendOf(model: Pick<AnatomyModel, "id">, read: ReadRegister): number {
  const value = read(registers.bend(model.id));
  return canBend(model) && isBend(value) ? value : 0;
}

/** Bends it to an angle, whole degrees; straight is how it was drawn. */
export function bendTo(model: Pick<AnatomyModel, "id">, degrees: number): Edit {
  const to = Math.round(Math.min(KNEE_FLEXION.max, Math.max(KNEE_FLEXION.min, degrees)));
  return { register: registers.bend(model.id), value: to === 0 ? null : to };
}
