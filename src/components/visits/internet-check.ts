"use client";

import { useEffect, useState } from "react";

/** How well this browser reaches the practice's server. */
export type InternetState = "testing" | "good" | "slow" | "lost";

const PROBES = 3;
const SLOW_MS = 500;
const AGAIN_MS = 4000;

async function probe(): Promise<number | null> {
  const startMs = performance.now();
  try {
    await fetch("/api/health/live", { cache: "no-store" });
    return performance.now() - startMs;
  } catch {
    // No answer is the answer.
    return null;
  }
}

async function measure(): Promise<InternetState> {
  const times: number[] = [];
  for (let index = 0; index < PROBES; index += 1) {
    const ms = await probe();
    if (ms === null) return "lost";
    times.push(ms);
  }
  // The first pays for the connection; the best of the rest is what the line can do.
  return Math.min(...times.slice(1)) > SLOW_MS ? "slow" : "good";
}

/** Asks our own server a few times how long it takes, and again while it can't be reached. */
export function useInternetCheck(): InternetState {
  const [state, setState] = useState<InternetState>("testing");
  useEffect(() => {
    let isOn = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      const found = await measure();
      if (!isOn) return;
      setState(found);
      if (found === "lost") timer = setTimeout(() => void run(), AGAIN_MS);
    };
    void run();
    return () => {
      isOn = false;
      clearTimeout(timer);
    };
  }, []);
  return state;
}
