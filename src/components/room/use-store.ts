"use client";

import { useSyncExternalStore } from "react";
import type { ReadonlyStore } from "@/room/store";

/** Reads a store of the room in React. */
export function useStore<T>(store: ReadonlyStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
