"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { BEAT_RATES } from "@/core/anatomy/beat-rates";
import { atRate, beatAt, beatOf, canBeat, holdAt, momentOf, stand } from "@/core/anatomy/beating";
import { cycleAt, phaseAt, steppedFrom } from "@/core/anatomy/heartbeat";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { ownMoment } from "@/room/own-moment";
import { prefersStillness } from "@/room/own-look";
import { roomNow } from "@/room/room-time";
import type { Wording } from "./model-words";
import { Slider } from "./slider";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useSlide } from "./use-slide";

interface BeatControlsProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
}

const never = () => () => undefined;

/** Lets the heart beat at a rate, holds it at a moment, and says in words what happens there. */
export function BeatControls({ scene, model, wording }: BeatControlsProps) {
  const t = useTranslations("anatomy.beat");
  useSceneVersion(scene, registers.beat(model.id));
  const own = useSyncExternalStore(ownMoment.subscribe, ownMoment.get, ownMoment.get);
  const isStill = useSyncExternalStore(never, prefersStillness, () => false);
  const slide = useSlide(scene);
  if (!canBeat(model)) return <p className="tool-hint">{t("nothing")}</p>;
  const beat = beatOf(model, (register) => scene.get(register));
  const isOn = beat?.on === true;
  // Whoever wants no motion steps through the beat alone while it goes on for the others.
  const isOwn = isOn && isStill;
  const bpm = beat?.bpm ?? BEAT_RATES.usual;
  const cycle = cycleAt(bpm);
  const at = isOwn ? (own ?? beat.at) : (beat?.at ?? 0);
  const moves = isOn && !isStill;
  const phase = phaseAt(cycle, at);
  const phaseWord = t(wording === "clinical" ? `clinical.${phase}` : `phase.${phase}`);
  const show = (moment: number): void => {
    if (isOwn) ownMoment.set(Math.min(0.999, Math.max(0, moment)));
    else slide.move(holdAt(model, beat, moment, roomNow()));
  };
  const step = (by: 1 | -1): void => {
    const to = steppedFrom(cycle, beat && !isOwn ? momentOf(beat, roomNow()) : at, by);
    if (isOwn) ownMoment.set(to);
    else scene.dispatch(holdAt(model, beat, to, roomNow()));
  };
  return (
    <div className="grid gap-2" data-beat={JSON.stringify(beat)} data-phase={moves ? "" : phase}>
      <p className="tool-hint">{t("hint")}</p>
      <div className="tool-actions">
        <PlainButton kind="quiet" aria-pressed={isOn} onPress={() => scene.dispatch(isOn ? holdAt(model, beat, momentOf(beat, roomNow()), roomNow()) : beatAt(model, beat, bpm, roomNow()))}>
          {t(isOn ? "hold" : "start")}
        </PlainButton>
        <PlainButton kind="quiet" aria-pressed={beat === null} onPress={() => scene.dispatch(stand(model))}>
          {t("stand")}
        </PlainButton>
      </div>
      <Slider label={t("rate")} said={t("perMinute", { rate: bpm })} value={bpm} min={BEAT_RATES.min} max={BEAT_RATES.max} step={1} onMove={(rate) => slide.move(atRate(model, beat, rate, roomNow()))} onEnd={slide.end} />
      <Slider
        label={t("moment")}
        said={moves ? t("beating") : t("percent", { percent: Math.round(at * 100) })}
        spoken={moves ? t("beating") : t("momentSaid", { phase: phaseWord, percent: Math.round(at * 100) })}
        value={at}
        min={0}
        max={0.999}
        step={0.01}
        onMove={show}
        onEnd={slide.end}
      />
      <div className="tool-actions">
        <PlainButton kind="quiet" onPress={() => step(-1)}>
          {t("before")}
        </PlainButton>
        <PlainButton kind="quiet" onPress={() => step(1)}>
          {t("next")}
        </PlainButton>
      </div>
      {beat !== null && !moves && (
        <div aria-live="polite">
          <p className="px-1.5 font-semibold">{phaseWord}</p>
          <p className="tool-hint">{t(`says.${phase}`)}</p>
        </div>
      )}
      {isOwn && <p className="tool-hint">{t("still")}</p>}
      <p className="tool-hint">{t("rest")}</p>
    </div>
  );
}
