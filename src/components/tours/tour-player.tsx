"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import type { TourContent, TourStop } from "@/core/anatomy/tours";
import { canReadAloud, readAloud, stopReading } from "./read-aloud";
import { useTourWords } from "./tour-words";

interface TourPlayerProps {
  readonly content: TourContent;
  readonly onClose: () => void;
  /** The stop as a scene that can be turned; where there is none, picture and words say it all. */
  readonly renderScene: (stop: TourStop, onClose: () => void) => ReactNode;
}

/** A tour, stop by stop: picture and words, next and back, by keys too, and read aloud where this device can do it by itself. */
export function TourPlayer({ content, onClose, renderScene }: TourPlayerProps) {
  const t = useTranslations("anatomy.tours");
  const pick = useTourWords();
  const [at, setAt] = useState(0);
  const [isScene, setScene] = useState(false);
  const [canRead, setCanRead] = useState(false);
  const stop = content.stops[at];
  const title = pick(content.title);
  const words = stop ? pick(stop.words) : null;
  const lang = words?.lang ?? (typeof document === "undefined" ? "en" : document.documentElement.lang);
  useEffect(() => canReadAloud(lang, setCanRead), [lang]);
  useEffect(() => stopReading, [at]);
  const last = content.stops.length - 1;
  const go = useCallback((by: 1 | -1): void => setAt((now) => Math.min(last, Math.max(0, now + by))), [last]);
  useArrows(go, isScene);
  if (!stop || !words) return null;
  return (
    <section className="tour" aria-label={title.text} data-tour-stop={at + 1}>
      <h3 className="text-h3" lang={title.lang} dir="auto">
        {title.text}
      </h3>
      <div data-surface="room" className="tour-picture">
        {isScene ? (
          renderScene(stop, () => setScene(false))
        ) : (
          <>
            {stop.picture !== null && <img src={`data:image/jpeg;base64,${stop.picture}`} alt={t("picture", { n: at + 1 })} className="size-full object-cover" />}
            <div className="absolute start-4 bottom-3">
              <PlainButton icon="turn" kind="filled" onPress={() => setScene(true)}>
                {t("turn")}
              </PlainButton>
            </div>
          </>
        )}
      </div>
      <div aria-live="polite">
        <p className="text-small text-ink2">{t("place", { n: at + 1, of: content.stops.length })}</p>
        <p className="mt-1 text-reading whitespace-pre-wrap" lang={words.lang} dir="auto">
          {words.text}
        </p>
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <PlainButton icon="chevron-start" unready={at === 0 ? t("isFirst") : undefined} onPress={() => go(-1)}>
          {t("back")}
        </PlainButton>
        <PlainButton kind="filled" icon="chevron-end" unready={at === last ? t("isLast") : undefined} onPress={() => go(1)}>
          {t("next")}
        </PlainButton>
        {canRead && (
          <PlainButton icon="sound" onPress={() => readAloud(words.text, lang)}>
            {t("read")}
          </PlainButton>
        )}
        <PlainButton kind="text" onPress={onClose}>
          {t("end")}
        </PlainButton>
      </div>
    </section>
  );
}

// Left and right go back and on. Inside the scene they turn the model, and in a field they are the field's.
function useArrows(go: (by: 1 | -1) => void, isScene: boolean): void {
  useEffect(() => {
    if (isScene) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [role=application]") !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key === "ArrowRight") go(1);
      else if (event.key === "ArrowLeft") go(-1);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [go, isScene]);
}
