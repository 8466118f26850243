const DAY_MS = 86_400_000;

/**
 * How far an appointment reaches: its clinician takes care of the patient from so long before it to so
 * long after. Long enough to prepare, and to answer what comes up afterwards; whoever takes care for
 * longer is named to the care team.
 */
export const APPOINTMENT_REACH = { beforeMs: 30 * DAY_MS, afterMs: 30 * DAY_MS } as const;

/** An appointment or a place in the care team by which somebody takes care of a patient. Times are epoch ms. */
export type CareTie =
  | { readonly kind: "appointment"; readonly staffId: string; readonly startsAtMs: number }
  | { readonly kind: "named"; readonly staffId: string; readonly startsAtMs: number; readonly endsAtMs: number | null };

/** Whether a tie holds at a time. */
export function holdsAt(tie: CareTie, nowMs: number): boolean {
  if (tie.kind === "named") return tie.startsAtMs <= nowMs && (tie.endsAtMs === null || nowMs < tie.endsAtMs);
  return tie.startsAtMs - APPOINTMENT_REACH.beforeMs <= nowMs && nowMs <= tie.startsAtMs + APPOINTMENT_REACH.afterMs;
}
