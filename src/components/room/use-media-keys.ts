"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { announce } from "@/components/kit/live-region";
import { saveChoices } from "@/room/devices/choices";
import type { VisitMedia } from "@/room/livekit/media";

/** Switching one's own sound and picture, by press or by key. */
export interface MediaKeys {
  toggleMicrophone(): void;
  toggleCamera(): void;
}

/** Whether keys are words where they land. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** M mutes, V switches the camera, ? opens the help; never while somebody types. */
export function useMediaKeys(media: VisitMedia, onHelp: () => void): MediaKeys {
  const t = useTranslations("room.said");
  const keys = useMemo((): MediaKeys => {
    const toggle = (kind: "microphone" | "camera"): boolean => {
      const device = media[kind];
      const { on, status } = device.state.get();
      // A device that failed is tried again.
      const next = status === "failed" ? true : !on;
      void device.set(next);
      saveChoices(kind === "camera" ? { cameraOn: next } : { microphoneOn: next });
      return next;
    };
    return {
      toggleMicrophone: () => announce(t(toggle("microphone") ? "unmuted" : "muted")),
      toggleCamera: () => announce(t(toggle("camera") ? "cameraOn" : "cameraOff")),
    };
  }, [media, t]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const key = event.key.toLowerCase();
      if (key === "m") keys.toggleMicrophone();
      else if (key === "v") keys.toggleCamera();
      else if (key === "?") onHelp();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [keys, onHelp]);
  return keys;
}
