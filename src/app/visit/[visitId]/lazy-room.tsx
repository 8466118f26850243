"use client";

import dynamic from "next/dynamic";
import { loadManifestCheck } from "@/room/manifest";

/** The room comes in its own download: nobody who waits has to wait for it. */
const loadRoom = () => import("./visit-room");

export const VisitRoom = dynamic(() => loadRoom().then((room) => room.VisitRoom), {
  ssr: false,
  loading: () => <div data-surface="room" className="min-h-dvh" />,
});

/** Room and scene in the background; a failure shows when they are wanted. */
export const prefetchRoom = (): void => void Promise.all([loadRoom().then(({ loadScene }) => loadScene()), loadManifestCheck()]).catch(() => undefined);
