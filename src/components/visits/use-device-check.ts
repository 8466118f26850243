"use client";

import { useEffect, useSyncExternalStore } from "react";
import type { DeviceCheck, DeviceCheckState } from "@/room/devices/device-check";
import type { ReadonlyStore } from "@/room/store";

/** Reads a store of the room in React; `first` is what the server draws. */
export function useStore<T>(store: ReadonlyStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/**
 * One device check for as long as the component lives. Starts by itself where the browser was
 * allowed before; otherwise it waits for a press, so that the question doesn't come unexplained.
 */
export function useDeviceCheck(check: DeviceCheck): DeviceCheckState {
  useEffect(() => {
    let isOn = true;
    void wasAllowed().then((allowed) => {
      if (isOn && allowed) void check.start();
    });
    return () => {
      isOn = false;
      check.stop();
    };
  }, [check]);
  return useStore(check.state);
}

async function wasAllowed(): Promise<boolean> {
  try {
    const states = await Promise.all(
      (["camera", "microphone"] as const).map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return states.every(({ state }) => state === "granted");
  } catch {
    // This browser can't be asked: then the person is.
    return false;
  }
}
