"use client";

import { useEffect, useState } from "react";

const EVERY_MS = 5_000;

/** The server's idea of now, epoch milliseconds, that ticks by itself; the first draw shows the server's own. */
export function useServerNow(firstMs: number, skewMs: number): number {
  const [nowMs, setNowMs] = useState(firstMs);
  useEffect(() => {
    const tick = () => setNowMs(Date.now() + skewMs);
    tick();
    const timer = setInterval(tick, EVERY_MS);
    return () => clearInterval(timer);
  }, [skewMs]);
  return nowMs;
}
