"use client";

import { useCallback, useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { fetchManifest } from "@/room/manifest";

/** The description of a model: names, groups and files, not its triangles. */
export type ModelState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly model: AnatomyModel }
  | { readonly kind: "failed"; readonly fault: ModelFault };

/** Reads a model's description from the manifest; `retry` asks again. */
export function useModel(id: string): { state: ModelState; retry: () => void } {
  const [state, setState] = useState<ModelState>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    fetchManifest(abort.signal).then((result) => {
      if (abort.signal.aborted) return;
      const model = result.ok ? findModel(result.value, id) : undefined;
      if (model) setState({ kind: "ready", model });
      else setState({ kind: "failed", fault: result.ok ? "corrupt" : result.error });
    });
    return () => abort.abort();
  }, [id, attempt]);
  const retry = useCallback(() => {
    setState({ kind: "loading" });
    setAttempt((n) => n + 1);
  }, []);
  return { state, retry };
}
