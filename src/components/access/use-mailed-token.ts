"use client";

import { useEffect, useRef, useState } from "react";

const TOKEN = /^#([\w-]{43})$/;

/**
 * The secret behind the `#` of a mailed link, taken out of the address at once so that it stays in no history and no
 * picture of the screen. Opening the page uses nothing up: mail scanners open pages. Null while the page starts, empty
 * where the link was not whole.
 */
export function useMailedToken(): string | null {
  const taken = useRef<string | null>(null);
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    // Effects run twice while one works on the page; by then the address is empty.
    if (taken.current === null) {
      taken.current = TOKEN.exec(location.hash)?.[1] ?? "";
      if (location.hash !== "") history.replaceState(null, "", location.pathname);
    }
    setToken(taken.current);
    // A newer mail's link opened over this page changes the part behind the `#` alone, which loads nothing by itself.
    const reopen = () => {
      if (TOKEN.test(location.hash)) location.reload();
    };
    addEventListener("hashchange", reopen);
    return () => removeEventListener("hashchange", reopen);
  }, []);
  return token;
}
