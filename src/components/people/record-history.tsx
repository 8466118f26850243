"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Dialog } from "@/components/kit/dialog";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import { domainError } from "@/core/kit/errors";
import { dateAt } from "@/core/scheduling/wall-time";
import { callCommand } from "@/room/api";

/** One merge behind a record. */
export interface MergeLine {
  readonly mergeId: string;
  readonly mergedAtMs: number;
  readonly undoneAtMs: number | null;
  readonly name: string;
  readonly moved: { readonly appointments: number; readonly notes: number; readonly consents: number };
  readonly obstacle: string | null;
}

/** Which records became this one, and the way back. */
export function RecordHistory({ merges, zone }: { merges: readonly MergeLine[]; zone: string }) {
  const t = useTranslations("patients.record");
  const say = useErrorWords();
  const router = useRouter();
  const clock = useClock(zone);
  const [asked, setAsked] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const day = (ms: number) => clock.full(dateAt(ms, zone));
  const undo = async (mergeId: string) => {
    setPending(true);
    const answer = await callCommand("people/undo-merge", { mergeId });
    showToast({ text: answer.ok ? t("done") : say(answer.error) });
    setPending(false);
    setAsked(null);
    router.refresh();
  };
  return (
    <section aria-labelledby="record-title">
      <h2 id="record-title" className="text-h3">
        {t("title")}
      </h2>
      {merges.length === 0 && <p className="mt-3 text-ink2">{t("none")}</p>}
      {merges.map((merge) => (
        <article key={merge.mergeId} className="person-line">
          <div className="person-line-words">
            <p className="font-semibold">{t("merged", { name: merge.name, date: day(merge.mergedAtMs) })}</p>
            <p className="text-small text-ink2">{t("moved", merge.moved)}</p>
            {merge.undoneAtMs !== null && <p className="text-small text-ink2">{t("undone", { date: day(merge.undoneAtMs) })}</p>}
            {merge.undoneAtMs === null && merge.obstacle !== null && (
              <p className="text-small text-ink2">{t("cannot", { why: say(domainError("conflict", `people.merge_undo_${merge.obstacle}`)) })}</p>
            )}
          </div>
          {merge.obstacle === null && <Button onPress={() => setAsked(merge.mergeId)}>{t("undo")}</Button>}
        </article>
      ))}
      {asked !== null && (
        <Dialog
          isOpen
          role="alertdialog"
          title={t("undoTitle")}
          onOpenChange={(isOpen) => !isOpen && setAsked(null)}
          actions={() => (
            <>
              <Button kind="filled" pending={isPending} onPress={() => void undo(asked)}>
                {t("undo")}
              </Button>
              <Button kind="quiet" onPress={() => setAsked(null)}>
                {t("stay")}
              </Button>
            </>
          )}
        >
          <p>{t("undoWords")}</p>
        </Dialog>
      )}
    </section>
  );
}
