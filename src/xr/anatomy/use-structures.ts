"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { DetailLevel } from "@/core/anatomy/governor";
import { modelFile } from "@/core/anatomy/models";
import { bringModel, type ModelArrival, type StructuresState } from "./model-arrival";

interface Loaded {
  readonly of: { readonly model: AnatomyModel; readonly epoch: number };
  readonly state: StructuresState;
}

const START: StructuresState = { kind: "loading", share: 0 };

const isWhole = (state: StructuresState): boolean => state.kind === "ready" && state.inside.kind === "here";

/**
 * Loads and unpacks a model once for the canvas that shows it, its inside once it `isOpened`; `retry` starts again after a
 * fault. Another level takes the place of the one before when it is here, and leaves it there when it does not come.
 */
export function useStructures(model: AnatomyModel, level: DetailLevel, epoch: number, isOpened: boolean): { state: StructuresState; retry: () => void } {
  const [{ of, state }, setLoaded] = useState<Loaded>({ of: { model, epoch }, state: START });
  const [attempt, setAttempt] = useState(0);
  const arrival = useRef<ModelArrival | null>(null);
  const opened = useRef(isOpened);
  // A model that lacks a level is not loaded again for it.
  const file = modelFile(model, level);
  useEffect(() => {
    opened.current = isOpened;
    if (isOpened) arrival.current?.open();
  }, [isOpened]);
  useEffect(() => {
    const setState = (next: StructuresState): void =>
      setLoaded((now) => {
        const isThere = now.of.model === model && now.of.epoch === epoch && now.state.kind === "ready";
        // What is drawn whole is not closed again while another level of it comes.
        const isLess = next.kind !== "ready" || (isThere && isWhole(now.state) && !isWhole(next));
        return isThere && isLess ? now : { of: { model, epoch }, state: next };
      });
    const own = bringModel(model, file, opened.current, setState);
    arrival.current = own;
    return () => {
      own.stop();
      if (arrival.current === own) arrival.current = null;
    };
  }, [model, file, attempt, epoch]);
  const isInsideMissing = state.kind === "ready" && state.inside.kind === "failed";
  const retry = useCallback(() => {
    if (isInsideMissing) {
      arrival.current?.retryInside();
      return;
    }
    setLoaded((now) => ({ ...now, state: START }));
    setAttempt((n) => n + 1);
  }, [isInsideMissing]);
  // What is known of another model, or of one that the graphics card dropped, says nothing of this one.
  return { state: of.model === model && of.epoch === epoch ? state : START, retry };
}
