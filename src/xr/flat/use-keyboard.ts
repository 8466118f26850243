"use client";

import { useEffect, type RefObject } from "react";
import { resetBy } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { keyAction } from "./key-gestures";

/** Keys that follow each other within this time are one step of undo. */
const REST_MS = 400;

/** Listens to keys while the scene has the focus. */
export function useKeyboard(
  surface: RefObject<HTMLElement | null>,
  stage: StageHandle | null,
  scene: SharedScene,
  model: AnatomyModel,
  onTouched: (() => void) | undefined,
): void {
  useEffect(() => {
    const element = surface.current;
    if (!element || !stage) return undefined;
    const { hand, flat } = stage;
    let rest: ReturnType<typeof setTimeout> | null = null;
    const end = (): void => {
      if (rest !== null) clearTimeout(rest);
      rest = null;
      hand.end();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = keyAction(event, hand.now, flat.axes());
      if (!action) return;
      event.preventDefault();
      onTouched?.();
      if (action.kind === "place") {
        if (!hand.begin()) return;
        hand.move(action.transform);
        if (rest !== null) clearTimeout(rest);
        rest = setTimeout(end, REST_MS);
        return;
      }
      end();
      if (action.kind === "drop") hand.choose(null);
      else scene.dispatch(resetBy(model, scene));
    };
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("keydown", onKeyDown);
      if (rest !== null) end();
    };
  }, [surface, stage, scene, model, onTouched]);
}
