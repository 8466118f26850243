"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page's scripts have taken over: false on the server and until then. */
export function useIsLive(): boolean {
  return useSyncExternalStore(never, () => true, () => false);
}
