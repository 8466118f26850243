"use client";

import { useSyncExternalStore } from "react";
import { createStore } from "@/room/store";

interface Announcement {
  text: string;
  urgent: boolean;
}

const silence: Announcement = { text: "", urgent: false };
const announcement = createStore(silence);

/** Says something to screen readers, through the `LiveRegion` of the page. */
export function announce(text: string, options: { urgent?: boolean } = {}): void {
  // A space that nobody sees makes the same words news when they come twice.
  const isRepeat = announcement.get().text === text;
  announcement.set({ text: isRepeat ? `${text}\u00a0` : text, urgent: options.urgent ?? false });
}

/** Once per page, in the layout. */
export function LiveRegion() {
  const { text, urgent } = useSyncExternalStore(announcement.subscribe, announcement.get, () => silence);
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {urgent ? "" : text}
      </div>
      <div aria-live="assertive" className="sr-only">
        {urgent ? text : ""}
      </div>
    </>
  );
}
