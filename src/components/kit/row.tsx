import type { ReactNode } from "react";
import { cx } from "./classes";
import { Icon, type IconName } from "./icon";

interface RowProps {
  title: ReactNode;
  note?: ReactNode;
  /** Before the words: a time, a number, an icon. */
  start?: ReactNode;
  /** One action or word at the end. */
  end?: ReactNode;
  chosen?: boolean;
  as?: "div" | "li";
  className?: string;
}

/** A line of a list: rule above, title, second line, one thing at the end. */
export function Row({ title, note, start, end, chosen = false, as: Element = "div", className }: RowProps) {
  return (
    <Element className={cx("row", className)} data-chosen={chosen || undefined}>
      {start !== undefined && <div className="flex-none">{start}</div>}
      <div className="row-body">
        <div className="row-main">
          <div className="row-title">{title}</div>
          {note !== undefined && <div className="row-note">{note}</div>}
        </div>
        {end !== undefined && <div className="flex flex-none items-center gap-2">{end}</div>}
      </div>
    </Element>
  );
}

/** How far something is ready: a tick and a word, or a sign in straw and a word. Never colour alone. */
export type ReadyState = "ready" | "works" | "open" | "failed" | "fact";

const READY_ICONS: Record<ReadyState, IconName | undefined> = {
  ready: "check",
  works: "check",
  open: "clock",
  failed: "error",
  fact: undefined,
};

interface ReadyWordProps {
  state: ReadyState;
  children: ReactNode;
  icon?: IconName;
}

export function ReadyWord({ state, children, icon = READY_ICONS[state] }: ReadyWordProps) {
  return (
    <span className="ready-word" data-state={state}>
      {icon && <Icon name={icon} size="small" />}
      <span>{children}</span>
    </span>
  );
}
