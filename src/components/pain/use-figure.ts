"use client";

import { useEffect, useState } from "react";
import { unpackFigure, type Figure } from "@/core/pain/figure";

let made: Promise<Figure> | null = null;

/** The figure comes once, when somebody first looks at it. */
function loadFigure(): Promise<Figure> {
  made ??= import("@/core/pain/figure-data").then(({ PACKED_FIGURE }) => unpackFigure(PACKED_FIGURE));
  // A line that was gone may be back: the next one asks again.
  made.catch(() => (made = null));
  return made;
}

/** The figure, or that it did not come. */
export function useFigure(): { readonly figure: Figure | null; readonly hasFailed: boolean; readonly retry: () => void } {
  const [figure, setFigure] = useState<Figure | null>(null);
  const [tries, setTries] = useState(0);
  const [failedTry, setFailedTry] = useState(-1);
  useEffect(() => {
    let isGone = false;
    loadFigure().then(
      (loaded) => !isGone && setFigure(loaded),
      () => !isGone && setFailedTry(tries),
    );
    return () => {
      isGone = true;
    };
  }, [tries]);
  return { figure, hasFailed: failedTry === tries, retry: () => setTries((count) => count + 1) };
}
