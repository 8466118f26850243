"use client";

import { useEffect, useState } from "react";

/** The server's idea of now, epoch milliseconds, that ticks by itself. */
export function useNow(skewMs: number, firstMs: number, everyMs = 10_000): number {
  const [nowMs, setNowMs] = useState(firstMs);
  useEffect(() => {
    const tick = () => setNowMs(Date.now() + skewMs);
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [skewMs, everyMs]);
  return nowMs;
}
