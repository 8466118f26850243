import { rememberCaptions, rememberedPreferences } from "@/components/shell/preferences";

/** What this page does with captions. `typing`: they show, with the line to type one. */
export type CaptionsMode = "off" | "shown" | "typing";

/** What both parts of the captions know of it: null until the person chose in this room. */
export interface CaptionsModeProps {
  readonly mode: CaptionsMode | null;
  readonly onMode: (mode: CaptionsMode) => void;
}

/** What was chosen here, else as the person set it for every visit. */
export function effectiveMode(mode: CaptionsMode | null): CaptionsMode {
  return mode ?? (rememberedPreferences().captions === "on" ? "shown" : "off");
}

/** Chooses, and keeps the choice on this device. */
export function chooseMode(next: CaptionsMode, onMode: CaptionsModeProps["onMode"]): void {
  rememberCaptions(next === "off" ? "off" : "on");
  onMode(next);
}
