"use client";

import { StaffVisit } from "@/components/visits/staff-visit";
import type { StaffVisitView } from "@/core/visits/views";
import { prefetchRoom, VisitRoom } from "./lazy-room";

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
