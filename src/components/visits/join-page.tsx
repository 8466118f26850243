"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel, type StateKind } from "@/components/kit/state-panel";
import type { LocaleOption } from "@/components/shell/language-switch";
import { rememberDeviceZone } from "@/components/shell/preferences";
import { useRecordsBack } from "@/components/shell/use-records-away";
import type { DomainError } from "@/core/kit/errors";
import type { OpenLinkInput, OpenLinkOutput } from "@/core/visits/link";
import { callCommand } from "@/room/api";
import { EntryFrame } from "./entry-frame";
import { FinishedState } from "./finished-state";

type Problem = "empty" | "unknown" | "tooOften" | "away" | "offline";

type Finished = "revoked" | "over" | "cancelled" | "missed";

const FINISHED: Readonly<Record<string, Finished>> = {
  "visits.link_revoked": "revoked",
  "visits.over": "over",
  "visits.cancelled": "cancelled",
  "visits.missed": "missed",
};

const BY_CODE: Readonly<Record<string, Problem>> = {
  "kit.unavailable": "away",
};

const PANELS: Record<Problem, StateKind> = {
  empty: "error",
  unknown: "error",
  tooOften: "error",
  away: "error",
  offline: "offline",
};

function problemOf(error: DomainError): Problem {
  const known = BY_CODE[error.code];
  if (known !== undefined) return known;
  if (error.kind === "rate_limited") return "tooOften";
  return error.kind === "unavailable" ? "offline" : "unknown";
}

/** Exchanges the token in the fragment for a seat in the visit, and goes there. */
export function JoinPage({ locales }: { locales: readonly LocaleOption[] }) {
  const t = useTranslations("visits.join");
  const router = useRouter();
  const token = useRef<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [finished, setFinished] = useState<DomainError | null>(null);

  const open = useCallback(async () => {
    setProblem(null);
    const answer = await callCommand<OpenLinkInput, OpenLinkOutput>(
      "visits/open-link",
      { token: token.current ?? "" },
      { as: { kind: "public" } },
    );
    if (answer.ok) router.replace(`/visit/${answer.value.visitId}?as=visitor`);
    else if (FINISHED[answer.error.code] !== undefined) setFinished(answer.error);
    else setProblem(problemOf(answer.error));
  }, [router]);

  useEffect(() => {
    if (token.current === null) {
      token.current = location.hash.slice(1);
      // The token must not stay in the address bar, in history or in a screenshot.
      history.replaceState(null, "", location.pathname);
    }
    rememberDeviceZone();
    if (token.current === "") setProblem("empty");
    else void open();
  }, [open]);

  const isRetried = problem === "tooOften" || problem === "away" || problem === "offline";
  useRecordsBack(problem === "away" || problem === "offline", () => void open());
  return (
    <EntryFrame locales={locales}>
      {finished !== null ? (
        <div role="alert">
          <FinishedLink error={finished} />
        </div>
      ) : problem === null ? (
        <StatePanel kind="loading" level={1} title={t("opening")} className="pt-8" />
      ) : (
        <div role="alert" className="pt-8">
          <StatePanel
            kind={PANELS[problem]}
            level={1}
            title={t(`${problem}.title`)}
            actions={isRetried && <PlainButton onPress={() => void open()}>{t("again")}</PlainButton>}
          >
            {t(`${problem}.words`)}
          </StatePanel>
        </div>
      )}
    </EntryFrame>
  );
}

/** The link is known and leads nowhere any more. */
function FinishedLink({ error }: { error: DomainError }) {
  const { practice, phone, visitId } = error.params ?? {};
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  return (
    <FinishedState
      stage={FINISHED[error.code] ?? "over"}
      practice={{ name: text(practice) ?? "", phone: text(phone) }}
      visitId={text(visitId)}
    />
  );
}
