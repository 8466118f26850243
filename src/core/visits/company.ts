import { z } from "zod";
import { VisitLinkId } from "@/core/kit/ids";
import { ProxyRelation } from "@/core/people/proxies";
import { seatError, type SeatState } from "./confirmation";
import { SILENCE_LIMIT_MS } from "./timing";

/** The seat of somebody who acts for the patient, as decisions need it. Epoch milliseconds. */
export interface ProxySeat extends SeatState {
  /** When they came to the waiting room; null before, and after they went out of it. */
  readonly arrivedAtMs: number | null;
  /** When the clinician let them in; null before. */
  readonly admittedAtMs: number | null;
  /** Their last sign of life. */
  readonly seenAtMs: number;
}

/** Where somebody who acts for the patient is, as the clinician sees it. */
export function proxyPlace(seat: ProxySeat | null, nowMs: number): ProxyLine["state"] {
  if (seat === null || seat.confirmedAtMs === null || seatError(seat) !== null) return "away";
  if (seat.admittedAtMs !== null) return "admitted";
  return seat.arrivedAtMs !== null && nowMs - seat.seenAtMs < SILENCE_LIMIT_MS ? "waiting" : "away";
}

/** Somebody who acts for the patient and came to the visit, as staff see them. */
export const ProxyLine = z.object({
  linkId: VisitLinkId,
  /** Their own name. */
  name: z.string(),
  relation: ProxyRelation,
  /** `waiting` while they give signs of life in the waiting room; `admitted` once let in. */
  state: z.enum(["waiting", "away", "admitted"]),
});
/** See {@link ProxyLine}. */
export type ProxyLine = z.infer<typeof ProxyLine>;
