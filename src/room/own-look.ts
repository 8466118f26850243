import { preferenceIn, readPreferences, type Preferences } from "@/core/kit/preferences";

/** What the person set for themselves, as this browser keeps it for the first paint. */
export function ownPreferences(): Preferences {
  const parts = document.cookie.split("; ");
  const read = (name: string) => parts.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const look = preferenceIn(read, "look");
  return readPreferences(look === undefined ? undefined : decodeURIComponent(look));
}

/** Whether the person, or their device, asks for less motion. */
export function prefersStillness(): boolean {
  return document.documentElement.dataset.motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Which hand does the work: tools stand on its side. */
export function dominantHand(): "left" | "right" {
  return document.documentElement.dataset.hand === "left" ? "left" : "right";
}
