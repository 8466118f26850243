"use client";

import { Container, Text } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { canBeat } from "@/core/anatomy/beating";
import { canBend } from "@/core/anatomy/bending";
import { canCompare, mayChoose } from "@/core/anatomy/condition-choice";
import type { Cutting } from "@/core/anatomy/cutting";
import { apartOf, CUT_INDICES, CUT_PRESETS, cutAcross, cutsOf, flipped, presetCut, pullApart, reachAlong, setCut, turnedTo, turnOf, withinReach, type CutPlane } from "@/core/anatomy/cuts";
import { opacityOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { givenColour, setColour, setOpacity, SHADES } from "@/core/anatomy/shades";
import { registers } from "@/core/room/registers";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { HeadsetBeat } from "./headset-beat";
import { HeadsetBend } from "./headset-bend";
import { HeadsetCondition } from "./headset-condition";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";

interface HeadsetInsideProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly cutting: Cutting;
}

const STEP_RAD = Math.PI / 12;
/** A press goes this far, as a share of the model's reach. */
const DEPTH_STEP = 0.12;
const WIDTH = 4 * (BUTTON + 10) + 3 * GAP + 40;
const APART_STEP = 0.25;
const SOLID_STEP = 0.2;

/** Looking inside, in a headset: by single presses; the plane can be held by its handle as well. */
export function HeadsetInside(props: HeadsetInsideProps) {
  useSceneVersion(props.scene, "*");
  if (props.cutting.view === "motion") return canBend(props.model) ? <HeadsetBend {...props} /> : <HeadsetBeat {...props} />;
  if (props.cutting.view === "condition") return <HeadsetCondition {...props} />;
  return props.cutting.view === "cut" ? <CutBoard {...props} /> : <LookBoard {...props} />;
}

function CutBoard({ scene, model, cutting }: HeadsetInsideProps) {
  const t = useTranslations("anatomy.inside");
  const read = (register: string) => scene.get(register);
  const cuts = cutsOf(model, read);
  const { index } = cutting;
  const plane = cuts[index];
  const apart = apartOf(model, read);
  const put = (next: CutPlane | null): void => {
    scene.dispatch(setCut(index, next && withinReach(model, next, apart)));
  };
  const chosen = readSelection(read(registers.selection(scene.actor)));
  const part = chosen?.model === model.id ? findStructure(model, chosen.structure) : undefined;
  const bulk = part && cutting.shape?.bulkOf(part.id);
  const word = (key: "deeper" | "back" | "turnLeft" | "turnRight" | "up" | "down" | "next" | "off" | "across"): string => t(`headset.${key}`);
  const free = CUT_INDICES.find((each) => cuts[each] === null);
  const others = CUT_INDICES.filter((each) => each !== index && (cuts[each] !== null || each === free));
  const wide = BUTTON + 10;
  return (
    <Panel standsOn widthMm={WIDTH}>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        {CUT_PRESETS.map((preset) => (
          <MenuButton key={preset} widthMm={wide} word={t(`plane.plain.${preset}`)} onPress={() => put(presetCut(preset))} />
        ))}
        {bulk && <MenuButton widthMm={wide} word={word("across")} onPress={() => put(cutAcross(bulk.axis, bulk.centre))} />}
      </Container>
      {plane && (
        <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
          <MenuButton widthMm={wide} word={word("deeper")} onPress={() => put({ n: plane.n, d: plane.d - reachAlong(model, plane.n) * DEPTH_STEP })} />
          <MenuButton widthMm={wide} word={word("back")} onPress={() => put({ n: plane.n, d: plane.d + reachAlong(model, plane.n) * DEPTH_STEP })} />
          <MenuButton widthMm={wide} word={word("turnLeft")} onPress={() => put(turnedBy(plane, -STEP_RAD, 0))} />
          <MenuButton widthMm={wide} word={word("turnRight")} onPress={() => put(turnedBy(plane, STEP_RAD, 0))} />
          <MenuButton widthMm={wide} word={word("up")} onPress={() => put(turnedBy(plane, 0, STEP_RAD))} />
          <MenuButton widthMm={wide} word={word("down")} onPress={() => put(turnedBy(plane, 0, -STEP_RAD))} />
          <MenuButton widthMm={wide} word={t("plane.flip")} onPress={() => put(flipped(plane))} />
          <MenuButton widthMm={wide} word={word("off")} onPress={() => put(null)} />
        </Container>
      )}
      {plane && others.length > 0 && (
        <Container flexDirection="row" gap={GAP}>
          {others.map((each) => (
            <MenuButton key={each} widthMm={wide} word={cuts[each] ? t("plane.nth", { n: each + 1 }) : word("next")} onPress={() => cutting.pick(each)} />
          ))}
        </Container>
      )}
    </Panel>
  );
}

function turnedBy(plane: CutPlane, aroundRad: number, aboveRad: number): CutPlane {
  const turn = turnOf(plane);
  const above = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, turn.aboveRad + aboveRad));
  return turnedTo(plane, { aroundRad: turn.aroundRad + aroundRad, aboveRad: above });
}

/** How far the parts stand apart, and how the chosen one looks. */
function LookBoard({ scene, model, cutting }: HeadsetInsideProps) {
  const t = useTranslations("anatomy.inside");
  const read = (register: string) => scene.get(register);
  const apart = apartOf(model, read);
  const chosen = readSelection(read(registers.selection(scene.actor)));
  const part = chosen?.model === model.id ? findStructure(model, chosen.structure) : undefined;
  const wide = BUTTON + 10;
  const given = part ? givenColour(model, part.id, read) : null;
  const paint = (colour: string | null): void => {
    if (part) scene.dispatch(setColour(model, part.id, colour));
  };
  const fade = (by: number): void => {
    if (part) scene.dispatch(setOpacity(model, part, opacityOf(model, part, read) + by));
  };
  return (
    <Panel standsOn widthMm={WIDTH}>
      <Container flexDirection="row" gap={GAP}>
        <MenuButton widthMm={wide} word={t("headset.more")} onPress={() => scene.dispatch(pullApart(model, apart + APART_STEP))} />
        <MenuButton widthMm={wide} word={t("headset.less")} onPress={() => scene.dispatch(pullApart(model, apart - APART_STEP))} />
        <MenuButton widthMm={wide} word={t("apartBy.none")} onPress={() => scene.dispatch(pullApart(model, 0))} />
      </Container>
      <Container flexDirection="row" gap={GAP}>
        {(canBeat(model) || canBend(model)) && <MenuButton widthMm={wide} word={t(canBend(model) ? "bend" : "motion")} onPress={() => cutting.toggle("motion")} />}
        {canCompare(model) && mayChoose(scene.state, scene.actor) && <MenuButton widthMm={wide} word={t("condition")} onPress={() => cutting.toggle("condition")} />}
      </Container>
      {part ? (
        <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
          <MenuButton widthMm={wide} word={t("headset.fainter")} onPress={() => fade(-SOLID_STEP)} />
          <MenuButton widthMm={wide} word={t("headset.stronger")} onPress={() => fade(SOLID_STEP)} />
          <MenuButton widthMm={wide} word={t("look.shades.own")} isOn={given === null} onPress={() => paint(null)} />
          {SHADES.map(({ id, colour }) => (
            <MenuButton key={id} widthMm={wide} word={t(`look.shades.${id}`)} swatch={colour} isOn={given === colour} onPress={() => paint(colour)} />
          ))}
        </Container>
      ) : (
        <Text fontSize={15}>{t("headset.choose")}</Text>
      )}
    </Panel>
  );
}
