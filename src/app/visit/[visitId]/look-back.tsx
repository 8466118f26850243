"use client";

import { RoomPast, type Past } from "@/components/record/replay/room-past";
import type { VisitId } from "@/core/kit/ids";
import { captureView } from "../../_anatomy/capture-view";

export type { Past };

interface LookBackProps {
  visitId: VisitId;
  onPast: (past: Past | null) => void;
  onClose: () => void;
}

/** What happened in the room so far; its picture is the room's own. */
export function LookBack(props: LookBackProps) {
  return <RoomPast {...props} capture={captureView} />;
}
