"use client";

import { Container } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { COMFORT_CHOICES, COMFORT_NAMES, type Comfort, type ComfortName } from "@/core/headset/comfort";
import { setComfort } from "@/room/comfort";
import { GAP, MenuButton, Panel } from "./headset-panel";
import { useComfort } from "./use-comfort";

const WIDTH = 132;
/** What says nothing in here. */
const ELSEWHERE: readonly ComfortName[] = ["flatVoices"];

/** The choice after the one that holds. */
function after(comfort: Comfort, name: ComfortName): Partial<Comfort> {
  const choices: readonly string[] = COMFORT_CHOICES[name];
  return { [name]: choices[(choices.indexOf(comfort[name]) + 1) % choices.length] };
}

/** The comfort settings on a board: each press takes the next choice, which holds at once. */
export function HeadsetComfort() {
  const t = useTranslations("anatomy.comfort");
  const comfort = useComfort();
  return (
    <Panel standsOn widthMm={3 * WIDTH + 2 * GAP + 36}>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        {COMFORT_NAMES.filter((name) => !ELSEWHERE.includes(name)).map((name) => (
          <MenuButton key={name} widthMm={WIDTH} word={`${t(`shortNames.${name}`)}: ${t(wordOf(name, comfort[name]))}`} onPress={() => setComfort(after(comfort, name))} />
        ))}
      </Container>
    </Panel>
  );
}

type Words = Parameters<ReturnType<typeof useTranslations<"anatomy.comfort">>>[0];
const wordOf = (name: ComfortName, value: string): Words => `choices.${name}.${value}` as Words;
