"use client";

import dynamic from "next/dynamic";
import type { StaffVisitView } from "@/core/visits/views";
import { prefetchRoom, VisitRoom } from "./lazy-room";

// One page serves everybody, and what it imports at once goes to each of them.
const StaffVisit = dynamic(() => import("@/components/visits/staff-visit").then((module) => module.StaffVisit));

interface StaffProps {
  initial: StaffVisitView;
  isHost: boolean;
}

/** The clinician's visit. */
export function StaffVisitClient({ initial, isHost }: StaffProps) {
  return (
    <StaffVisit
      initial={initial}
      isHost={isHost}
      prefetchRoom={prefetchRoom}
      renderRoom={({ view, banner, onLeft }) => (
        <VisitRoom
          visitId={view.visitId}
          side="clinician"
          whereabouts={view.whereabouts}
          otherName={view.patient.name}
          admittedAtMs={view.admittedAtMs}
          nowMs={view.nowMs}
          banner={banner}
          onLeft={onLeft}
        />
      )}
    />
  );
}
