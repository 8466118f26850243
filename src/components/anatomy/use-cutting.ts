"use client";

import { useCallback, useMemo, useState } from "react";
import type { Cutting, InsideView, ShapeControl } from "@/core/anatomy/cutting";
import type { CutIndex } from "@/core/anatomy/cuts";
import type { Slice } from "@/core/anatomy/sectioner";

/** Cutting a model open and pulling it apart, as one page holds it. */
export interface CuttingTools extends Cutting {
  readonly slice: Slice | null;
  readonly close: () => void;
}

/** Keeps what is open of it. `may`: whether this person may change the scene now, and choose conditions; `onOpen` makes room. */
export function useCutting(may: { readonly change: boolean; readonly choose: boolean }, onOpen: () => void): CuttingTools {
  const [chosen, setView] = useState<InsideView | null>(null);
  const [index, pick] = useState<CutIndex>(0);
  const [slice, onSlice] = useState<Slice | null>(null);
  const [shape, onShape] = useState<ShapeControl | null>(null);
  const view = may.change && (may.choose || chosen !== "condition") ? chosen : null;
  const toggle = useCallback(
    (wanted: InsideView) => {
      onOpen();
      setView((now) => (now === wanted ? null : wanted));
    },
    [onOpen],
  );
  const close = useCallback(() => setView(null), []);
  return useMemo(() => ({ view, toggle, index, pick, slice, onSlice, shape, onShape, close }), [view, toggle, index, slice, shape, close]);
}
