"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useTourWords } from "@/components/tours/tour-words";
import type { ActorClaim } from "@/core/access/claim";
import type { ShownTour, TourContent } from "@/core/anatomy/tours";
import type { VisitId } from "@/core/kit/ids";
import { callQuery } from "@/room/api";

const Replay = dynamic(() => import("./tour-replay").then((module) => module.TourReplay), { ssr: false });

interface SummaryToursProps {
  readonly visitId: VisitId;
  readonly tours: readonly ShownTour[];
  readonly as: ActorClaim;
}

/** The tours that the clinician showed in the visit; each is seen again stop by stop, as it was then. */
export function SummaryTours({ visitId, tours, as }: SummaryToursProps) {
  const t = useTranslations("anatomy.tours");
  const say = useErrorWords();
  const pick = useTourWords();
  const [open, setOpen] = useState<TourContent | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (tours.length === 0) return null;
  const begin = async (editionId: ShownTour["editionId"]): Promise<void> => {
    const answer = await callQuery<object, { content: TourContent }>("anatomy/visit-tour", { visitId, editionId }, { as });
    setProblem(answer.ok ? null : say(answer.error));
    if (answer.ok) setOpen(answer.value.content);
  };
  return (
    <section className="mt-4 px-4 tablet:px-0" aria-labelledby="tours-heading">
      <h2 id="tours-heading" className="text-h3">
        {t("again")}
      </h2>
      {problem !== null && (
        <p role="alert" className="mt-1 text-small">
          {problem}
        </p>
      )}
      {open === null ? (
        <ul className="mt-2 grid gap-2">
          {tours.map(({ editionId, title, stops }) => {
            const { text, lang } = pick(title);
            return (
              <li key={editionId} data-tour={editionId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span lang={lang} dir="auto">
                  {text}
                </span>
                <span className="text-small text-ink2">{t("stops", { count: stops })}</span>
                <PlainButton icon="play" aria-label={t("beginLabel", { title: text })} onPress={() => void begin(editionId)}>
                  {t("begin")}
                </PlainButton>
              </li>
            );
          })}
        </ul>
      ) : (
        <Replay content={open} as={as} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
