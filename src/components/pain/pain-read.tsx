"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { measureOf } from "@/core/pain/compare";
import type { Figure } from "@/core/pain/figure";
import type { KeptPainMap } from "@/core/pain/map";
import { PainPicture } from "./pain-picture";
import { usePlaceWords } from "./use-place-words";

interface PainReadProps {
  kept: KeptPainMap;
  figure: Figure;
  zone: string;
  action?: ReactNode;
}

/** A kept map, to read: the picture, each place in words, and the codes. */
export function PainRead({ kept, figure, zone, action }: PainReadProps) {
  const t = useTranslations("pain");
  const format = useFormatter();
  const words = usePlaceWords(figure);
  const { map, painter, version, savedAtMs } = kept;
  const at = format.dateTime(savedAtMs, "moment", { timeZone: zone });
  return (
    <article className="grid grid-cols-1 gap-3">
      <p className="text-small text-ink2">{t("read.saved", { by: t(`by.${painter}`), at, version })}</p>
      <PainPicture map={map} figure={figure} />
      {map.marks.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <ol className="grid gap-2">
          {map.marks.map((mark, place) => (
            <li key={place} className="border-t border-rule pt-2">
              <p className="font-semibold">
                {place + 1}. {words.named(words.touched(mark)) || t("place.none")}
                {mark.intensity !== null && <span>, {t("read.intensity", { n: mark.intensity })}</span>}
              </p>
              <p>{words.said(mark).join(". ")}</p>
              {mark.words !== "" && <p className="whitespace-pre-wrap text-ink2">“{mark.words}”</p>}
            </li>
          ))}
        </ol>
      )}
      <p className="text-small text-ink2">{t("read.area", { percent: words.percent(measureOf(map, figure).areaPercent) })}</p>
      {map.marks.length > 0 && (
        <details className="pain-group">
          <summary>{t("read.coded")}</summary>
          <ul className="text-small">
            {words.codes(map).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {action}
    </article>
  );
}
