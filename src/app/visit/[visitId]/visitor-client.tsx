"use client";

import type { LocaleOption } from "@/components/shell/language-switch";
import { VisitorWay } from "@/components/visits/visitor-way";
import type { VisitorView } from "@/core/visits/views";
import { prefetchRoom, VisitRoom } from "./lazy-room";

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
