import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import type { ReadRegister } from "./read";

const CUTS = [registers.cut(0), registers.cut(1), registers.cut(2)] as const;

/**
 * Shows another model to all; null: the one that is there without anybody choosing. Planes were laid through the one
 * that goes and mean nothing in the one that comes, which is shown whole. All of it is one step of undo (ANA-109).
 */
export function chooseModel(modelId: string | null, read: ReadRegister): Edit[] {
  const chosen: Edit = { register: registers.model, value: modelId };
  if ((read(registers.model) ?? null) === modelId) return [chosen];
  return [chosen, ...CUTS.filter((register) => (read(register) ?? null) !== null).map((register): Edit => ({ register, value: null }))];
}
