import { mayWrite } from "@/core/room/policy";
import { registers } from "@/core/room/registers";
import type { SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { isShown, isXray } from "./looks";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";
import { HOME, isClose, readTransform, type ModelTransform } from "./transform";

/** Puts a model somewhere. */
export function place(model: AnatomyModel, transform: ModelTransform): Edit[] {
  return [{ register: registers.transform(model.id), value: { p: [...transform.p], q: [...transform.q], s: transform.s } }];
}

/** Shows or hides one structure. */
export function show(model: AnatomyModel, structureId: string, isVisible: boolean): Edit[] {
  return [{ register: registers.visible(model.id, structureId), value: isVisible }];
}

/** Shows exactly the given structures; writes only what changes. */
function showOnly(model: AnatomyModel, read: ReadRegister, wanted: (id: string, hiddenDefault: boolean) => boolean): Edit[] {
  return model.structures.flatMap((structure) => {
    const isVisible = wanted(structure.id, structure.hiddenDefault);
    return isShown(model, structure, read) === isVisible ? [] : show(model, structure.id, isVisible);
  });
}

/** Hides all but one structure. */
export function isolate(model: AnatomyModel, read: ReadRegister, structureId: string): Edit[] {
  return showOnly(model, read, (id) => id === structureId);
}

/** The only structure that is shown, or undefined. */
export function isolated(model: AnatomyModel, read: ReadRegister): string | undefined {
  const shown = model.structures.filter((structure) => isShown(model, structure, read));
  return shown.length === 1 ? shown[0]?.id : undefined;
}

/** Shows every structure that the model shows at first, solid as at first. */
export function showAll(model: AnatomyModel, read: ReadRegister): Edit[] {
  const faded = model.structures.filter((s) => typeof read(registers.opacity(model.id, s.id)) === "number");
  return [
    ...showOnly(model, read, (_id, hiddenDefault) => !hiddenDefault),
    ...faded.map((s) => ({ register: registers.opacity(model.id, s.id), value: null })),
  ];
}

/** Switches x-ray on or off. */
export function setXray(model: AnatomyModel, isOn: boolean): Edit[] {
  return [{ register: registers.xray(model.id), value: isOn }];
}

/** Back to how the model stood and looked at first: whole, together and in its own colours. Writes only what changes. */
export function reset(model: AnatomyModel, read: ReadRegister): Edit[] {
  const isHome = isClose(readTransform(read(registers.transform(model.id))), HOME);
  const opened = [registers.cut(0), registers.cut(1), registers.cut(2), registers.explode(model.id), registers.beat(model.id), registers.bend(model.id), registers.condition(model.id), registers.beside(model.id), ...model.structures.map(({ id }) => registers.colour(model.id, id))];
  return [
    ...(isHome ? [] : place(model, HOME)),
    ...showAll(model, read),
    ...(isXray(model, read) ? setXray(model, false) : []),
    ...opened.filter((register) => read(register) != null).map((register) => ({ register, value: null })),
  ];
}

/** The same as far as it is this person's to do: a condition stays where it is not theirs to choose (ROOM-88). */
export function resetBy(model: AnatomyModel, scene: { readonly state: SceneState; readonly actor: number; readonly get: ReadRegister }): Edit[] {
  return reset(model, (register) => scene.get(register)).filter(({ register }) => mayWrite(scene.state, scene.actor, register));
}

/** Chooses a structure, or nothing. */
export function choose(actor: number, model: AnatomyModel, structureId: string | null): Edit[] {
  return [{ register: registers.selection(actor), value: structureId === null ? null : { model: model.id, structure: structureId } }];
}
