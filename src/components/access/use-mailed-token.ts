"use client";

import { useEffect, useRef, useState } from "react";

const TOKEN = /^#([\w-]{43})$/;

/** What a registration was sealed into: practice, registration and secret, with a dot between. */
export const SEALED_REGISTRATION = /^#([\w-]{36}\.[\w-]{36}\.[\w-]+)$/;

/**
 * The secret behind the `#` of a mailed link, taken out of the address at once so that it stays in no history and no
 * picture of the screen. Opening the page uses nothing up: mail scanners open pages. Null while the page starts, empty
 * where the link was not whole. `shape` is that of a whole one, a constant of its module.
 */
export function useMailedToken(shape: RegExp = TOKEN): string | null {
  const taken = useRef<string | null>(null);
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    // Effects run twice while one works on the page; by then the address is empty.
    if (taken.current === null) {
      taken.current = shape.exec(location.hash)?.[1] ?? "";
      if (location.hash !== "") history.replaceState(null, "", location.pathname);
    }
    setToken(taken.current);
    // A newer mail's link opened over this page changes the part behind the `#` alone, which loads nothing by itself.
    const reopen = () => {
      if (shape.test(location.hash)) location.reload();
    };
    addEventListener("hashchange", reopen);
    return () => removeEventListener("hashchange", reopen);
  }, [shape]);
  return token;
}
