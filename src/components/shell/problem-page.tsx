import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/kit/plain-button";
import { Logo } from "@/components/kit/logo";
import { StatePage, StatePanel, type StateKind } from "@/components/kit/state-panel";
import type { ErrorKind } from "@/core/kit/errors";
import { RetryButton } from "./retry-button";

const STATES: Record<ErrorKind, StateKind> = {
  invalid: "error",
  signed_out: "denied",
  denied: "denied",
  not_found: "empty",
  conflict: "error",
  stale: "error",
  gone: "ended",
  rate_limited: "error",
  unavailable: "error",
  too_large: "error",
};

const RETRIED: ReadonlySet<ErrorKind> = new Set(["conflict", "stale", "rate_limited", "unavailable"]);

interface ProblemProps {
  kind: ErrorKind;
  /** Words that know more than the kind does. */
  title?: string;
  children?: ReactNode;
  /** In place of the usual way on. */
  actions?: ReactNode;
  /** Where the person came from, for after signing in. A path of this site. */
  returnTo?: string;
}

function useProblem({ kind, title, children, actions, returnTo }: ProblemProps) {
  const t = useTranslations("kit.problems");
  const wayOn = RETRIED.has(kind) ? (
    <RetryButton>{t("retry")}</RetryButton>
  ) : kind === "signed_out" ? (
    <LinkButton kind="filled" href={returnTo === undefined ? "/sign-in" : `/sign-in?to=${encodeURIComponent(returnTo)}`}>
      {t("signIn")}
    </LinkButton>
  ) : (
    <LinkButton href="/">{t("home")}</LinkButton>
  );
  return {
    kind: STATES[kind],
    title: title ?? t(`${kind}.title`),
    children: children ?? <p>{t(`${kind}.words`)}</p>,
    actions: actions ?? wayOn,
  };
}

/** What a refused or failed query says, as a whole page. */
export function ProblemPage(props: ProblemProps) {
  return <StatePage header={<Logo href="/" />} {...useProblem(props)} />;
}

/** The same inside a page that has its own header. */
export function ProblemPanel({ className, level, ...props }: ProblemProps & { className?: string; level?: 1 | 2 | 3 }) {
  return <StatePanel className={className} level={level} {...useProblem(props)} />;
}
