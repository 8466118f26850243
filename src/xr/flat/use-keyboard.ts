"use client";

import { useEffect, useRef, type KeyboardEvent } from "react";
import { reset } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { keyAction } from "./key-gestures";

/** Keys that follow each other within this time are one step of undo. */
const REST_MS = 400;

/** Handles keys on the focused scene. */
export function useKeyboard(
  stage: StageHandle | null,
  scene: SharedScene,
  model: AnatomyModel,
  onTouched: (() => void) | undefined,
): (event: KeyboardEvent) => void {
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (rest.current === null) return;
      clearTimeout(rest.current);
      rest.current = null;
      stage?.hand.end();
    },
    [stage],
  );
  return (event) => {
    if (!stage) return;
    const { hand } = stage;
    const action = keyAction(event, hand.now, stage.flat.axes());
    if (!action) return;
    event.preventDefault();
    onTouched?.();
    if (rest.current !== null) clearTimeout(rest.current);
    const end = (): void => {
      rest.current = null;
      hand.end();
    };
    if (action.kind === "place") {
      if (!hand.begin()) return;
      hand.move(action.transform);
      rest.current = setTimeout(end, REST_MS);
      return;
    }
    end();
    if (action.kind === "drop") hand.choose(null);
    else scene.dispatch(reset(model, (register) => scene.get(register)));
  };
}
