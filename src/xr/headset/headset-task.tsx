"use client";

import { Container, Text } from "@react-three/uikit";
import { useXR } from "@react-three/xr";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { rewriteNote } from "@/core/anatomy/elements";
import { INKS, toneOf } from "@/core/anatomy/inks";
import { sideOfEye } from "@/core/anatomy/look";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { presentedEye } from "@/core/room/presenter";
import { dominantHand } from "@/room/own-look";
import type { Following } from "@/room/scene/following";
import { present } from "@/room/scene/present";
import type { SceneTools } from "../elements/scene-tools";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
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

/** Words that a pin gets by one press. */
const READY = ["look", "hurts", "narrow", "leaks", "well", "again"] as const;

/** What is to be done just now, above the description: a pen, a pin's words, or somebody's view to go along with. */
export function HeadsetTask(props: HeadsetTaskProps) {
  const { homeHeightM, tools, following } = props;
  const side = dominantHand() === "left" ? -1 : 1;
  return (
    <group position={[0.36 * side, homeHeightM + 0.13, 0.1]} rotation={[0, -0.66 * side, 0]}>
      {tools?.editing != null ? (
        <PinWords {...props} id={tools.editing} onDone={() => tools.edit(null)} />
      ) : tools?.tool === "draw" ? (
        <Pens tools={tools} />
      ) : tools && tools.cutting.view !== null ? (
        <HeadsetInside {...props} cutting={tools.cutting} />
      ) : (
        following && <Together {...props} following={following} />
      )}
    </group>
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
