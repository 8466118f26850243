"use client";

import { useCallback, useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { DetailLevel } from "@/core/anatomy/governor";
import { modelFile } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { loadStructures, ModelLoadError, type StructureGeometry } from "./load-model";

/** How far a model has come. */
export type StructuresState =
  | { readonly kind: "loading"; readonly share: number }
  | { readonly kind: "ready"; readonly structures: readonly StructureGeometry[] }
  | { readonly kind: "failed"; readonly fault: ModelFault };

interface Loaded {
  readonly of: { readonly model: AnatomyModel; readonly epoch: number };
  readonly state: StructuresState;
}

const START: StructuresState = { kind: "loading", share: 0 };

/**
 * Loads and unpacks a model once for the canvas that shows it; `retry` starts again after a fault. Another level takes
 * the place of the one before when it is here, and leaves it there when it does not come.
 */
export function useStructures(model: AnatomyModel, level: DetailLevel, epoch: number): { state: StructuresState; retry: () => void } {
  const [{ of, state }, setLoaded] = useState<Loaded>({ of: { model, epoch }, state: START });
  const [attempt, setAttempt] = useState(0);
  // A model that lacks a level is not loaded again for it.
  const file = modelFile(model, level);
  useEffect(() => {
    const abort = new AbortController();
    const setState = (next: StructuresState): void =>
      setLoaded((now) => {
        const isThere = now.of.model === model && now.of.epoch === epoch && now.state.kind === "ready";
        return isThere && next.kind !== "ready" ? now : { of: { model, epoch }, state: next };
      });
    const onShare = (share: number): void => {
      if (!abort.signal.aborted) setState({ kind: "loading", share });
    };
    loadStructures(model, file, onShare, abort.signal).then(
      (structures) => {
        if (!abort.signal.aborted) setState({ kind: "ready", structures });
      },
      (cause: unknown) => {
        if (abort.signal.aborted) return;
        setState({ kind: "failed", fault: cause instanceof ModelLoadError ? cause.fault : "corrupt" });
      },
    );
    return () => abort.abort();
  }, [model, file, attempt, epoch]);
  const retry = useCallback(() => {
    setLoaded((now) => ({ ...now, state: START }));
    setAttempt((n) => n + 1);
  }, []);
  // What is known of another model, or of one that the graphics card dropped, says nothing of this one.
  return { state: of.model === model && of.epoch === epoch ? state : START, retry };
}
