"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { readVisitLog } from "@/room/replay/read-log";
import type { VisitLog } from "@/room/replay/replay";

type Read =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: DomainError }
  | { readonly kind: "read"; readonly log: VisitLog };

interface ReadLogPartProps {
  readonly visitId: VisitId;
  /** Shows what was done, where there is anything. */
  readonly children: (log: VisitLog) => ReactNode;
}

/** Reads a visit's log, and says so while it is read, where it can't be, and where it holds nothing. */
export function ReadLogPart({ visitId, children }: ReadLogPartProps) {
  const t = useTranslations("replay");
  const say = useErrorWords();
  const [read, setRead] = useState<Read>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    readVisitLog(visitId, abort.signal).then(
      (answer) => {
        if (!abort.signal.aborted) setRead(answer.ok ? { kind: "read", log: answer.value } : { kind: "failed", error: answer.error });
      },
      // Only an abort rejects: the page has gone on.
      () => undefined,
    );
    return () => abort.abort();
  }, [visitId, attempt]);
  const again = (): void => {
    setRead({ kind: "loading" });
    setAttempt((n) => n + 1);
  };
  if (read.kind === "loading") return <StatePanel className="p-6" kind="loading" level={3} title={t("loading")} />;
  if (read.kind === "failed") {
    return (
      <div className="p-6" role="alert">
        <StatePanel kind="error" level={3} title={t("failedTitle")} actions={<PlainButton kind="filled" onPress={again}>{t("retry")}</PlainButton>}>
          <p>{say(read.error)}</p>
        </StatePanel>
      </div>
    );
  }
  if (read.log.erased || read.log.entries.length === 0) {
    const words = read.log.erased ? "erased" : "empty";
    return (
      <StatePanel className="p-6" kind={read.log.erased ? "denied" : "empty"} level={3} title={t(`${words}Title`)}>
        <p>{t(`${words}Words`)}</p>
      </StatePanel>
    );
  }
  return children(read.log);
}
