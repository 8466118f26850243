"use client";

import { useEffect, useEffectEvent, useState, type RefObject } from "react";

/** The order that a list had when a pointer or the focus came into it, until both are gone; else null. */
export function useHeldOrder(list: RefObject<HTMLElement | null>, order: readonly string[]): readonly string[] | null {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const hold = useEffectEvent(() => setHeld((before) => before ?? order));
  const hasRows = order.length > 0;
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    const release = () => setHeld(null);
    const on = (type: string, listener: (event: Event) => void) => element.addEventListener(type, listener, { signal });
    on("pointerenter", hold);
    on("focusin", hold);
    on("pointerleave", () => element.contains(document.activeElement) || release());
    on("focusout", (event) => {
      const to = (event as FocusEvent).relatedTarget;
      if (!(to instanceof Node && element.contains(to)) && !element.matches(":hover")) release();
    });
    return () => {
      stop.abort();
      release();
    };
  }, [list, hasRows]);
  return held;
}
