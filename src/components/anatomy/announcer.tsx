"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { isShown, isXray } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { inSentence } from "@/core/kit/in-sentence";
import { registers } from "@/core/room/registers";
import { winnerOf } from "@/core/room/state";
import { useModelWords, type Wording } from "./model-words";
import type { PersonInScene } from "./structure-row";
import type { SharedScene } from "./use-scene";

/** What happens within this time is said in one breath. */
const BREATH_MS = 700;

interface AnnouncerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly PersonInScene[];
  readonly wording: Wording;
}

/** Tells screen readers what others do to the scene, and what one's own press changed. */
export function Announcer({ scene, model, people, wording }: AnnouncerProps) {
  const t = useTranslations("anatomy.said");
  const { pick, nameOf } = useModelWords();
  const said = useRef(model.id);
  useEffect(() => {
    if (said.current === model.id) return;
    said.current = model.id;
    const actor = winnerOf(scene.state, registers.model)?.actor;
    const name = people.find((person) => person.actor === actor)?.name ?? t("somebody");
    announce(actor === scene.actor ? t("youModel", { model: pick(model.name) }) : t("model", { name, model: pick(model.name) }));
  }, [scene, model, people, t, pick]);
  useEffect(() => {
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const modelName = inSentence(pick(model.name));
    const partOf = (id: string): string => {
      const structure = findStructure(model, id);
      return structure ? nameOf(structure, wording) : id;
    };
    const nameOfActor = (actor: number): string => people.find((person) => person.actor === actor)?.name ?? t("somebody");

    const sayVisible = (actor: number, ids: readonly string[]): string[] => {
      const isSelf = actor === scene.actor;
      return [true, false].flatMap((wanted) => {
        const those = ids.filter((id) => {
          const structure = findStructure(model, id);
          return structure && isShown(model, structure, (register) => scene.get(register)) === wanted;
        });
        const [first] = those;
        if (first === undefined) return [];
        if (isSelf) return those.length === 1 ? [t(wanted ? "youShowed" : "youHid", { part: partOf(first) })] : [];
        const name = nameOfActor(actor);
        if (those.length > 1) return [t(wanted ? "showedMany" : "hidMany", { name, count: those.length })];
        return [t(wanted ? "showed" : "hid", { name, part: partOf(first) })];
      });
    };

    const speak = (): void => {
      timer = null;
      const visible = new Map<number, string[]>();
      const lines: string[] = [];
      for (const register of changed) {
        const actor = winnerOf(scene.state, register)?.actor ?? scene.actor;
        const isSelf = actor === scene.actor;
        const structure = /\/s\/([^/]+)\/visible$/.exec(register)?.[1];
        if (structure !== undefined) visible.set(actor, [...(visible.get(actor) ?? []), structure]);
        else if (register.startsWith("person/")) {
          const chosen = readSelection(scene.get(register));
          if (chosen) lines.push(isSelf ? t("youChose", { part: partOf(chosen.structure) }) : t("chose", { name: nameOfActor(actor), part: partOf(chosen.structure) }));
        } else if (!isSelf && register === registers.transform(model.id)) lines.push(t("moved", { name: nameOfActor(actor), model: modelName }));
        else if (!isSelf && register === registers.xray(model.id)) {
          lines.push(t(isXray(model, (r) => scene.get(r)) ? "xrayOn" : "xrayOff", { name: nameOfActor(actor) }));
        }
      }
      changed.clear();
      for (const [actor, ids] of visible) lines.push(...sayVisible(actor, ids));
      if (lines.length > 0) announce(lines.join(" "));
    };

    const stop = scene.subscribe("*", (register) => {
      changed.add(register);
      timer ??= setTimeout(speak, BREATH_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [scene, model, people, wording, t, pick, nameOf]);
  return null;
}
