"use client";

import { Container, Text } from "@react-three/uikit";
import { useXR } from "@react-three/xr";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { rewriteNote } from "@/core/anatomy/elements";
import { place } from "@/core/anatomy/intents";
import { INKS, toneOf } from "@/core/anatomy/inks";
import { sideOfEye } from "@/core/anatomy/look";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { LOOP_CORNERS } from "@/core/anatomy/measure";
import { isMeasureTool, MEASURE_TOOLS, type MeasureTool } from "@/core/anatomy/tools";
import { isClose, readTransform } from "@/core/anatomy/transform";
import { BOARDS } from "@/core/headset/boards";
import { registers } from "@/core/room/registers";
import { presentedEye } from "@/core/room/presenter";
import type { Following } from "@/room/scene/following";
import { present } from "@/room/scene/present";
import type { SceneTools } from "../elements/scene-tools";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { useWorkingHand } from "./use-comfort";
import { HeadsetInside } from "./headset-inside";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";
import { askForWords } from "./system-keyboard";

interface HeadsetTaskProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly homeHeightM: number;
  readonly tools: SceneTools | undefined;
  readonly following: Following | null;
  readonly onStandAt: (aroundRad: number) => void;
}

// Nobody waits for what they have not asked for.
const HeadsetViews = lazy(() => import("./headset-views").then((module) => ({ default: module.HeadsetViews })));
const HeadsetTourSign = lazy(() => import("./headset-tours").then((module) => ({ default: module.HeadsetTourSign })));

/** Words that a pin gets by one press. */
const READY = ["look", "hurts", "narrow", "leaks", "well", "again"] as const;

/** What is to be done just now, above the description: a pen, a measure, kept views, a pin's words, or somebody's view to go along with. */
export function HeadsetTask(props: HeadsetTaskProps) {
  const { scene, homeHeightM, tools } = props;
  useSceneVersion(scene, registers.tour);
  const side = useWorkingHand() === "left" ? -1 : 1;
  return (
    <group position={[BOARDS.task.x * side, homeHeightM + BOARDS.task.y, BOARDS.task.z]} rotation={[0, -0.66 * side, 0]}>
      {tools?.editing != null ? (
        <PinWords {...props} id={tools.editing} onDone={() => tools.edit(null)} />
      ) : tools?.tool === "draw" ? (
        <Pens tools={tools} />
      ) : isMeasureTool(tools?.tool) && tools ? (
        <Measures tools={tools} tool={tools.tool} />
      ) : tools?.isViewsOpen ? (
        <Suspense fallback={null}>
          <HeadsetViews scene={scene} tools={tools} />
        </Suspense>
      ) : tools && tools.cutting.view !== null ? (
        <HeadsetInside {...props} cutting={tools.cutting} />
      ) : (
        <>
          <Rest {...props} />
          {scene.get(registers.tour) && (
            <Suspense fallback={null}>
              <HeadsetTourSign scene={scene} />
            </Suspense>
          )}
        </>
      )}
    </group>
  );
}

/** Nothing in the hand: views and life size, and below what is shown together. */
function Rest(props: HeadsetTaskProps) {
  const { scene, model, tools, following } = props;
  const t = useTranslations("anatomy.canvas");
  useSceneVersion(scene, registers.transform(model.id));
  const now = readTransform(scene.get(registers.transform(model.id)));
  const life = { ...now, s: 1 };
  return (
    <>
      <group position={[0, following ? 0.14 : 0, 0]}>
        <Panel standsOn widthMm={220}>
          <Container flexDirection="row" gap={GAP} justifyContent="center">
            {tools && <MenuButton word={t("views")} onPress={tools.toggleViews} />}
            <MenuButton word={t("lifeSize")} isOn={isClose(now, life)} onPress={() => scene.dispatch(place(model, life))} />
          </Container>
        </Panel>
      </group>
      {following && <Together {...props} following={following} />}
    </>
  );
}

