"use client";

import { useEffect, useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { fetchOwnModels } from "@/room/models/own-models";
import { subscribePush } from "@/room/push";

const NONE: readonly AnatomyModel[] = [];

/** The practice's own models that can be chosen, asked for again when one comes or goes; none while `isWanted` is false. */
export function useOwnModels(isWanted: boolean): readonly AnatomyModel[] {
  const [models, setModels] = useState(NONE);
  useEffect(() => {
    if (!isWanted) return undefined;
    const abort = new AbortController();
    const ask = () => {
      fetchOwnModels(abort.signal).then(
        (list) => setModels(list),
        // The room was left meanwhile.
        () => undefined,
      );
    };
    ask();
    const stop = subscribePush({ kind: "session" }, { event: ({ topic }) => topic === "model.changed" && ask() });
    return () => {
      abort.abort();
      stop();
    };
  }, [isWanted]);
  return models;
}
