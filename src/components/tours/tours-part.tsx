"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { MarkTools } from "@/components/anatomy/use-mark-tools";
import type { SavedView } from "@/core/anatomy/views";
import type { TourContent, TourInList } from "@/core/anatomy/tours";
import type { VisitId } from "@/core/kit/ids";
import { callQuery } from "@/room/api";
import type { SceneReplica } from "@/room/scene/replica";
import { beginTour, listTours, showStop } from "@/room/scene/running-tour";
import { newTour, type TourDraft } from "./tour-draft";
import { TourEditor } from "./tour-editor";
import { useTourWords } from "./tour-words";
import "./tours.css";

interface ToursPartProps {
  readonly visitId: VisitId;
  readonly scene: SceneReplica;
  readonly tools: MarkTools;
  readonly views: readonly SavedView[];
}

/** The practice's tours, for the clinician: shown stop by stop to everybody, made of the views kept here, and changed. */
export function ToursPart({ visitId, scene, tools, views }: ToursPartProps) {
  const t = useTranslations("anatomy.tours");
  const say = useErrorWords();
  const pick = useTourWords();
  const [tours, setTours] = useState<readonly TourInList[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [draft, setDraft] = useState<TourDraft | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    void listTours(leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.ok) setTours(answer.value.tours);
      setProblem(answer.ok ? null : say(answer.error));
    });
    return () => leaving.abort();
  }, [turn, say]);

  const begin = async (tourId: TourInList["tourId"]): Promise<void> => {
    const answer = await beginTour(visitId, tourId);
    if (!answer.ok) return setProblem(say(answer.error));
    setProblem(null);
    const isShown = showStop(scene, { content: answer.value.content, lookFrom: (side) => tools.control?.lookFrom(side) }, 0);
    if (!isShown) announce(t("failed"), { urgent: true });
  };
  const change = async (tourId: TourInList["tourId"]): Promise<void> => {
    const answer = await callQuery<object, { version: number; content: TourContent }>("anatomy/tour", { tourId });
    if (answer.ok) setDraft({ tourId, ...answer.value });
    else setProblem(say(answer.error));
  };
  const whole = views.filter(({ isWhole }) => isWhole);
  return (
    <section className="tours" aria-label={t("title")}>
      <h3 className="ps-1.5 text-small font-semibold">{t("title")}</h3>
      {problem !== null && (
        <p role="alert" className="tool-hint">
          {problem}
        </p>
      )}
      {tours?.length === 0 && <p className="tool-note">{t("none")}</p>}
      {tours !== null && tours.length > 0 && (
        <ul className="view-list">
          {tours.map((tour) => {
            const title = pick(tour.title);
            return (
              <li key={tour.tourId} className="view-row" data-tour={tour.tourId}>
                <button type="button" className="view-show" onClick={() => void begin(tour.tourId)}>
                  <span className="view-words">
                    <span lang={title.lang} dir="auto">
                      {title.text}
                    </span>
                    <small>{t("stops", { count: tour.stops })}</small>
                  </span>
                </button>
                <PlainButton kind="quiet" aria-label={t("changeLabel", { title: title.text })} onPress={() => void change(tour.tourId)}>
                  {t("change")}
                </PlainButton>
              </li>
            );
          })}
        </ul>
      )}
      <PlainButton kind="text" unready={whole.length === 0 ? t("needsViews") : undefined} onPress={() => setDraft(newTour(scene, whole))}>
        {t("make")}
      </PlainButton>
      {draft !== null && (
        <TourEditor
          scene={scene}
          draft={draft}
          views={whole}
          onClose={(isChanged) => {
            setDraft(null);
            if (isChanged) setTurn(turn + 1);
          }}
        />
      )}
    </section>
  );
}
