import type { ReactNode } from "react";
import { cx } from "./classes";
import { Door, Ring, type Seat } from "./ring";

export type StateKind = "loading" | "empty" | "error" | "offline" | "denied" | "ended";

interface StatePanelProps {
  kind: StateKind;
  /** A sentence. */
  title: string;
  children?: ReactNode;
  /** One useful action, perhaps a second as text. */
  actions?: ReactNode;
  /** Loading: the true part that is here, 0 to 1. */
  share?: number;
  /** Who is on the ring; each state has its own if left out. */
  seats?: readonly Seat[];
  /** Heading level, by where the panel stands. */
  level?: 1 | 2 | 3;
  className?: string;
}

const SEATS: Record<StateKind, readonly Seat[]> = {
  loading: [{ person: 1 }],
  empty: [{ state: "expected" }, { state: "expected" }],
  error: [{ person: 1 }],
  offline: [{ person: 1 }, { person: 2 }],
  denied: [],
  ended: [{ state: "expected" }, { state: "expected" }],
};

const RINGS = { loading: "loading", empty: "plain", error: "error", offline: "offline", ended: "ended" } as const;

/** One of the six states, inside a page: ring, sentence, one useful action. */
export function StatePanel({ kind, title, children, actions, share, seats = SEATS[kind], level = 2, className }: StatePanelProps) {
  const Heading = `h${level}` as const;
  return (
    <section
      className={cx("flex flex-col items-start", kind === "loading" && "appears-late", className)}
      role={kind === "loading" ? "status" : undefined}
    >
      {kind === "denied" ? <Door person={1} /> : <Ring flush state={RINGS[kind]} share={share} seats={seats} />}
      <Heading className={cx("mt-3.5", level === 1 ? "text-h1" : "text-h2")}>{title}</Heading>
      {children !== undefined && <div className="mt-1 max-w-[30rem] text-ink2">{children}</div>}
      {actions !== undefined && <div className="mt-6 flex flex-wrap gap-2">{actions}</div>}
    </section>
  );
}

/** An empty list: dashed seats, a sentence, one useful action. */
export function EmptyState(props: Omit<StatePanelProps, "kind" | "share">) {
  return <StatePanel kind="empty" {...props} />;
}

/** A state that takes the whole page, with its `main`. */
export function StatePage({ header, footer, ...panel }: StatePanelProps & { header?: ReactNode; footer?: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[40rem] flex-col px-4 tablet:px-8">
      {header !== undefined && <header className="flex min-h-16 items-center justify-between">{header}</header>}
      <main id="main" className="flex-1 py-8 tablet:py-16">
        <StatePanel level={1} {...panel} />
      </main>
      {footer !== undefined && <footer className="pb-6 text-small text-ink2">{footer}</footer>}
    </div>
  );
}
