import { registers } from "@/core/room/registers";
import { mayWrite } from "@/core/room/policy";
import type { SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { isBeside, isConditionChoice, type ConditionValue } from "@/core/room/values";
import type { Condition } from "./condition-manifest";
import { hasConditions } from "./conditions";
import { CUT_INDICES, cutsOf, isCutAway, middleOf, setCut } from "./cuts";
import { choose, place, show } from "./intents";
import { isShown } from "./looks";
import { sideOf } from "./look";
import type { AnatomyModel } from "./manifest";
import { findStructure } from "./models";
import type { ReadRegister } from "./read";
import { setOpacity } from "./shades";
import { readTransform, settle, type ModelTransform } from "./transform";
import { subtract, times, turnAbout, turned, turnThen } from "./vector";

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

/** A place of some millimetres is seen at so many times life size; at the second where two have to be in sight. */
const PLACE_SIZE = { alone: 2.2, beside: 1.2 } as const;
/** The part that a place lies in is seen through so far, where it would hide it. */
const AROUND = 0.35;

/** How a model stands so that the place of a condition is in the middle, large, and faces whoever looks from the front. */
function facing(model: Pick<AnatomyModel, "boundsM">, { lookAtM, lookFrom }: Condition, s: number): ModelTransform {
  const middle = middleOf(model);
  const { aroundRad, aboveRad } = sideOf(lookFrom, [0, 0, 0]);
  const q = turnThen(turnAbout([1, 0, 0], aboveRad), turnAbout([0, 1, 0], -aroundRad));
  return settle({ q, s, p: turned(q, times(subtract(middle, lookAtM), s)) });
}

/** Takes away the planes that have cut a place away; others stay as somebody laid them. */
function joinedAt(model: AnatomyModel, read: ReadRegister, { lookAtM }: Condition): Edit[] {
  const at = subtract(lookAtM, middleOf(model));
  const cuts = cutsOf(model, read);
  return CUT_INDICES.filter((index) => isCutAway([cuts[index], null, null], at)).map((index) => setCut(index, null));
}

/**
 * Shows everybody the place of a condition: no cut takes it away, what lies in front of it is hidden, and what it lies in
 * becomes glass, the model is turned to the side from which it is best seen and enlarged about it, and its part is shown
 * and chosen. One step of undo (ANA-424).
 */
export function showPlace(model: AnatomyModel, read: ReadRegister, actor: number, condition: Condition): Edit[] {
  const inFront = condition.hiddenBy.flatMap((id) => findStructure(model, id) ?? []).filter((structure) => isShown(model, structure, read));
  const part = findStructure(model, condition.part);
  const isPair = besideOf(model, read) !== null;
  const size = isPair ? PLACE_SIZE.beside : Math.max(readTransform(read(registers.transform(model.id))).s, PLACE_SIZE.alone);
  return [
    ...joinedAt(model, read, condition),
    ...(part && !isShown(model, part, read) ? show(model, part.id, true) : []),
    ...inFront.flatMap((structure) => (structure === part ? [setOpacity(model, structure, AROUND)] : show(model, structure.id, false))),
    ...place(model, facing(model, condition, size)),
    ...(part ? choose(actor, model, part.id) : []),
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
