"use client";

import { useEffect, useState } from "react";

const LATER_MS = 40;

/** The value, once it has stayed for two frames. */
export function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), LATER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
