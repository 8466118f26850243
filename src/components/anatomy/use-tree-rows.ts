"use client";

import { useMemo, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructures, type Shown } from "@/core/anatomy/search";
import { groupRow, MODEL_ROW, rowsOf, structureRow, type TreeRow } from "@/core/anatomy/tree";

interface Folds {
  /** The search that they belong to: another one begins unfolded. */
  readonly query: string;
  readonly closed: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

export interface TreeRows {
  readonly rows: readonly TreeRow[];
  /** The row that Tab goes to. */
  readonly at: string;
  readonly setAt: (key: string) => void;
  readonly fold: (keys: readonly string[], isOpen: boolean) => void;
}

/** The rows of a model's tree for a search; a structure that is chosen anywhere unfolds, and becomes the row that Tab goes to. */
export function useTreeRows(model: AnatomyModel, query: string, { language, wording }: Shown, chosen: string | null): TreeRows {
  const found = useMemo(() => findStructures(model, query, { language, wording }), [model, query, language, wording]);
  const [lasting, setLasting] = useState(NOTHING);
  const [folds, setFolds] = useState<Folds>({ query: "", closed: NOTHING });
  const [at, setAt] = useState(MODEL_ROW);
  const [revealed, setRevealed] = useState<string | null>(null);
  const closed = query === "" ? lasting : folds.query === query ? folds.closed : NOTHING;
  const fold = (keys: readonly string[], isOpen: boolean): void => {
    const next = new Set(isOpen ? [...closed].filter((key) => !keys.includes(key)) : [...closed, ...keys]);
    if (query === "") setLasting(next);
    else setFolds({ query, closed: next });
  };
  if (chosen !== revealed) {
    setRevealed(chosen);
    const group = model.structures.find(({ id }) => id === chosen)?.group;
    if (chosen !== null && group) {
      fold([MODEL_ROW, groupRow(group)], true);
      setAt(structureRow(chosen));
    }
  }
  const rows = useMemo(() => rowsOf(model, found, closed), [model, found, closed]);
  const isThere = rows.some((row) => row.key === at);
  const firstFound = rows.find((row) => row.kind === "structure");
  const fallback = (query === "" ? rows[0] : (firstFound ?? rows[0]))?.key ?? MODEL_ROW;
  // A search leads to what it found, not to the model's own row.
  const isIdle = query !== "" && at === MODEL_ROW;
  return { rows, at: isThere && !isIdle ? at : fallback, setAt, fold };
}
