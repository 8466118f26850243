import type { ReactNode } from "react";
import type { VisitId } from "@/core/kit/ids";
import type { RoomRole } from "@/core/room/contract";

/** What the room is told by the page around it. */
export interface VisitRoomProps {
  visitId: VisitId;
  /** As what this person is here. */
  side: RoomRole;
  /** The other person, as this one calls them. */
  otherName: string;
  admittedAtMs: number | null;
  /** The server's clock when the page was drawn. */
  nowMs: number;
  /** Where the patient is and which number reaches them; for the clinician. */
  whereabouts: { place: string; callbackNumber: string } | null;
  /** What the page around the room has to say inside it. */
  banner?: ReactNode;
  onLeft: () => void;
}
