"use client";

import { Container, Text } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { BEAT_RATES } from "@/core/anatomy/beat-rates";
import { atRate, beatAt, beatOf, canBeat, holdAt, momentOf, stand } from "@/core/anatomy/beating";
import { cycleAt, phaseAt, steppedFrom } from "@/core/anatomy/heartbeat";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { roomNow } from "@/room/room-time";
import type { SharedScene } from "../stage/stage-view";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";

const STEP_BPM = 10;
const WIDE = BUTTON + 10;

/** Lets the heart beat in a headset, faster or slower, or holds it moment by moment, with words on what happens there. */
export function HeadsetBeat({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  const t = useTranslations("anatomy.beat");
  const width = 4 * WIDE + 3 * GAP + 40;
  if (!canBeat(model))
    return (
      <Panel standsOn widthMm={width}>
        <Text fontSize={15}>{t("nothing")}</Text>
      </Panel>
    );
  const beat = beatOf(model, (register) => scene.get(register));
  const isOn = beat?.on === true;
  const bpm = beat?.bpm ?? BEAT_RATES.usual;
  const cycle = cycleAt(bpm);
  const now = (): number => (beat ? momentOf(beat, roomNow()) : 0);
  const step = (by: 1 | -1): void => {
    scene.dispatch(holdAt(model, beat, steppedFrom(cycle, now(), by), roomNow()));
  };
  const faster = (by: number): void => {
    scene.dispatch(atRate(model, beat, bpm + by, roomNow()));
  };
  return (
    <Panel standsOn widthMm={width}>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        <MenuButton widthMm={WIDE} word={t(isOn ? "hold" : "start")} isOn={isOn} onPress={() => scene.dispatch(isOn ? holdAt(model, beat, now(), roomNow()) : beatAt(model, beat, bpm, roomNow()))} />
        <MenuButton widthMm={WIDE} word={t("headset.slower")} onPress={() => faster(-STEP_BPM)} />
        <MenuButton widthMm={WIDE} word={t("headset.faster")} onPress={() => faster(STEP_BPM)} />
        <MenuButton widthMm={WIDE} word={t("stand")} isOn={beat === null} onPress={() => scene.dispatch(stand(model))} />
        <MenuButton widthMm={WIDE} word={t("before")} onPress={() => step(-1)} />
        <MenuButton widthMm={WIDE} word={t("next")} onPress={() => step(1)} />
      </Container>
      <Text fontSize={15} lineHeight={1.4}>
        {beat && !isOn ? t(`says.${phaseAt(cycle, beat.at)}`) : t("perMinute", { rate: bpm })}
      </Text>
      <Text fontSize={13} lineHeight={1.36} color="#c3c4c0">
        {t("hint")}
      </Text>
    </Panel>
  );
}
