"use client";

import dynamic from "next/dynamic";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { GuestView } from "@/core/visits/guests";
import { prefetchRoom, VisitRoom } from "./lazy-room";

// One page serves everybody, and what it imports at once goes to each of them.
const GuestWay = dynamic(() => import("@/components/visits/guest-way").then((module) => module.GuestWay));

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
