import { PREFERENCE_COOKIES, readPreferences, type Preferences } from "@/core/kit/preferences";

/** What the person set for themselves, as this browser keeps it for the first paint. */
export function ownPreferences(): Preferences {
  const mark = `${PREFERENCE_COOKIES.look}=`;
  const part = document.cookie.split("; ").find((each) => each.startsWith(mark));
  return readPreferences(part === undefined ? undefined : decodeURIComponent(part.slice(mark.length)));
}

/** Whether the person, or their device, asks for less motion. */
export function prefersStillness(): boolean {
  return document.documentElement.dataset.motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Which hand does the work: tools stand on its side. */
export function dominantHand(): "left" | "right" {
  return document.documentElement.dataset.hand === "left" ? "left" : "right";
}
