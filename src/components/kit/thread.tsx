import type { ReactNode } from "react";
import { cx } from "./classes";

/** past: filled. now: teal with a halo. next: hollow. free: a gap in the line. */
export type MomentState = "past" | "now" | "next" | "free";

export interface Moment {
  id: string;
  state: MomentState;
  /** The clock time as shown, and for machines. */
  time?: { text: string; iso: string };
  title: ReactNode;
  note?: ReactNode;
}

interface ThreadProps {
  moments: readonly Moment[];
  label: string;
  /** Rows of 28 px with one line. */
  compact?: boolean;
  className?: string;
}

/** Time as a line with a mark for each moment: the day, a note, a visit. */
export function Thread({ moments, label, compact = false, className }: ThreadProps) {
  const isTimeless = moments.every((moment) => moment.time === undefined);
  return (
    <ol
      aria-label={label}
      className={cx("thread", className)}
      data-compact={compact || undefined}
      data-timeless={isTimeless || undefined}
    >
      {moments.map((moment) => (
        <ThreadItem key={moment.id} moment={moment} isTimeless={isTimeless} />
      ))}
    </ol>
  );
}

function ThreadItem({ moment, isTimeless }: { moment: Moment; isTimeless: boolean }) {
  const { state, time, title, note } = moment;
  return (
    <li className="thread-item" data-state={state} aria-current={state === "now" ? "step" : undefined}>
      {!isTimeless && (
        <span className="thread-time">{time && <time dateTime={time.iso}>{time.text}</time>}</span>
      )}
      <span className="thread-mark" aria-hidden="true">
        <span className="dot" data-state={state} />
      </span>
      <div className="thread-words">
        <span className="thread-title">{title}</span>
        {note !== undefined && <span className="thread-note">{note}</span>}
      </div>
    </li>
  );
}

interface StepsProps {
  steps: readonly { id: string; word: string; state: Exclude<MomentState, "free"> }[];
  label: string;
  className?: string;
}

/** The thread laid flat: where the patient is on the way in. */
export function Steps({ steps, label, className }: StepsProps) {
  return (
    <ol aria-label={label} className={cx("steps", className)}>
      {steps.map((step) => (
        <li key={step.id} className="steps-item" data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <span className="dot" data-state={step.state} aria-hidden="true" />
          {step.word}
        </li>
      ))}
    </ol>
  );
}
