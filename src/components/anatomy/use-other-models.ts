"use client";

import { useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { fetchAtlas, fetchManifest } from "@/room/manifest";

const NONE: readonly AnatomyModel[] = [];

/** All models that this installation serves besides `first`: our own, then the pulled ones; none of a list that can't be had. */
export function useOtherModels(first: string): readonly AnatomyModel[] {
  const [models, setModels] = useState(NONE);
  useEffect(() => {
    const abort = new AbortController();
    Promise.all([fetchManifest(abort.signal), fetchAtlas(abort.signal)]).then((lists) => {
      if (!abort.signal.aborted) setModels(lists.flatMap((list) => (list.ok ? list.value.models : [])).filter(({ id }) => id !== first));
    });
    return () => abort.abort();
  }, [first]);
  return models;
}
