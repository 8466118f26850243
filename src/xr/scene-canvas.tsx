"use client";

import { Canvas, useThree } from "@react-three/fiber";
import { useLocale, useTranslations } from "next-intl";
import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from "react";
import { PROCESSOR_BUDGET, type DetailLevel, type Rung } from "@/core/anatomy/governor";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneStatus } from "@/core/anatomy/scene-status";
import { registers } from "@/core/room/registers";
import type { Following } from "@/room/scene/following";
import type { StructureGeometry } from "./anatomy/load-model";
import type { InsideState, StructuresState } from "./anatomy/model-arrival";
import { useOpened } from "./anatomy/use-opened";
import { useStructures } from "./anatomy/use-structures";
import { graphicsOfDevice, levelForDevice } from "./device";
import { asksForView } from "./flat/key-gestures";
import { useKeyboard } from "./flat/use-keyboard";
import type { HeadsetControl } from "./headset/control";
import { HeadsetGate } from "./headset/headset-gate";
import type { SceneTools } from "./elements/scene-tools";
import type { Company } from "./people/company";
import type { ScenePerson } from "./people/person";
import type { ScenePresence } from "./people/presence";
import { FOV_DEG, NO_INSETS, type Insets } from "./stage/framing";
import { StageScene, type StageHandle } from "./stage/stage-scene";
import type { SharedScene } from "./stage/stage-view";
import { useSceneVersion } from "./use-scene-version";

interface SceneCanvasProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  /** Everybody in the scene, oneself included. */
  readonly people: readonly ScenePerson[];
  readonly presence?: ScenePresence | null;
  /** What else is to be seen and heard of them; nothing where nobody else can be. */
  readonly company?: Company | null;
  /** Pixels that chrome covers at each side. */
  readonly insets?: Insets;
  /** Words for what the scene is doing; drawn over it. */
  readonly renderStatus: (status: SceneStatus, retry: () => void) => ReactNode;
  /** Hears how to enter and leave a headset; null where there is none. */
  readonly onHeadset?: (control: HeadsetControl | null) => void;
  /** In the headset the person went to their safe place, or came back: the page mutes what it must. */
  readonly onSafePlace?: (isIn: boolean) => void;
  /** Pins, distances and strokes: what the hand holds, and who hears of it. Without it nothing is put on the model. */
  readonly tools?: SceneTools;
  /** Who presents, and whether this person goes along. */
  readonly following?: Following | null;
  /** The person tried to change the scene, which they may not for now. */
  readonly onLocked?: () => void;
  /** The device no longer keeps up, whatever else was spared: the others' pictures may come small; or it does again. */
  readonly onSparing?: (isSparing: boolean) => void;
  /** Hears of the first gesture, so that a hint can go. */
  readonly onTouched?: () => void;
  readonly className?: string;
}

// Nobody waits for what they have not asked for.
const ElementsLayer = lazy(() => import("./elements/elements-layer").then((module) => ({ default: module.ElementsLayer })));
const CutLayer = lazy(() => import("./cut/cut-layer").then((module) => ({ default: module.CutLayer })));
const BeatLayer = lazy(() => import("./motion/beat-layer").then((module) => ({ default: module.BeatLayer })));
const BendLayer = lazy(() => import("./motion/bend-layer").then((module) => ({ default: module.BendLayer })));
const BesideLayer = lazy(() => import("./beside/beside-layer").then((module) => ({ default: module.BesideLayer })));
const SectionFeed = lazy(() => import("./cut/section-feed").then((module) => ({ default: module.SectionFeed })));
const SpokenView = lazy(() => import("./flat/spoken-view").then((module) => ({ default: module.SpokenView })));
const PresenterLayer = lazy(() => import("./people/presenter-layer").then((module) => ({ default: module.PresenterLayer })));

const noEvents = () => ({ enabled: false, priority: 0 });
/** Densities beyond two cost frames and show nothing. */
const MAX_DENSITY = 2;

/**
 * The shared scene on a flat screen and, from the same page, in a headset. Everything it shows
 * comes from `scene`; everything a hand does goes there.
 */
