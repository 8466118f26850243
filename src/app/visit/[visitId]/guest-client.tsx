"use client";

import type { LocaleOption } from "@/components/shell/language-switch";
import { GuestWay } from "@/components/visits/guest-way";
import type { GuestView } from "@/core/visits/guests";
import { prefetchRoom, VisitRoom } from "./lazy-room";

interface GuestProps {
  initial: GuestView;
  locales: readonly LocaleOption[];
}

/** A guest's visit; the room's code comes while they wait. */
export function GuestVisitClient({ initial, locales }: GuestProps) {
  return (
    <GuestWay
      initial={initial}
      locales={locales}
      prefetchRoom={prefetchRoom}
      renderRoom={({ view, onLeft }) => (
        <VisitRoom
          visitId={view.visitId}
          side="guest"
          whereabouts={null}
          otherName={view.clinicianName}
          admittedAtMs={view.admittedAtMs}
          nowMs={view.nowMs}
          onLeft={onLeft}
        />
      )}
    />
  );
}
