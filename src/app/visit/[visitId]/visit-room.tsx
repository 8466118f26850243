"use client";

import type { ActorClaim } from "@/core/access/actor";
import type { VisitId } from "@/core/kit/ids";

interface VisitRoomProps {
  visitId: VisitId;
  as: ActorClaim;
  role: "clinician" | "patient";
  otherName: string;
  admittedAtMs: number | null;
  nowMs: number;
  onLeft: () => void;
}
export function VisitRoom({ otherName }: VisitRoomProps) {
  return <div data-surface="room">{otherName}</div>;
}
