"use client";

import { useEffect, useSyncExternalStore } from "react";

let taken: string | null = null;
const read = (): string => (taken ??= location.hash.slice(1));
const never = (): (() => void) => () => undefined;

/**
 * The secret behind the `#` of a mailed link, taken out of the address at once so that it stays in no history and no
 * picture of the screen. Null while the page starts, empty where the link was not whole.
 */
export function useFragmentToken(): string | null {
  const token = useSyncExternalStore(never, read, () => null);
  useEffect(() => {
    if (token !== null && location.hash !== "") history.replaceState(null, "", location.pathname);
  }, [token]);
  return token;
}
