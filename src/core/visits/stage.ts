import { isOver, type VisitState } from "./visit";

/**
 * What the patient's page shows. `confirm` until they said who they are, `closed` when the tries
 * are used up, `replaced` when another device took over, then by the state of the visit.
 */
export const VISITOR_STAGES = [
  "confirm",
  "closed",
  "replaced",
  "prepare",
  "wait",
  "room",
  "over",
  "cancelled",
  "missed",
] as const;
/** See {@link VISITOR_STAGES}. */
export type VisitorStage = (typeof VISITOR_STAGES)[number];

/** The stage that follows from a confirmed person's visit. */
export function stageOf(state: VisitState): VisitorStage {
  if (isOver(state)) return state === "ended" ? "over" : state === "cancelled" ? "cancelled" : "missed";
  if (state === "admitted") return "room";
  return state === "waiting" ? "wait" : "prepare";
}

/**
 * The stage of somebody who acts for the patient. They come by themselves: that the patient waits or is in the room
 * brings nobody else there (VISIT-15).
 */
export function proxyStage(state: VisitState, seat: { readonly arrivedAtMs: number | null; readonly admittedAtMs: number | null }): VisitorStage {
  const stage = stageOf(state);
  const hasCome = seat.arrivedAtMs !== null;
  if (stage === "wait") return hasCome ? "wait" : "prepare";
  if (stage !== "room") return stage;
  return seat.admittedAtMs !== null ? "room" : hasCome ? "wait" : "prepare";
}
