"use client";

import { useCallback, useEffect, useState } from "react";
import { askPrivately } from "@/room/api";

/** What is known for the newest text. */
export interface Asked<O> {
  /** The answer; while the next is under way, the one before. Null where nothing was asked or no answer came. */
  readonly answer: O | null;
  /** `failed`: nobody knows what there is, which is another thing than finding nothing. */
  readonly state: "idle" | "asking" | "failed" | "done";
  /** Asks once more for the same text, after no answer came. */
  readonly again: () => void;
}

interface Known<O> {
  readonly text: string;
  readonly answer: O | null;
  readonly state: "failed" | "done";
}

const PAUSE_MS = 180;

/**
 * Asks a query that finds by text, a moment after the last key; an answer to an older text is dropped. An empty
 * text asks nothing. `name` is the query's, whose input is `{ text }`: it travels in the body.
 */
export function useAsked<O>(name: string, text: string): Asked<O> {
  const [known, setKnown] = useState<Known<O> | null>(null);
  const [round, setRound] = useState(0);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") return;
    const stop = new AbortController();
    const ask = async () => {
      try {
        const result = await askPrivately<{ text: string }, O>(name, { text: wanted }, { signal: stop.signal });
        if (stop.signal.aborted) return;
        setKnown(result.ok ? { text: wanted, answer: result.value, state: "done" } : { text: wanted, answer: null, state: "failed" });
      } catch (error) {
        // The next key took its place.
        if (!stop.signal.aborted) throw error;
      }
    };
    const pause = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [name, wanted, round]);
  const again = useCallback(() => {
    setKnown(null);
    setRound((before) => before + 1);
  }, []);
  if (wanted === "") return { answer: null, state: "idle", again };
  const isFresh = known?.text === wanted;
  return { answer: known?.answer ?? null, state: isFresh ? known.state : "asking", again };
}
