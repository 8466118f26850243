"use client";

import { useSyncExternalStore } from "react";

interface Announcement {
  text: string;
  urgent: boolean;
  /** Alternates, so that the same words twice are read twice. */
  turn: 0 | 1;
}

let current: Announcement = { text: "", urgent: false, turn: 0 };
const listeners = new Set<() => void>();

/** Says something to screen readers, through the `LiveRegion` of the page. */
export function announce(text: string, options: { urgent?: boolean } = {}): void {
  current = { text, urgent: options.urgent ?? false, turn: current.turn === 0 ? 1 : 0 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const silence: Announcement = { text: "", urgent: false, turn: 0 };

/** Once per page, in the layout. */
export function LiveRegion() {
  const { text, urgent, turn } = useSyncExternalStore(subscribe, () => current, () => silence);
  const words = turn === 1 ? text : `${text}\u00a0`;
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {urgent || text === "" ? "" : words}
      </div>
      <div aria-live="assertive" className="sr-only">
        {urgent ? words : ""}
      </div>
    </>
  );
}