/** What is measured, and what to do with a measure that is not done yet. */
function Measures({ tools, tool }: { tools: SceneTools; tool: MeasureTool }) {
  const t = useTranslations("anatomy.canvas");
  const words = { measure: t("distance"), angle: t("angle"), area: t("area") } as const;
  return (
    <Panel standsOn widthMm={5 * BUTTON + 4 * GAP + 40}>
      <Container flexDirection="row" gap={GAP}>
        {MEASURE_TOOLS.map((each) => (
          <MenuButton key={each} word={words[each]} isOn={tool === each} onPress={() => tool !== each && tools.pick(each)} />
        ))}
        {tool !== "measure" && tools.pending > 0 && <MenuButton word={t("stepBack")} onPress={() => void tools.control?.stepBack()} />}
        {tool === "area" && tools.pending >= LOOP_CORNERS.min && <MenuButton word={t("closeLoop")} onPress={() => void tools.control?.closeLoop()} />}
      </Container>
    </Panel>
  );
}

function Pens({ tools }: { tools: SceneTools }) {
  const t = useTranslations("anatomy.elements");
  return (
    <Panel standsOn widthMm={INKS.length * BUTTON + (INKS.length - 1) * GAP + 40}>
      <Container flexDirection="row" gap={GAP}>
        {INKS.map(({ id, colour }) => (
          <MenuButton key={id} word={t(`inks.${id}`)} swatch={toneOf(colour)} isOn={tools.colour === colour} onPress={() => tools.setColour(colour)} />
        ))}
      </Container>
    </Panel>
  );
}

function PinWords({ scene, id, onDone }: HeadsetTaskProps & { id: string; onDone: () => void }) {
  const t = useTranslations("anatomy.canvas");
  const session = useXR((xr) => xr.session);
  const say = (text: string): void => {
    scene.dispatch(rewriteNote("pin", id, text.trim()));
    onDone();
  };
  return (
    <Panel standsOn widthMm={3 * 120 + 2 * GAP + 40}>
      <Text fontSize={15}>{t("pinWhat")}</Text>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        {READY.map((each) => (
          <MenuButton key={each} widthMm={120} word={t(`pinWords.${each}`)} onPress={() => say(t(`pinWords.${each}`))} />
        ))}
        {session?.isSystemKeyboardSupported === true && <MenuButton widthMm={120} word={t("pinKeyboard")} onPress={() => askForWords(say)} />}
        <MenuButton widthMm={120} word={t("pinLater")} onPress={onDone} />
      </Container>
    </Panel>
  );
}

function Together({ scene, following, onStandAt }: HeadsetTaskProps & { following: Following }) {
  const t = useTranslations("anatomy.canvas.together");
  useSceneVersion(scene, "person/");
  const { mode, presenter } = useSyncExternalStore(following.state.subscribe, following.state.get, following.state.get);
  const isClinician = scene.state.bench.seats.get(scene.actor)?.role === "clinician";
  if (!presenter) {
    return (
      isClinician && (
        <Panel standsOn widthMm={220}>
          <MenuButton wide word={t("show")} onPress={() => present(scene, scene.actor)} />
        </Panel>
      )
    );
  }
  const stop = <MenuButton wide word={t("stop")} onPress={() => present(scene, null)} />;
  if (presenter.actor === scene.actor) {
    return (
      <Panel standsOn widthMm={220}>
        <Text fontSize={15}>{t("own")}</Text>
        {stop}
      </Panel>
    );
  }
  const eye = presentedEye(scene.state);
  const stand = (): void => {
    following.follow();
    if (eye) onStandAt(sideOfEye(eye, [0, 0, 0]).aroundRad);
  };
  return (
    <Panel standsOn widthMm={420}>
      <Text fontSize={15}>{t(mode === "following" ? "shows" : "apart")}</Text>
      <Container flexDirection="row" gap={GAP}>
        {eye && <MenuButton wide word={t("stand")} onPress={stand} />}
        {!eye && mode !== "following" && <MenuButton wide word={t("follow")} onPress={following.follow} />}
        {mode === "following" && !presenter.hold && <MenuButton wide word={t("stay")} onPress={following.stop} />}
        {isClinician && stop}
      </Container>
    </Panel>
  );
}
