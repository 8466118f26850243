"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import { beatOf } from "@/core/anatomy/beating";
import { bendOf } from "@/core/anatomy/bending";
import { besideOf, conditionOf } from "@/core/anatomy/condition-choice";
import { apartOf, CUT_INDICES, cutsOf, presetOf, readCut } from "@/core/anatomy/cuts";
import { cycleAt, phaseAt } from "@/core/anatomy/heartbeat";
import { opacityOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { givenColour, shadeOf } from "@/core/anatomy/shades";
import { inSentence } from "@/core/kit/in-sentence";
import { registers } from "@/core/room/registers";
import { winnerOf } from "@/core/room/state";
import type { SceneReplica } from "@/room/scene/replica";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion } from "./use-scene";

interface InsideTwinProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  /** Whether all that is there when this comes is news: somebody has just begun. */
  readonly isNews: boolean;
}

/** What happens within this time is said in one breath. */
const BREATH_MS = 800;

/**
 * How the model is cut open, pulled apart, faded and coloured, as attributes that scripts and tests read, and its news
 * for screen readers.
 */
export function InsideTwin(props: InsideTwinProps) {
  const { scene, model } = props;
  const version = useSceneVersion(scene, "cut/", `model/${model.id}/`);
  useNews(props, version);
  const read = (register: string) => scene.get(register);
  const faded = model.structures.filter((structure) => typeof read(registers.opacity(model.id, structure.id)) === "number").map((structure) => `${structure.id}:${opacityOf(model, structure, read)}`);
  const coloured = model.structures.flatMap(({ id }) => (givenColour(model, id, read) === null ? [] : [`${id}:${givenColour(model, id, read)}`]));
  return <div hidden data-cuts={JSON.stringify(cutsOf(model, read))} data-apart={apartOf(model, read)} data-condition={JSON.stringify(conditionOf(model, read))} data-beside={besideOf(model, read) ?? ""} data-beat={JSON.stringify(beatOf(model, read))} data-bend={bendOf(model, read)} data-faded={faded.join(" ")} data-coloured={coloured.join(" ")} />;
}

type Known = ReadonlyMap<string, string>;

function knownOf(scene: SceneReplica, model: AnatomyModel): Known {
  const looks = model.structures.flatMap(({ id }) => [registers.opacity(model.id, id), registers.colour(model.id, id)]);
  const all = [...CUT_INDICES.map((index) => registers.cut(index)), registers.explode(model.id), registers.beat(model.id), registers.bend(model.id), ...looks];
  return new Map(all.flatMap((register) => (scene.get(register) === null ? [] : [[register, JSON.stringify(scene.get(register))]])));
}

function useNews({ scene, model, wording, isNews }: InsideTwinProps, version: number): void {
  const sentence = useSentence(model, wording, scene);
  const known = useRef<{ readonly scene: SceneReplica; readonly model: AnatomyModel; readonly said: Known } | null>(null);
  const isFirst = useRef(isNews);
  useEffect(() => {
    // Another time that is looked at, and another model, are no news.
    if (known.current?.scene !== scene || known.current.model !== model) known.current = { scene, model, said: isFirst.current ? new Map() : knownOf(scene, model) };
    isFirst.current = false;
    const timer = setTimeout(() => {
      const before = known.current?.said ?? new Map<string, string>();
      const now = knownOf(scene, model);
      const changed = [...new Set([...before.keys(), ...now.keys()])].filter((register) => before.get(register) !== now.get(register));
      known.current = { scene, model, said: now };
      const lines = changed.flatMap((register) => sentence(register, before.has(register)) ?? []);
      if (lines.length > 0) announce([...new Set(lines)].join(" "));
    }, BREATH_MS);
    return () => clearTimeout(timer);
  }, [scene, model, version, sentence]);
}

type Sentence = (register: string, wasThere: boolean) => string | null;

/** One sentence on one register's news; null for one's own that the control itself has said. */
function useSentence(model: AnatomyModel, wording: Wording, scene: SceneReplica): Sentence {
  const t = useTranslations("anatomy.inside.said");
  const shades = useTranslations("anatomy.inside.look.shades");
  const planes = useTranslations("anatomy.inside.plane");
  const somebody = useTranslations("anatomy.said")("somebody");
  const { pick, nameOf } = useModelWords();
  const latest = useRef<Sentence>(() => null);
  const beatWords = useTranslations("anatomy.beat");
  const bendWords = useTranslations("anatomy.bend");
  const beatNews = (isSelf: boolean, name: string): string => {
    const beat = beatOf(model, (each) => scene.get(each));
    if (beat === null) return beatWords(isSelf ? "said.youStood" : "said.stood", { name });
    if (beat.on) return beatWords(isSelf ? "said.youSet" : "said.set", { name, rate: beat.bpm });
    const phase = phaseAt(cycleAt(beat.bpm), beat.at);
    return beatWords(isSelf ? "said.youHeld" : "said.held", { name, phase: beatWords(wording === "clinical" ? `clinical.${phase}` : `phase.${phase}`).toLocaleLowerCase() });
  };
  const say: Sentence = (register, wasThere) => {
    const actor = winnerOf(scene.state, register)?.actor ?? scene.actor;
    const isSelf = actor === scene.actor;
    const name = scene.roster.get().find((entry) => entry.actor === actor)?.name ?? somebody;
    const read = (each: string) => scene.get(each);
    const words = { name, model: inSentence(pick(model.name)) };
    if (register.startsWith("cut/")) {
      const plane = readCut(read(register));
      if (!plane) return t(isSelf ? "youUncut" : "uncut", words);
      if (wasThere) return isSelf ? null : t("movedCut", words);
      const preset = presetOf(plane);
      return t(isSelf ? "youCut" : "cut", { ...words, how: preset ? planes(`${wording}.${preset}`).toLocaleLowerCase() : t("slant") });
    }
    if (register === registers.explode(model.id)) {
      const apart = apartOf(model, read);
      if (apart === 0) return t(isSelf ? "youTogether" : "together", words);
      return isSelf ? null : t("apart", { ...words, percent: Math.round(apart * 100) });
    }
    if (register === registers.beat(model.id)) return beatNews(isSelf, name);
    if (register === registers.bend(model.id)) {
      const angle = bendOf(model, read);
      if (angle === 0) return bendWords(isSelf ? "said.youStraight" : "said.straight", { name });
      return isSelf ? null : bendWords("said.bent", { name, angle });
    }
    const [, , , id = "", look] = register.split("/");
    const structure = findStructure(model, id);
    if (isSelf || !structure) return null;
    const part = nameOf(structure, wording);
    if (look === "opacity") return t("faded", { name, part, percent: Math.round(opacityOf(model, structure, read) * 100) });
    const colour = givenColour(model, id, read);
    return colour === null ? t("ownColour", { name, part }) : t("coloured", { name, part, colour: shades(shadeOf(colour)?.id ?? "other").toLocaleLowerCase() });
  };
  useEffect(() => {
    latest.current = say;
  });
  return useCallback<Sentence>((register, wasThere) => latest.current(register, wasThere), []);
}
