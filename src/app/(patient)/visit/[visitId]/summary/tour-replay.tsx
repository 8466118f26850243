"use client";

import dynamic from "next/dynamic";
import "@/components/tours/tours.css";
import { TourPlayer } from "@/components/tours/tour-player";
import type { ActorClaim } from "@/core/access/claim";
import type { TourContent } from "@/core/anatomy/tours";

const ViewInThreeD = dynamic(() => import("./view-in-three-d").then((module) => module.ViewInThreeD), { ssr: false });

/** A tour with its scenes, which come only when somebody wants to turn one. */
export function TourReplay({ content, as, onClose }: { content: TourContent; as: ActorClaim; onClose: () => void }) {
  return (
    <TourPlayer
      content={content}
      onClose={onClose}
      renderScene={(stop, close) => <ViewInThreeD key={content.stops.indexOf(stop)} view={stop} as={as} onClose={close} />}
    />
  );
}
