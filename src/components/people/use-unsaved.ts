"use client";

import { useEffect } from "react";

/** Has the browser ask before it closes or leaves a page with something typed that is not saved. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const stop = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", stop);
    return () => removeEventListener("beforeunload", stop);
  }, [isDirty]);
}
