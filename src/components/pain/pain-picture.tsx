"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import type { Figure } from "@/core/pain/figure";
import { regionsTouched } from "@/core/pain/figure";
import type { PainMapContent } from "@/core/pain/map";
import { FRAME, lookFrom, VIEW_ANGLES, VIEWS, type ViewName } from "@/core/pain/view";
import { drawFigure } from "./draw-figure";
import { drawnPlaces } from "./places";
import { usePainWords } from "./use-pain-words";

/** A map from all four sides, to look at. */
export function PainPicture({ map, figure }: { map: PainMapContent; figure: Figure }) {
  const t = useTranslations("pain");
  const words = usePainWords();
  const places = useMemo(() => drawnPlaces(map, figure), [map, figure]);
  const painted = places.map(({ faces }) => words.regions(regionsTouched(figure, faces))).filter((text) => text !== "");
  return (
    <div className="pain-four" role="img" aria-label={painted.length === 0 ? t("pictureNone") : t("picture", { places: painted.join("; ") })}>
      {VIEWS.map((view) => (
        <Side key={view} {...{ view, figure, places }} title={t(`view.${view}`)} />
      ))}
    </div>
  );
}

function Side({ view, figure, places, title }: { view: ViewName; figure: Figure; places: ReturnType<typeof drawnPlaces>; title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) drawFigure(context, lookFrom(figure, VIEW_ANGLES[view]), places, null);
  }, [figure, places, view]);
  return (
    <span className="pain-one" aria-hidden="true">
      <canvas ref={canvas} width={FRAME.width} height={FRAME.height} />
      <span className="text-small text-ink2">{title}</span>
    </span>
  );
}
