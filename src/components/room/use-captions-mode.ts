"use client";

import { useCallback, useState } from "react";
import { rememberCaptions, rememberedPreferences } from "@/components/shell/preferences";

/** What this page does with captions. `typing`: they show, with the line to type one. */
export type CaptionsMode = "off" | "shown" | "typing";

/** As the person set it, until they choose in the room; a choice is kept on this device. */
export function useCaptionsMode(): readonly [CaptionsMode, (mode: CaptionsMode) => void] {
  const [mode, setMode] = useState<CaptionsMode>(() => (rememberedPreferences().captions === "on" ? "shown" : "off"));
  const choose = useCallback((next: CaptionsMode) => {
    rememberCaptions(next === "off" ? "off" : "on");
    setMode(next);
  }, []);
  return [mode, choose];
}
