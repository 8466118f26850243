"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { measuredIn, type ElementsView } from "@/core/anatomy/elements";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import type { SceneReplica } from "@/room/scene/replica";
import { useModelWords, type Wording } from "./model-words";
import { useElements } from "./use-elements";
import { useMeasureWords } from "./use-measure-words";

interface ElementTwinProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
}

/**
 * What stands on the model as one attribute that scripts and tests read, and its news for screen
 * readers. The list is for people.
 */
export function ElementTwin(props: ElementTwinProps) {
  const elements = useElements(props.scene, props.model);
  useNews(props, elements);
  const { pins, measures, angles, areas, strokes } = elements;
  const inHundredths = (n: number): number => Math.round(n * 100) / 100;
  const state = {
    pins: pins.map(({ id, structure, at, text }) => ({ id, structure, at, text })),
    measures: measures.map(({ id, points, mm }) => ({ id, points, mm: inHundredths(mm) })),
    angles: angles.map(({ id, points, deg }) => ({ id, points, deg: inHundredths(deg) })),
    areas: areas.map(({ id, points, mm2 }) => ({ id, points, mm2: inHundredths(mm2) })),
    strokes: strokes.map(({ id, colour, points }) => ({ id, colour, points: points.length, first: points[0] ?? null, last: points.at(-1) ?? null })),
  };
  return <div hidden data-elements={JSON.stringify(state)} />;
}

function useNews({ scene, model, wording }: ElementTwinProps, elements: ElementsView): void {
  const { pins, strokes } = elements;
  const { figure, withError } = useMeasureWords();
  const t = useTranslations("anatomy.elements");
  const somebody = useTranslations("anatomy.said")("somebody");
  const { nameOf } = useModelWords();
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  const of = useRef(scene);
  useEffect(() => {
    // Another time that is looked at is no news.
    if (of.current !== scene) known.current = null;
    of.current = scene;
    const before = known.current;
    const now = new Map<string, string>();
    const lines: string[] = [];
    const nameOfMaker = (actor: number): string => scene.roster.get().find((entry) => entry.actor === actor)?.name ?? somebody;
    const note = (key: string, text: string, line: () => string): void => {
      now.set(key, text);
      if (before !== null && before.get(key) !== text) lines.push(line());
    };
    for (const { id, n, actor, isOwn, structure, text } of pins) {
      const part = structure === null ? undefined : findStructure(model, structure);
      const name = part ? nameOf(part, wording) : t("noPart");
      note(`pin ${id}`, text, () => {
        if (isOwn) return t("said.youPin", { n, part: name });
        return text === "" ? t("said.pin", { name: nameOfMaker(actor), part: name }) : t("said.pinText", { name: nameOfMaker(actor), part: name, text });
      });
    }
    for (const measured of measuredIn(elements)) {
      const { tool, id, actor, isOwn } = measured;
      note(`${tool} ${id}`, "", () => (isOwn ? t("said.youMeasured", { figure: withError(measured) }) : t("said.measured", { name: nameOfMaker(actor), figure: figure(measured) })));
    }
    for (const { id, n, actor, isOwn } of strokes) note(`stroke ${id}`, "", () => (isOwn ? t("said.youStroke", { n }) : t("said.stroke", { name: nameOfMaker(actor) })));
    const gone = [...(before?.keys() ?? [])].filter((key) => !now.has(key)).length;
    if (gone > 0) lines.push(t("said.gone", { count: gone }));
    known.current = now;
    if (lines.length > 0) announce(lines.join(" "));
  }, [scene, model, wording, elements, pins, strokes, figure, withError, t, somebody, nameOf]);
}