export function SceneCanvas(props: SceneCanvasProps) {
  const { scene, model, people, presence = null, company = null, insets = NO_INSETS, renderStatus, onTouched, className } = props;
  const t = useTranslations("anatomy.canvas");
  const locale = useLocale();
  const helpId = useId();
  const [graphics] = useState(graphicsOfDevice);
  const canDraw = graphics !== "none";
  const [level] = useState(() => levelForDevice(graphics));
  const { detail, onRung } = useRungs(level, props.onSparing);
  const [epoch, setEpoch] = useState(0);
  const [isLost, setIsLost] = useState(false);
  const [stage, setStage] = useState<StageHandle | null>(null);
  const [drawn, setDrawn] = useState<AnatomyModel | null>(null);
  const [near, setNear] = useState<AnatomyModel | null>(null);
  const isCutPlanned = props.tools?.cutting?.view === "cut";
  const isOpened = useOpened(scene, model, people);
  const { state, retry } = useStructures(model, detail, epoch, isOpened || isCutPlanned || near === model);
  const shown = useShown(model, state);
  const isWhole = shown.structures !== null && !shown.isClosed;
  const onDrawn = useCallback(() => setDrawn(shown.model), [shown.model]);
  const onNear = useCallback(() => setNear(shown.model), [shown.model]);
  const surface = useRef<HTMLDivElement>(null);
  const asked = useAsksForView(surface, stage);
  useKeyboard(surface, stage, scene, shown.model, onTouched);
  const labelOf = useCallback((person: ScenePerson) => (person.isSelf ? t("you") : person.name), [t]);
  const { tools, following } = props;
  const cutting = tools?.cutting;
  const isCutDue = useCutDue(scene, shown.model) || isCutPlanned;
  const isBeatDue = useDue(scene, registers.beat(shown.model.id));
  const isBendDue = useDue(scene, registers.bend(shown.model.id));
  const isBesideDue = useDue(scene, registers.beside(shown.model.id));
  const locked = useRef(props.onLocked);
  useEffect(() => {
    locked.current = props.onLocked;
  }, [props.onLocked]);
  const onLocked = useCallback(() => locked.current?.(), []);
  const onLost = useCallback(() => setIsLost(true), []);
  const redraw = (): void => {
    setIsLost(false);
    setDrawn(null);
    setEpoch((n) => n + 1);
  };
  const status = statusOf(canDraw, isLost, drawn === model, state);
  const name = locale.startsWith("es") ? model.name.es : model.name.en;
  return (
    <div className={className} data-scene={status.kind} data-detail={detail}>
      {canDraw && !isLost && (
        <div
          className="absolute inset-0 touch-none"
          role="application"
          aria-label={t("label", { model: name })}
          aria-describedby={helpId}
          tabIndex={0}
          ref={surface}
        >
          <Canvas
            key={epoch}
            frameloop="demand"
            events={noEvents}
            dpr={graphics === "processor" ? PROCESSOR_BUDGET.maxShare : [1, MAX_DENSITY]}
            camera={{ fov: FOV_DEG, near: 0.02, far: 20 }}
            gl={{ alpha: true, antialias: graphics === "card", powerPreference: "high-performance" }}
            onCreated={({ gl }) => {
              gl.toneMappingExposure = 0.96;
            }}
          >
            <LossWatch onLost={onLost} />
            <StageScene
              scene={scene}
              model={shown.model}
              graphics={graphics}
              level={level}
              onRung={onRung}
              structures={shown.structures}
              isClosed={shown.isClosed}
              onNear={onNear}
              people={people}
              presence={presence}
              company={company}
              insets={insets}
              stage={stage}
              onStage={setStage}
              onDrawn={onDrawn}
              onTouched={onTouched}
              onLocked={onLocked}
              labelOf={labelOf}
            />
            <Suspense fallback={null}>
              {shown.structures && stage && tools?.isDue && <ElementsLayer scene={scene} model={shown.model} stage={stage} tools={tools} onLocked={onLocked} />}
            </Suspense>
            <Suspense fallback={null}>
              {isWhole && shown.structures && stage?.view.model === shown.model && isCutDue && (
                <CutLayer scene={scene} model={shown.model} structures={shown.structures} stage={stage} cutting={cutting} onLocked={onLocked} />
              )}
            </Suspense>
            <Suspense fallback={null}>
              {isWhole && stage?.view.model === shown.model && isBeatDue && <BeatLayer scene={scene} model={shown.model} stage={stage} isHeld={(tools?.tool ?? null) !== null} />}
            </Suspense>
            <Suspense fallback={null}>
              {isWhole && stage?.view.model === shown.model && isBendDue && <BendLayer scene={scene} model={shown.model} stage={stage} isHeld={(tools?.tool ?? null) !== null} />}
            </Suspense>
            <Suspense fallback={null}>
              {shown.structures && stage?.view.model === shown.model && isBesideDue && <BesideLayer scene={scene} model={shown.model} level={detail} stage={stage} />}
            </Suspense>
            <Suspense fallback={null}>{stage && following && <PresenterLayer scene={scene} stage={stage} following={following} />}</Suspense>
            {shown.structures && stage && <HeadsetGate scene={scene} model={shown.model} stage={stage} tools={tools} following={following} people={people} company={company} onControl={props.onHeadset} onSafePlace={props.onSafePlace} />}
          </Canvas>
        </div>
      )}
      <p id={helpId} hidden>
        {t("keys")}
      </p>
      <Suspense fallback={null}>{isWhole && shown.structures && cutting?.view === "cut" && <SectionFeed scene={scene} model={shown.model} structures={shown.structures} stage={stage} cutting={cutting} />}</Suspense>
      <Suspense fallback={null}>{asked !== null && stage && <SpokenView asked={asked} stage={stage} scene={scene} model={shown.model} people={people} company={company} />}</Suspense>
      {renderStatus(status, isLost ? redraw : retry)}
    </div>
  );
}

