import { registers } from "@/core/room/registers";
import { mayWrite } from "@/core/room/policy";
import type { SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { isBeside, isConditionChoice, type ConditionValue } from "@/core/room/values";
import { hasConditions } from "./conditions";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";

/** What may stand beside a model: itself in health, or its mirror image, which is the body's other side. */
export type Beside = "healthy" | "mirror";

/** Which condition and grade a model shows by the scene; null: the healthy organ. */
export function conditionOf(model: Pick<AnatomyModel, "id">, read: ReadRegister): Readonly<ConditionValue> | null {
  const value = read(registers.condition(model.id));
  return hasConditions(model.id) && isConditionChoice(value) ? value : null;
}

/** Shows a condition in a grade, or the healthy organ. What stands beside it stays as far as it still means something. */
export function chooseCondition(model: Pick<AnatomyModel, "id">, read: ReadRegister, choice: Readonly<ConditionValue> | null): Edit[] {
  const isLonely = choice === null && read(registers.beside(model.id)) === "healthy";
  return [
    { register: registers.condition(model.id), value: choice && { id: choice.id, grade: choice.grade } },
    ...(isLonely ? [{ register: registers.beside(model.id), value: null }] : []),
  ];
}

/** On which side of the body a model lies as a whole; null for what lies in the middle or has both sides. */
export function sideOfModel(model: Pick<AnatomyModel, "structures">): "left" | "right" | null {
  const sides = new Set(model.structures.map(({ side }) => side));
  const sided = model.structures.filter(({ side }) => side !== "none").length;
  if (sided * 2 < model.structures.length || (sides.has("left") && sides.has("right"))) return null;
  return sides.has("left") ? "left" : sides.has("right") ? "right" : null;
}

/** What may stand beside a model now. */
export function besidesOf(model: AnatomyModel, read: ReadRegister): readonly Beside[] {
  return [...(conditionOf(model, read) ? (["healthy"] as const) : []), ...(sideOfModel(model) ? (["mirror"] as const) : [])];
}

/** What stands beside a model by the scene; null: nothing, or nothing that there is. */
export function besideOf(model: AnatomyModel, read: ReadRegister): Beside | null {
  const value = read(registers.beside(model.id));
  if (!isBeside(value)) return null;
  return besidesOf(model, read).find((each) => each === value) ?? null;
}

/** Puts something beside a model, or takes it away. */
export function putBeside(model: Pick<AnatomyModel, "id">, beside: Beside | null): Edit {
  return { register: registers.beside(model.id), value: beside };
}

/** Whether there is anything to choose or to compare on a model. */
export function canCompare(model: AnatomyModel): boolean {
  return hasConditions(model.id) || sideOfModel(model) !== null;
}

/** Whether conditions are this person's to choose now: a clinician's, and whoever presents (ANA-420, ROOM-88). */
export function mayChoose(state: SceneState, actor: number): boolean {
  // Of each model alike.
  return mayWrite(state, actor, registers.condition("heart"));
}
