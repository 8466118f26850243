"use client";

import { useEffect, useMemo } from "react";
import type { Edit } from "@/core/room/undo";
import type { SharedScene } from "./use-scene";

/** A slider rests when it has not moved for this long. */
const REST_MS = 500;

/** What a slider does to the scene. */
export interface Slide {
  /** Shows and sends on the way, as a hand that drags does. */
  readonly move: (edit: Edit) => void;
  /** Ends the step of undo where it is. */
  readonly end: () => void;
}

let slides = 0;

/** One step of undo for each time that a slider moves and comes to rest. */
export function useSlide(scene: Pick<SharedScene, "dispatch">): Slide {
  const { slide, drop } = useMemo(() => createSlide(scene), [scene]);
  useEffect(() => drop, [drop]);
  return slide;
}

function createSlide(scene: Pick<SharedScene, "dispatch">): { slide: Slide; drop: () => void } {
  let last: { readonly edit: Edit; readonly group: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const end = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (last) scene.dispatch(last.edit, { group: last.group });
    last = null;
  };
  const move = (edit: Edit): void => {
    if (last && last.edit.register !== edit.register) end();
    const group = last?.group ?? `slide-${(slides += 1)}`;
    last = { edit, group };
    scene.dispatch(edit, { checkpoint: true, group });
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(end, REST_MS);
  };
  return { slide: { move, end }, drop: end };
}
