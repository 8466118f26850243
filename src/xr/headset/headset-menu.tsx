"use client";

import { Container, Text } from "@react-three/uikit";
import { useLocale, useTranslations } from "next-intl";
import { isolate, isolated, resetBy, setXray, show, showAll } from "@/core/anatomy/intents";
import { isXray } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { isMeasureTool } from "@/core/anatomy/tools";
import { BOARDS } from "@/core/headset/boards";
import { registers } from "@/core/room/registers";
import type { SceneTools } from "../elements/scene-tools";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { useWorkingHand } from "./use-comfort";
import { BoardWords } from "./board-words";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";

interface HeadsetMenuProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly homeHeightM: number;
  readonly tools: SceneTools | undefined;
  readonly isSafe: boolean;
  readonly onSafe: (isSafe: boolean) => void;
  readonly onRecentre: () => void;
  readonly onLeave: () => void;
}

/** Menu and description beside the model, 0.55 m from the eyes; they stay put. */
export function HeadsetMenu({ scene, model, homeHeightM, tools, isSafe, onSafe, onRecentre, onLeave }: HeadsetMenuProps) {
  const t = useTranslations("anatomy.canvas");
  useSceneVersion(scene, "*");
  const read = (register: string) => scene.get(register);
  const chosenId = readSelection(read(registers.selection(scene.actor)))?.structure;
  const chosen = chosenId === undefined ? undefined : findStructure(model, chosenId);
  const only = isolated(model, read) !== undefined;
  const xray = isXray(model, read);
  // The menu stands away from the hand that points at the model, so that neither covers the other.
  const side = useWorkingHand() === "left" ? -1 : 1;
  if (isSafe)
    return (
      <group position={[BOARDS.safe.x, homeHeightM + BOARDS.safe.y, BOARDS.safe.z]} scale={BOARDS.safe.scale}>
        <Panel widthMm={420}>
          <Text fontSize={22} lineHeight={1.36}>
            {t("safePlaceWords")}
          </Text>
          <Container flexDirection="row" gap={GAP}>
            <MenuButton wide word={t("safePlaceBack")} onPress={() => onSafe(false)} />
            <MenuButton wide word={t("leave")} tone="danger" onPress={onLeave} />
          </Container>
        </Panel>
      </group>
    );
  return (
    <>
      <group position={[BOARDS.menu.x * side, homeHeightM + BOARDS.menu.y, BOARDS.menu.z]} rotation={[-0.2, 0.66 * side, 0, "YXZ"]}>
        <Panel widthMm={3 * BUTTON + 2 * GAP + 40}>
          <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
            <MenuButton word={t("reset")} onPress={() => scene.dispatch(resetBy(model, scene))} />
            <MenuButton
              word={t("isolate")}
              isOn={only}
              onPress={() => {
                if (only || chosen) scene.dispatch(only || !chosen ? showAll(model, read) : isolate(model, read, chosen.id));
              }}
            />
            <MenuButton word={t("xray")} isOn={xray} onPress={() => scene.dispatch(setXray(model, !xray))} />
            <MenuButton
              word={t("hide")}
              onPress={() => {
                if (chosen) scene.dispatch(show(model, chosen.id, false));
              }}
            />
            <MenuButton word={t("showAll")} onPress={() => scene.dispatch(showAll(model, read))} />
            {tools && <MenuButton word={t("cut")} isOn={tools.cutting.view === "cut"} onPress={() => tools.cutting.toggle("cut")} />}
            {tools && <MenuButton word={t("apart")} isOn={tools.cutting.view === "apart"} onPress={() => tools.cutting.toggle("apart")} />}
            {tools && <MenuButton word={t("pin")} isOn={tools.tool === "pin"} onPress={() => tools.pick("pin")} />}
            {tools && <MenuButton word={t("measure")} isOn={isMeasureTool(tools.tool)} onPress={() => tools.pick(isMeasureTool(tools.tool) ? tools.tool : "measure")} />}
            {tools && <MenuButton word={t("draw")} isOn={tools.tool === "draw"} onPress={() => tools.pick("draw")} />}
            <MenuButton word={t("undo")} onPress={() => scene.undo()} />
          </Container>
          <Container flexDirection="row" gap={GAP}>
            <MenuButton word={t("recentre")} onPress={onRecentre} />
            <MenuButton word={t("safePlace")} onPress={() => onSafe(true)} />
            <MenuButton word={t("leave")} tone="danger" onPress={onLeave} />
          </Container>
        </Panel>
      </group>
      <group position={[BOARDS.words.x * side, homeHeightM + BOARDS.words.y, BOARDS.words.z]} rotation={[-0.2, -0.66 * side, 0, "YXZ"]}>
        <Panel widthMm={250}>
          <Description model={model} structureId={chosen?.id} empty={t("nothingChosen")} />
        </Panel>
      </group>
    </>
  );
}

function Description({ model, structureId, empty }: { model: AnatomyModel; structureId: string | undefined; empty: string }) {
  const isSpanish = useLocale().startsWith("es");
  const structure = structureId === undefined ? undefined : findStructure(model, structureId);
  if (!structure)
    return (
      <Text fontSize={16} lineHeight={1.36} color="#c3c4c0">
        {empty}
      </Text>
    );
  const pick = (words: { en: string; es: string }): string => (isSpanish ? words.es : words.en);
  return (
    <>
      <BoardWords fontSize={18} lineHeight={1.33} fontWeight="bold">
        {pick(structure.plain)}
      </BoardWords>
      {pick(structure.name) !== pick(structure.plain) && (
        <BoardWords fontSize={13} lineHeight={1.36} color="#c3c4c0">
          {pick(structure.name)}
        </BoardWords>
      )}
      {structure.words && (
        <BoardWords fontSize={15} lineHeight={1.4}>
          {pick(structure.words)}
        </BoardWords>
      )}
    </>
  );
}
