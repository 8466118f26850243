"use client";

import { useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { fetchAtlas, fetchManifest } from "@/room/manifest";

const NONE: readonly AnatomyModel[] = [];

/** All models that this installation serves besides `first`: our own, then the pulled ones; none of a list that can't be had. */
export function useOtherModels(first: AnatomyModel): { readonly own: readonly AnatomyModel[]; readonly atlas: readonly AnatomyModel[] } {
  const [own, setOwn] = useState(NONE);
  const [atlas, setAtlas] = useState(NONE);
  useEffect(() => {
    const abort = new AbortController();
    fetchManifest(abort.signal).then((list) => {
      if (!abort.signal.aborted && list.ok) setOwn(list.value.models.filter(({ id }) => id !== first.id));
    });
    fetchAtlas(abort.signal).then((list) => {
      if (!abort.signal.aborted && list.ok) setAtlas(list.value.models);
    });
    return () => abort.abort();
  }, [first.id]);
  return { own, atlas };
}
