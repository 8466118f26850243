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
import { registers } from "@/core/room/registers";
import { callCommand, callQuery } from "@/room/api";
import { showKeptView } from "@/room/scene/kept-views";
import type { SceneReplica } from "@/room/scene/replica";
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

interface Running {
  readonly content: TourContent;
  readonly at: number;
}

/** The practice's tours, for the clinician: shown stop by stop to everybody, made of the views kept here, and changed. */
export function ToursPart({ visitId, scene, tools, views }: ToursPartProps) {
  const t = useTranslations("anatomy.tours");
  const say = useErrorWords();
  const pick = useTourWords();
  const [tours, setTours] = useState<readonly TourInList[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState<Running | null>(null);
  const [draft, setDraft] = useState<TourDraft | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    void callQuery<object, { tours: readonly TourInList[] }>("anatomy/tours", {}, { signal: leaving.signal }).then((answer) => {
      if (leaving.signal.aborted) return;
      if (answer.ok) setTours(answer.value.tours);
      setProblem(answer.ok ? null : say(answer.error));
    });
    return () => leaving.abort();
  }, [turn, say]);

  const stopAt = (content: TourContent, at: number): void => {
    const stop = content.stops[at];
    if (!stop) return;
    const fault = showKeptView(scene, { registers: new Map(Object.entries(stop.registers)) });
    if (fault) return announce(t("failed"), { urgent: true });
    if (stop.side) tools.control?.lookFrom(stop.side);
    scene.dispatch({ register: registers.tour, value: { title: content.title, n: at + 1, of: content.stops.length, words: stop.words } });
    setRunning({ content, at });
  };
  const begin = async (tourId: TourInList["tourId"]): Promise<void> => {
    const answer = await callCommand<object, { content: TourContent }>("anatomy/show-tour", { visitId, tourId });
    if (!answer.ok) return setProblem(say(answer.error));
    setProblem(null);
    stopAt(answer.value.content, 0);
  };
  const end = (): void => {
    scene.dispatch({ register: registers.tour, value: null });
    setRunning(null);
  };
  const change = async (tourId: TourInList["tourId"]): Promise<void> => {
    const answer = await callQuery<object, { version: number; content: TourContent }>("anatomy/tour", { tourId });
    if (answer.ok) setDraft({ tourId, ...answer.value });
    else setProblem(say(answer.error));
  };
  if (running) {
    const { content, at } = running;
    const last = content.stops.length - 1;
    const words = pick(content.stops[at]?.words ?? { en: "", es: "" });
    return (
      <section className="tours" aria-label={t("title")} data-tour-running={at + 1}>
        <p className="tool-note">{t("place", { n: at + 1, of: content.stops.length })}</p>
        <p className="tool-hint whitespace-pre-wrap" lang={words.lang} dir="auto">
          {words.text}
        </p>
        <div className="tool-actions">
          <PlainButton kind="filled" unready={at === last ? t("isLast") : undefined} onPress={() => stopAt(content, at + 1)}>
            {t("next")}
          </PlainButton>
          <PlainButton unready={at === 0 ? t("isFirst") : undefined} onPress={() => stopAt(content, at - 1)}>
            {t("back")}
          </PlainButton>
          <PlainButton kind="text" onPress={end}>
            {t("end")}
          </PlainButton>
        </div>
      </section>
    );
  }
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
