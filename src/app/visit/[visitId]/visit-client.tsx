"use client";

import dynamic from "next/dynamic";
import { StaffVisit } from "@/components/visits/staff-visit";
import { VisitorWay } from "@/components/visits/visitor-way";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { StaffVisitView, VisitorView } from "@/core/visits/views";

const loadRoom = () => import("./visit-room");
const VisitRoom = dynamic(() => loadRoom().then((room) => room.VisitRoom), {
  ssr: false,
  loading: () => <div data-surface="room" className="min-h-dvh" />,
});
/** Room and scene in the background; a failure shows when they are wanted. */
const prefetchRoom = () => void Promise.all([loadRoom(), import("@/xr/scene-canvas")]).catch(() => undefined);

interface VisitorProps {
  initial: VisitorView;
  locales: readonly LocaleOption[];
}

/** The patient's visit; the room's code comes while they wait. */
export function VisitorVisitClient({ initial, locales }: VisitorProps) {
  return (
    <VisitorWay
      initial={initial}
      locales={locales}
      prefetchRoom={prefetchRoom}
      renderRoom={({ view, visit, onLeft }) => (
        <VisitRoom
          visitId={view.visitId}
          side="patient"
          whereabouts={null}
          otherName={visit.clinicianName}
          admittedAtMs={visit.admittedAtMs}
          nowMs={view.nowMs}
          onLeft={onLeft}
        />
      )}
    />
  );
}

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
      renderRoom={({ view, onLeft }) => (
        <VisitRoom
          visitId={view.visitId}
          side="clinician"
          whereabouts={view.whereabouts}
          otherName={view.patient.name}
          admittedAtMs={view.admittedAtMs}
          nowMs={view.nowMs}
          onLeft={onLeft}
        />
      )}
    />
  );
}
