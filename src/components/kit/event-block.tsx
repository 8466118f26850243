import type { ReactNode } from "react";
import { cx } from "./classes";

/** booked · past · held (with a countdown in its words) · away (hatched) · conflict · fits and blocked (being dragged). */
export type EventState = "booked" | "past" | "held" | "away" | "conflict" | "fits" | "blocked";

/** The look of a calendar event, for whatever element carries it. */
export function eventClass(state: EventState, more?: string): string {
  return cx("event", `event-${state}`, more);
}

/** What stands inside a calendar event. The second line only from 35 minutes on. */
export function EventWords({ title, note }: { title: ReactNode; note?: ReactNode }) {
  return (
    <>
      <span className="event-title">{title}</span>
      {note !== undefined && <span className="event-note">{note}</span>}
    </>
  );
}
