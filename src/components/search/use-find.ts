"use client";

import { useEffect, useState } from "react";
import type { FindView } from "@/core/search/views";
import { askPrivately } from "@/room/api";

/** What was found for the newest text. `asking` while an answer is under way; `failed` when none came. */
export interface Found {
  readonly view: FindView | null;
  readonly state: "idle" | "asking" | "failed" | "done";
}

const PAUSE_MS = 180;

/** Asks a moment after the last key; an answer to an older text is dropped. */
export function useFind(text: string): Found {
  const [found, setFound] = useState<Found>({ view: null, state: "idle" });
  useEffect(() => {
    const wanted = text.trim();
    const stop = new AbortController();
    const ask = async () => {
      if (wanted === "") return setFound({ view: null, state: "idle" });
      setFound(({ view }) => ({ view, state: "asking" }));
      try {
        const result = await askPrivately<{ text: string }, FindView>("search/find", { text: wanted }, { signal: stop.signal });
        if (!stop.signal.aborted) setFound(result.ok ? { view: result.value, state: "done" } : { view: null, state: "failed" });
      } catch (error) {
        // The next key took its place.
        if (!stop.signal.aborted) throw error;
      }
    };
    const pause = setTimeout(() => void ask(), wanted === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [text]);
  return found;
}
