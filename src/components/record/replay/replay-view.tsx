"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { readVisitLog } from "@/room/replay/read-log";
import { createReplay, type Replay, type VisitLog } from "@/room/replay/replay";
import { MomentList } from "./moment-list";
import { ReplayControls } from "./replay-controls";
import { useMoments } from "./use-moments";

type Read =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: DomainError }
  | { readonly kind: "read"; readonly log: VisitLog };

interface ReplayViewProps {
  readonly visitId: VisitId;
  /** Zone in which times are told. */
  readonly zone: string;
  /** Draws the scene: in three dimensions, where the page can. */
  readonly renderScene: (replay: Replay, log: VisitLog) => ReactNode;
}

/** A visit looked at again: the scene, time that can be moved, and who did what. */
export function ReplayView({ visitId, zone, renderScene }: ReplayViewProps) {
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
  return <Played log={read.log} zone={zone} renderScene={renderScene} />;
}

function Played({ log, zone, renderScene }: { log: VisitLog } & Pick<ReplayViewProps, "zone" | "renderScene">) {
  const t = useTranslations("replay");
  const [replay] = useState(() => createReplay(log));
  const moments = useMoments(replay, log);
  useEffect(() => () => replay.close(), [replay]);
  return (
    <div className="replay-grid">
      <div className="replay-stage">{renderScene(replay, log)}</div>
      <ReplayControls player={replay.player} moments={moments} />
      <section className="replay-moments" aria-labelledby="replay-moments">
        <h3 id="replay-moments" className="text-h3">
          {t("moments", { count: moments.length })}
        </h3>
        <MomentList player={replay.player} moments={moments} zone={zone} />
      </section>
    </div>
  );
}
