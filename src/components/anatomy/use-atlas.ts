"use client";

import { useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { fetchAtlas } from "@/room/manifest";

const NONE: readonly AnatomyModel[] = [];

/** The pulled models of this installation; none while `isWanted` is false, and where the list can't be had. */
export function useAtlas(isWanted = true): readonly AnatomyModel[] {
  const [models, setModels] = useState(NONE);
  useEffect(() => {
    if (!isWanted) return undefined;
    const abort = new AbortController();
    fetchAtlas(abort.signal).then((list) => {
      if (!abort.signal.aborted && list.ok) setModels(list.value.models);
    });
    return () => abort.abort();
  }, [isWanted]);
  return models;
}
