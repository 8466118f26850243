"use client";

import { useEffect, useState } from "react";
import { isOpened } from "@/core/anatomy/inside";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readSelection } from "@/core/anatomy/read";
import { registers } from "@/core/room/registers";
import type { ScenePerson } from "../people/person";
import type { SharedScene } from "../stage/stage-view";

function isOpenedNow(scene: SharedScene, model: AnatomyModel, people: readonly ScenePerson[]): boolean {
  const isChosen = people.some(({ actor }) => readSelection(scene.get(registers.selection(actor)))?.model === model.id);
  return isOpened(model, (register) => scene.get(register), isChosen);
}

/** Whether more of a model was ever to be shown than is seen of it whole, while this page looked on: from then on it is all here. */
export function useOpened(scene: SharedScene, model: AnatomyModel, people: readonly ScenePerson[]): boolean {
  const [opened, setOpened] = useState<AnatomyModel | null>(() => (isOpenedNow(scene, model, people) ? model : null));
  const isDone = opened === model;
  useEffect(() => {
    if (isDone) return undefined;
    const look = (): void => {
      if (isOpenedNow(scene, model, people)) setOpened(model);
    };
    look();
    return scene.subscribe("*", look);
  }, [scene, model, people, isDone]);
  return isDone;
}
