"use client";

import { useFormatter, useTranslations } from "next-intl";
import { facesOf, measureOf } from "@/core/pain/compare";
import { regionsTouched, type Figure } from "@/core/pain/figure";
import type { KeptPainMap, PainMapContent, PainMark } from "@/core/pain/map";
import { regionNumber, REGIONS, type Region } from "@/core/pain/regions";
import { QUALITY_CODES } from "@/core/pain/words";
import { usePainWords } from "./use-pain-words";

const regionOf = (id: string): Region[] => REGIONS.filter((_, number) => number === regionNumber(id));

/** What is said about places, as words: on the screen, and for the note. */
export function usePlaceWords(figure: Figure) {
  const t = useTranslations("pain");
  const format = useFormatter();
  const words = usePainWords();
  const percent = (value: number): string => format.number(value, { maximumFractionDigits: 1 });
  const touched = (mark: PainMark): Region[] => regionsTouched(figure, facesOf(mark, figure)).map(({ region }) => region);
  const named = (regions: readonly Region[]): string => regions.map(words.region).join("; ");
  const said = (mark: PainMark): string[] => [
    ...mark.qualities.map((quality) => t(`quality.${quality}`)),
    ...(mark.since === null ? [] : [t(`since.${mark.since}`)]),
    ...(mark.pattern === null ? [] : [t(`pattern.${mark.pattern}`)]),
    ...(mark.radiatesTo.length === 0 ? [] : [t("read.goesTo", { places: named(mark.radiatesTo.flatMap(regionOf)) })]),
  ];
  /** Each region with its code, each quality that has one with it. */
  const codes = (map: PainMapContent): string[] => {
    const regions = new Map(map.marks.flatMap((mark) => [...touched(mark), ...mark.radiatesTo.flatMap(regionOf)]).map((region) => [region.id, region]));
    const qualities = new Set(map.marks.flatMap((mark) => mark.qualities));
    return [
      ...[...regions.values()].map((region) => {
        const { uberon } = region;
        if (uberon === null) return t("read.noCode", { region: words.region(region) });
        return t(uberon.match === "exact" ? "read.code" : "read.codeBroader", { region: words.region(region), code: uberon.code });
      }),
      ...[...qualities].flatMap((quality) => {
        const code = QUALITY_CODES[quality];
        return code === undefined ? [] : [t("read.code", { region: t(`quality.${quality}`), code })];
      }),
    ];
  };
  /** A kept map as text for a note: it names the version that it is of, which never changes. */
  const forNote = ({ map, version, painter }: KeptPainMap): string => {
    const lines = map.marks.map((mark, place) => {
      const intensity = mark.intensity === null ? t("note.noIntensity") : t("note.intensity", { n: mark.intensity });
      const free = mark.words.trim() === "" ? [] : [t("note.words", { words: mark.words.trim() })];
      return `${place + 1}. ${[named(touched(mark)) || t("place.none"), intensity, ...said(mark), ...free].join("; ")}`;
    });
    return [t("note.head", { version, by: t(`by.${painter}`) }), ...lines, `${t("note.area", { percent: percent(measureOf(map, figure).areaPercent) })}. ${codes(map).join("; ")}`].join("\n");
  };
  return { percent, touched, named, said, codes, forNote };
}
