"use client";

import { Container, Text } from "@react-three/uikit";
import { useFrame } from "@react-three/fiber";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { place } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readTransform } from "@/core/anatomy/transform";
import { BOARDS } from "@/core/headset/boards";
import { CAPTIONS_BOARD, captionLines } from "@/core/headset/captions-board";
import { isRestDue } from "@/core/headset/comfort";
import { openCloserAsks } from "@/core/room/boundary";
import { SCALE_MAX, SCALE_MIN } from "@/core/room/limits";
import { registers } from "@/core/room/registers";
import type { Captions } from "@/room/captions/captions";
import { comfortStore, setComfort } from "@/room/comfort";
import type { Company } from "../people/company";
import type { ScenePerson } from "../people/person";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { BoardWords } from "./board-words";
import { HeadsetComfort } from "./headset-comfort";
import { HeadsetPeople } from "./headset-people";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";
import type { Placing } from "./placing";
import { useComfort } from "./use-comfort";

interface HeadsetOwnProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly homeHeightM: number;
  readonly people: readonly ScenePerson[];
  readonly company: Company | null;
  readonly captions: Captions | undefined;
  /** The person sees their own room around. */
  readonly isRoom: boolean;
  readonly placing: Placing;
  readonly onPlacing: (placing: Placing) => void;
  readonly onRecentre: () => void;
}

const WIDE = BUTTON + 10;
const STEP = 1.25;

/** What is the person's own: people around, comfort, where they stand, captions and a word to rest. */
export function HeadsetOwn({ scene, model, homeHeightM, people, company, captions, isRoom, placing, onPlacing, onRecentre }: HeadsetOwnProps) {
  const t = useTranslations("anatomy.canvas.people");
  useSceneVersion(scene, "person/");
  const comfort = useComfort();
  const [board, setBoard] = useState<"people" | "comfort" | null>(null);
  const [isRest, endRest] = useRest();
  const side = comfort.hand === "left" ? -1 : 1;
  const isAsked = openCloserAsks(scene.state, scene.actor).length > 0;
  const shown = isAsked ? "people" : board;
  const toggle = (wanted: "people" | "comfort") => () => setBoard(board === wanted ? null : wanted);
  const turnTo = (wanted: Placing) => () => onPlacing(placing === wanted ? null : wanted);
  const size = (by: number) => () => {
    const now = readTransform(scene.get(registers.transform(model.id)));
    scene.dispatch(place(model, { ...now, s: Math.min(SCALE_MAX, Math.max(SCALE_MIN, now.s * by)) }));
  };
  return (
    <>
      <group position={[BOARDS.own.x * side, homeHeightM + BOARDS.own.y, BOARDS.own.z]} rotation={[0, 0.66 * side, 0]}>
        <Panel standsOn widthMm={3 * WIDE + 2 * GAP + 36}>
          {placing !== null && <Text fontSize={15}>{t(placing === "go" ? "goToWords" : "onSurfaceWords")}</Text>}
          <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
            {company && <MenuButton widthMm={WIDE} word={t("title")} isOn={shown === "people"} onPress={toggle("people")} />}
            <MenuButton widthMm={WIDE} word={t("comfort")} isOn={shown === "comfort"} onPress={toggle("comfort")} />
            {captions && <MenuButton widthMm={WIDE} word={t("captions")} isOn={comfort.captions === "on"} onPress={() => setComfort({ captions: comfort.captions === "on" ? "off" : "on" })} />}
            {!isRoom && <MenuButton widthMm={WIDE} word={t("goTo")} isOn={placing === "go"} onPress={turnTo("go")} />}
            {isRoom && <MenuButton widthMm={WIDE} word={t("onSurface")} isOn={placing === "onto"} onPress={turnTo("onto")} />}
            {isRoom && <MenuButton widthMm={WIDE} word={t("inFront")} onPress={onRecentre} />}
            {comfort.oneHanded === "on" && <MenuButton widthMm={WIDE} word={t("larger")} onPress={size(STEP)} />}
            {comfort.oneHanded === "on" && <MenuButton widthMm={WIDE} word={t("smaller")} onPress={size(1 / STEP)} />}
          </Container>
        </Panel>
      </group>
      <group position={[BOARDS.beyond.x, homeHeightM + BOARDS.beyond.y, BOARDS.beyond.z]} scale={BOARDS.beyond.scale}>
        {isRest ? (
          <Panel standsOn widthMm={420}>
            <Text fontSize={18} lineHeight={1.36}>
              {t("rest")}
            </Text>
            <MenuButton wide word={t("restDone")} onPress={endRest} />
          </Panel>
        ) : shown === "people" ? (
          <HeadsetPeople scene={scene} people={people} company={company} />
        ) : (
          shown === "comfort" && <HeadsetComfort />
        )}
      </group>
      {captions && comfort.captions === "on" && (
        <group position={[0, homeHeightM - CAPTIONS_BOARD.belowM, -CAPTIONS_BOARD.beyondM]} rotation={[-0.25, 0, 0]}>
          <CaptionsBoard captions={captions} />
        </group>
      )}
    </>
  );
}

/** What somebody types, beyond the model and 15° below the eyes, in letters of more than 1° (ANA-610). */
function CaptionsBoard({ captions }: { captions: Captions }) {
  const t = useTranslations("anatomy.canvas.people");
  const lines = useSyncExternalStore(captions.lines.subscribe, captions.lines.get, captions.lines.get);
  return (
    <Panel widthMm={620}>
      {lines.length === 0 && (
        <Text fontSize={CAPTIONS_BOARD.letterM * 1000} lineHeight={1.3} color="#c3c4c0">
          {t("noCaptions")}
        </Text>
      )}
      {captionLines(lines).map(({ key, text }) => (
        <BoardWords key={key} fontSize={CAPTIONS_BOARD.letterM * 1000} lineHeight={1.3}>
          {text}
        </BoardWords>
      ))}
    </Panel>
  );
}

/** Whether it is time to say "rest", and how it is answered. */
function useRest(): readonly [boolean, () => void] {
  const [startedMs] = useState(() => performance.now());
  const saidMs = useRef<number | null>(null);
  const [isDue, setDue] = useState(false);
  const due = useRef(false);
  useEffect(() => {
    due.current = isDue;
  }, [isDue]);
  useFrame(() => {
    if (due.current || !isRestDue(comfortStore().get(), startedMs, saidMs.current, performance.now())) return;
    saidMs.current = performance.now();
    due.current = true;
    setDue(true);
  });
  return [isDue, () => setDue(false)];
}