/** What the frames allow besides sharpness: the level of detail that is drawn, and whether the others' pictures are spared. */
function useRungs(first: DetailLevel, onSparing: ((isSparing: boolean) => void) | undefined): { detail: DetailLevel; onRung: (rung: Rung) => void } {
  const [detail, setDetail] = useState<DetailLevel>(first);
  const sparing = useRef(onSparing);
  useEffect(() => {
    sparing.current = onSparing;
  }, [onSparing]);
  const onRung = useCallback(({ level, isVideoSparing }: Rung) => {
    setDetail(level);
    sparing.current?.(isVideoSparing);
  }, []);
  // Where no scene is drawn any more nothing has to be spared for it.
  useEffect(() => () => sparing.current?.(false), []);
  return { detail, onRung };
}

/** Whether the model has been cut or pulled apart: from then on what shows that stays. */
function useCutDue(scene: SharedScene, model: AnatomyModel): boolean {
  useSceneVersion(scene, "cut/");
  useSceneVersion(scene, registers.explode(model.id));
  const isOpen = [registers.cut(0), registers.cut(1), registers.cut(2), registers.explode(model.id)].some((register) => scene.get(register) !== null);
  const [isDue, setIsDue] = useState(isOpen);
  if (isOpen && !isDue) setIsDue(true);
  return isDue;
}

/** Whether something of the scene was ever set while this page looked on: from then on what shows it stays. */
function useDue(scene: SharedScene, register: string): boolean {
  useSceneVersion(scene, register);
  const [due, setDue] = useState<string | null>(null);
  if (scene.get(register) !== null && due !== register) setDue(register);
  return due === register;
}

/**
 * How often V has asked for the view in words; null until the picture has the keyboard, for before nobody needs what
 * says them.
 */
function useAsksForView(surface: RefObject<HTMLElement | null>, stage: StageHandle | null): number | null {
  const [asked, setAsked] = useState<number | null>(null);
  useEffect(() => {
    const element = surface.current;
    if (!element || !stage) return undefined;
    const onFocus = (): void => setAsked((now) => now ?? 0);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!asksForView(event)) return;
      event.preventDefault();
      setAsked((now) => (now ?? 0) + 1);
    };
    element.addEventListener("focusin", onFocus);
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("focusin", onFocus);
      element.removeEventListener("keydown", onKeyDown);
    };
  }, [surface, stage]);
  return asked;
}

interface Shown {
  readonly model: AnatomyModel;
  readonly structures: readonly StructureGeometry[] | null;
  /** They are those of the outside alone. */
  readonly isClosed: boolean;
}

/** What is drawn: another model takes the place of the one before only when it is here, so that nobody in a headset stands in the dark. */
function useShown(model: AnatomyModel, state: StructuresState): Shown {
  const [shown, setShown] = useState<Shown>({ model, structures: null, isClosed: false });
  const isReady = state.kind === "ready";
  if (isReady && (shown.model !== model || shown.structures !== state.structures)) setShown({ model, structures: state.structures, isClosed: state.inside.kind !== "here" });
  // Its geometry goes with the picture that the graphics card dropped, or to be loaded again.
  else if (!isReady && shown.model === model && shown.structures !== null) setShown({ model, structures: null, isClosed: false });
  return shown;
}

function statusOf(canDraw: boolean, isLost: boolean, isDrawn: boolean, state: StructuresState): SceneStatus {
  if (!canDraw) return { kind: "no-graphics" };
  if (isLost) return { kind: "picture-lost" };
  if (state.kind !== "ready") return state;
  return isDrawn ? statusOfInside(state.inside) : { kind: "loading", share: 1 };
}

function statusOfInside(inside: InsideState): SceneStatus {
  if (inside.kind === "coming") return { kind: "opening", share: inside.share };
  return inside.kind === "failed" ? { kind: "closed", fault: inside.fault } : { kind: "ready" };
}

/** Notices when the graphics card drops the picture. */
function LossWatch({ onLost }: { onLost: () => void }) {
  const gl = useThree((three) => three.gl);
  useEffect(() => {
    const element = gl.domElement;
    const lost = (event: Event): void => {
      event.preventDefault();
      onLost();
    };
    element.addEventListener("webglcontextlost", lost);
    return () => element.removeEventListener("webglcontextlost", lost);
  }, [gl, onLost]);
  return null;
}
