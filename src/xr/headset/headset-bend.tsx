"use client";

import { Container, Text } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { bendOf, bendTo } from "@/core/anatomy/bending";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SharedScene } from "../stage/stage-view";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";

const STEP_DEG = 15;
const WIDE = BUTTON + 10;
const ANGLES = [0, 30, 60, 90, 120] as const;

/** Bends the knee in a headset, step by step or to an angle. */
export function HeadsetBend({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  const t = useTranslations("anatomy.bend");
  const angle = bendOf(model, (register) => scene.get(register));
  const bend = (degrees: number): void => {
    scene.dispatch(bendTo(model, degrees));
  };
  return (
    <Panel standsOn widthMm={4 * WIDE + 3 * GAP + 40}>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        <MenuButton widthMm={WIDE} word={t("headset.less")} onPress={() => bend(angle - STEP_DEG)} />
        <MenuButton widthMm={WIDE} word={t("headset.more")} onPress={() => bend(angle + STEP_DEG)} />
        {ANGLES.map((each) => (
          <MenuButton key={each} widthMm={WIDE} word={each === 0 ? t("straight") : t("degrees", { angle: each })} isOn={angle === each} onPress={() => bend(each)} />
        ))}
      </Container>
      <Text fontSize={15} lineHeight={1.4}>
        {t(angle === 0 ? "straight" : "spoken", { angle })}
      </Text>
      <Text fontSize={13} lineHeight={1.36} color="#c3c4c0">
        {t("hint")}
      </Text>
    </Panel>
  );
}
