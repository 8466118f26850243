"use client";

import { useCallback, useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { fetchModel } from "@/room/manifest";

/** The description of a model: names, groups and files, not its triangles. `absent`: this installation does not have it. */
export type ModelState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly model: AnatomyModel }
  | { readonly kind: "failed"; readonly fault: ModelFault | "absent" };

interface Known {
  readonly id: string | null;
  readonly state: ModelState;
}

const LOADING: ModelState = { kind: "loading" };

/** Reads a model's description from its manifest; `retry` asks again. Null asks for nothing. */
export function useModel(id: string | null): { state: ModelState; retry: () => void } {
  const [known, setKnown] = useState<Known>({ id, state: LOADING });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (id === null) return undefined;
    const abort = new AbortController();
    fetchModel(id, abort.signal).then((result) => {
      if (abort.signal.aborted) return;
      setKnown({ id, state: result.ok ? { kind: "ready", model: result.value } : { kind: "failed", fault: result.error } });
    });
    return () => abort.abort();
  }, [id, attempt]);
  const retry = useCallback(() => {
    setKnown((now) => ({ ...now, state: LOADING }));
    setAttempt((n) => n + 1);
  }, []);
  return { state: known.id === id ? known.state : LOADING, retry };
}
