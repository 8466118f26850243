"use client";

import { useCallback, useRef } from "react";
import { saveChoices } from "@/room/devices/choices";
import type { VisitMedia } from "@/room/livekit/media";

/**
 * While somebody is in their safe place nobody hears or sees them; back in the scene, whatever was on
 * before is on again. Who leaves the headset from there, or loads the page anew, stays unheard and
 * unseen until they say otherwise.
 */
export function useSafePlace({ camera, microphone }: VisitMedia): (isIn: boolean) => void {
  const before = useRef({ cameraOn: false, microphoneOn: false });
  return useCallback(
    (isIn) => {
      if (isIn) before.current = { cameraOn: camera.state.get().on, microphoneOn: microphone.state.get().on };
      const next = isIn ? { cameraOn: false, microphoneOn: false } : before.current;
      void microphone.set(next.microphoneOn);
      void camera.set(next.cameraOn);
      saveChoices(next);
    },
    [camera, microphone],
  );
}
