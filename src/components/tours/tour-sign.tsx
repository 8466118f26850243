"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useSceneVersion } from "@/components/anatomy/use-scene";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { registers } from "@/core/room/registers";
import type { SceneReplica } from "@/room/scene/replica";
import { endTour, runningTour, showStop } from "@/room/scene/running-tour";
import { useTourWords } from "./tour-words";
import "./tours.css";

interface TourSignProps {
  readonly scene: SceneReplica;
  /** Who may go on, back and end it. */
  readonly isClinician: boolean;
}

/** What is said at the stop that the clinician shows, for everybody in the room; for the clinician with the way on. */
export function TourSign({ scene, isClinician }: TourSignProps) {
  const t = useTranslations("anatomy.tours");
  const pick = useTourWords();
  useSceneVersion(scene, registers.tour);
  const running = useSyncExternalStore(runningTour.subscribe, runningTour.get, () => null);
  const sign = scene.get(registers.tour);
  if (!sign) return null;
  const [title, words] = [pick(sign.title), pick(sign.words)];
  const go = (at: number): void => {
    if (running && !showStop(scene, running, at)) announce(t("failed"), { urgent: true });
  };
  return (
    <section className="tour-sign" aria-label={t("title")} data-tour-sign={sign.n}>
      <div role="status">
        <p className="text-small">
          <span lang={title.lang}>{title.text}</span> · {t("place", { n: sign.n, of: sign.of })}
        </p>
        <p lang={words.lang} dir="auto" className="whitespace-pre-wrap">
          {words.text}
        </p>
      </div>
      {isClinician && (
        <div className="tool-actions">
          {running && (
            <>
              <PlainButton unready={running.at === 0 ? t("isFirst") : undefined} onPress={() => go(running.at - 1)}>
                {t("back")}
              </PlainButton>
              <PlainButton kind="filled" unready={running.at === running.content.stops.length - 1 ? t("isLast") : undefined} onPress={() => go(running.at + 1)}>
                {t("next")}
              </PlainButton>
            </>
          )}
          <PlainButton kind="text" onPress={() => endTour(scene)}>
            {t("end")}
          </PlainButton>
        </div>
      )}
    </section>
  );
}
