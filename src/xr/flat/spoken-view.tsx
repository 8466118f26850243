"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { isShown, isXray } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { isSameOrientation, orientationOf, type Orientation } from "@/core/anatomy/orientation";
import { readSelection } from "@/core/anatomy/read";
import { readTransform } from "@/core/anatomy/transform";
import { registers } from "@/core/room/registers";
import type { Company } from "../people/company";
import type { ScenePerson } from "../people/person";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { peopleWords } from "./people-words";

/** A turn is at rest, and may be told, when nothing has turned for this long. */
const REST_MS = 900;

interface SpokenViewProps {
  /** How often all was asked for. */
  readonly asked: number;
  readonly stage: StageHandle;
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly ScenePerson[];
  readonly company: Company | null;
}

/**
 * How this person sees the model, in words: told once a turn is at rest and the words are others,
 * and with all that is so about the model when V asks.
 */
export function SpokenView({ asked, stage, scene, model, people, company }: SpokenViewProps) {
  const [said, setSaid] = useState("");
  const { viewWords, allWords } = useViewWords(scene, model, people);
  const peopleWords = usePeopleWords(stage, company, model, people);
  const orientation = useCallback((): Orientation => orientationOf(stage.look.now, readTransform(scene.get(registers.transform(model.id))).q), [stage, scene, model]);
  const last = useRef<Orientation | null>(null);
  // An unseen space makes the same words news when they are asked for twice.
  const say = useCallback((text: string) => setSaid((before) => (before === text ? `${text}\u00a0` : text)), []);

  useEffect(() => {
    last.current = orientation();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const rest = (): void => {
      const now = orientation();
      if (last.current && isSameOrientation(last.current, now)) return;
      last.current = now;
      say(viewWords(now));
    };
    const turned = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
    };
    const stops = [stage.look.subscribe(turned), scene.subscribe(registers.transform(model.id), turned)];
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [stage, scene, model, orientation, say, viewWords]);

  const answered = useRef(0);
  useEffect(() => {
    if (asked === answered.current) return undefined;
    // A turn later: whoever asked before this was there is answered as well.
    const timer = setTimeout(() => {
      answered.current = asked;
      last.current = orientation();
      say([allWords(last.current), ...peopleWords()].join(" "));
    });
    return () => clearTimeout(timer);
  }, [asked, orientation, say, allWords, peopleWords]);

  return (
    <p className="sr-only" aria-live="polite" data-spoken-view>
      {said}
    </p>
  );
}

/** What the others do, in words. */
function usePeopleWords(stage: StageHandle, company: Company | null, model: AnatomyModel, people: readonly ScenePerson[]): () => readonly string[] {
  const t = useTranslations("anatomy.view");
  const isSpanish = useLocale().startsWith("es");
  return useCallback(
    () => peopleWords(people, model, isSpanish, (actor) => company?.signs.get().get(actor), (actor) => stage.view.people.valuesOf(actor)).map(({ key, values }) => t(key, values)),
    [stage, company, model, people, t, isSpanish],
  );
}

function useViewWords(scene: SharedScene, model: AnatomyModel, people: readonly ScenePerson[]) {
  const t = useTranslations("anatomy.view");
  const format = useFormatter();
  const isSpanish = useLocale().startsWith("es");
  const viewWords = useCallback(
    ({ around, height, lean }: Orientation): string => {
      const side = around !== null ? t(around) : height === "below" ? t("bottom") : t("top");
      const raised = around === null || height === "level" ? side : t(height, { view: side });
      const view = lean === "upright" ? raised : t(lean === "left" ? "leansLeft" : lean === "right" ? "leansRight" : "upsideDown", { view: raised });
      return t("spoken", { view });
    },
    [t],
  );
  const allWords = useCallback(
    (orientation: Orientation): string => {
      const read = (register: string) => scene.get(register);
      const chosen = people.flatMap((person) => {
        const selection = readSelection(read(registers.selection(person.actor)));
        const structure = selection?.model === model.id ? findStructure(model, selection.structure) : undefined;
        if (!structure) return [];
        const part = isSpanish ? structure.name.es : structure.name.en;
        return [person.isSelf ? t("chosenByYou", { part }) : t("chosenBy", { name: person.name, part })];
      });
      const hidden = model.structures.filter((structure) => !structure.hiddenDefault && !isShown(model, structure, read)).length;
      const percent = format.number(readTransform(read(registers.transform(model.id))).s, { style: "percent", maximumFractionDigits: 0 });
      return [viewWords(orientation), ...chosen, ...(isXray(model, read) ? [t("xray")] : []), ...(hidden > 0 ? [t("hidden", { count: hidden })] : []), t("size", { percent })].join(" ");
    },
    [scene, model, people, t, format, isSpanish, viewWords],
  );
  return { viewWords, allWords };
}
