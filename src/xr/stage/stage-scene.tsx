"use client";

import { useFrame, useThree } from "@react-three/fiber";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { PerspectiveCamera, Vector3, type WebGLRenderer } from "three";
import { CARD_BUDGET, HEADSET_BUDGET, observeFrame, PROCESSOR_BUDGET, rungsFor, startGovernor, type DetailLevel, type Rung } from "@/core/anatomy/governor";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { StructureGeometry } from "../anatomy/load-model";
import { lifeSize, setLifeSize } from "@/room/life-size";
import { prefersStillness } from "@/room/own-look";
import type { Graphics } from "../device";
import { createFlatView, type FlatView } from "../flat/flat-view";
import { createModelHand, type ModelHand } from "../flat/hand";
import { attachPointerGestures } from "../flat/pointer-gestures";
import type { Company } from "../people/company";
import type { ScenePerson } from "../people/person";
import { PRESENCE_STEP_MS, type ScenePresence } from "../people/presence";
import { createOwnFigure, type OwnFigure } from "../people/own-figure";
import { frameStage, type Insets } from "./framing";
import { createSkyLight, createSurroundings } from "./lamps";
import { isEyeNear } from "./eye-near";
import { OwnLook } from "./own-look";
import { StageView, type SharedScene, type StageFrame } from "./stage-view";

/** What the page around the canvas may use of the stage. */
export interface StageHandle {
  readonly view: StageView;
  readonly flat: FlatView;
  readonly hand: ModelHand;
  readonly figure: OwnFigure;
  readonly look: OwnLook;
  /** The flat screen's own camera, which waits while a headset is on. */
  readonly camera: PerspectiveCamera;
}

interface StageSceneProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly graphics: Graphics;
  /** The level of detail that this device begins with. */
  readonly level: DetailLevel;
  /** Hears what the frames allow: another sharpness is taken here, the rest is the page's. */
  readonly onRung: (rung: Rung) => void;
  readonly structures: readonly StructureGeometry[] | null;
  /** The structures are those of a whole model's outside alone. */
  readonly isClosed: boolean;
  /** An eye came so near that it may look into the model. */
  readonly onNear: () => void;
  readonly people: readonly ScenePerson[];
  readonly presence: ScenePresence | null;
  readonly company: Company | null;
  readonly insets: Insets;
  /** The stage once it is made. */
  readonly stage: StageHandle | null;
  readonly onStage: (stage: StageHandle | null) => void;
  /** The model is in the picture now and answers to hands. */
  readonly onDrawn: () => void;
  readonly onTouched: (() => void) | undefined;
  /** The person tried to change the scene, which they may not for now. */
  readonly onLocked: () => void;
  readonly labelOf: (person: ScenePerson) => string;
}

/** After a pause of a scene that draws on demand, one frame counts as this long. */
const LONGEST_STEP_MS = 34;
const target = new Vector3();

/** The stage inside the canvas: makes it, feeds it, draws it. */
export function StageScene(props: StageSceneProps) {
  const { stage: handle, model, structures, isClosed, people, insets, onTouched, labelOf } = props;
  // One's own look stays when another model comes.
  const [look] = useState(() => new OwnLook(prefersStillness()));
  useStage(props, look);
  useEffect(() => {
    // A stage that was made for another model is on its way out.
    if (handle?.view.model === model && structures) handle.view.setStructures(structures, isClosed);
  }, [handle, model, structures, isClosed]);
  useEffect(() => {
    handle?.view.setPeople(people, labelOf);
  }, [handle, people, labelOf]);
  const { company } = props;
  useEffect(() => {
    handle?.view.setCompany(company);
    return company?.signs.subscribe(() => handle?.view.redraw());
  }, [handle, company]);
  usePresenceSteps(handle, props.presence);
  usePreparation(handle, structures);
  useGestures(handle, insets, onTouched);
  useDrawing(handle, props);
  return null;
}

function useStage(props: StageSceneProps, look: OwnLook): void {
  const { scene, model, graphics, presence, onStage, onLocked } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const get = useThree((state) => state.get);
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const { camera, scene: world } = get();
    if (!(camera instanceof PerspectiveCamera)) return undefined;
    const family = getComputedStyle(gl.domElement).fontFamily;
    const isPlain = graphics === "processor";
    const view = new StageView({ scene, model, presence, family, density: Math.max(1, gl.getPixelRatio()), prefersStillness: prefersStillness(), isPlain, invalidate });
    const flat = createFlatView(camera, view, () => get().size);
    const figure = createOwnFigure(presence, model.id);
    const hand = createModelHand({ scene, model, view, figure, onLocked });

    const surroundings = isPlain ? null : createSurroundings(gl);
    if (isPlain) view.root.add(createSkyLight());
    world.environment = surroundings;
    world.environmentIntensity = 0.4;
    world.add(view.root);
    // With all that is known of it in its first picture: a ring without a model is never seen where another was.
    const { structures, isClosed, people, labelOf } = latest.current;
    if (structures) view.setStructures(structures, isClosed);
    view.setPeople(people, labelOf);
    onStage({ view, flat, hand, figure, look, camera });
    return () => {
      onStage(null);
      world.remove(view.root);
      world.environment = null;
      surroundings?.dispose();
      view.dispose();
    };
  }, [get, gl, graphics, invalidate, scene, model, presence, onStage, onLocked, look]);
}

// Others move and must hear of this person even while nothing is drawn here.
function usePresenceSteps(handle: StageHandle | null, presence: ScenePresence | null): void {
  const get = useThree((state) => state.get);
  useEffect(() => {
    if (!handle || !presence) return undefined;
    const timer = setInterval(() => {
      const { camera, gl, invalidate } = get();
      if (gl.xr.isPresenting) return;
      handle.figure.publish(camera);
      if (handle.view.havePeopleMoved()) invalidate();
    }, PRESENCE_STEP_MS);
    return () => clearInterval(timer);
  }, [handle, presence, get]);
}

// Builds the search trees for picking between frames, one at a time.
function usePreparation(handle: StageHandle | null, structures: readonly StructureGeometry[] | null): void {
  useEffect(() => {
    if (!handle || !structures) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const next = (): void => {
      timer = handle.view.modelObject?.prepareNext() ? setTimeout(next, 8) : null;
    };
    timer = setTimeout(next, 200);
    return () => {
      if (timer !== null) clearTimeout(timer);
    };
  }, [handle, structures]);
}

function useGestures(handle: StageHandle | null, insets: Insets, onTouched: (() => void) | undefined): void {
  const gl = useThree((state) => state.gl);
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    if (!handle) return undefined;
    const frame = (): void => {
      const { ringRadiusM } = frameStage(handle.camera, handle.view.stage, handle.look.now, size, insets, target);
      handle.view.setRingRadius(ringRadiusM);
      handle.figure.publish(handle.camera);
      handle.look.sayOn(gl.domElement);
      invalidate();
    };
    frame();
    return handle.look.subscribe(frame);
  }, [handle, gl, size, insets, invalidate]);
  useEffect(() => {
    if (!handle) return undefined;
    const follow = (): void => handle.look.setLifeSize(lifeSize.get().isOn ? lifeSize.get().pixelMm / 1000 : null);
    follow();
    return lifeSize.subscribe(follow);
  }, [handle]);
  // The next scene begins as it fits.
  useEffect(() => () => setLifeSize(false), []);
  useEffect(() => {
    if (!handle) return undefined;
    return attachPointerGestures(gl.domElement, {
      hand: handle.hand,
      view: handle.flat,
      onOrbit: (around, above) => handle.look.orbit(around, above),
      onPoint: (hit) => {
        handle.view.setHovered(hit?.structureId ?? null);
        gl.domElement.style.cursor = !hit ? "default" : handle.hand.tool ? "crosshair" : "grab";
        handle.figure.setPointer(null, hit);
        handle.figure.publish(handle.camera);
      },
      onTouched: () => onTouched?.(),
    });
  }, [handle, gl, onTouched]);
}

function useDrawing(handle: StageHandle | null, { graphics, level, isClosed, onNear, onDrawn, onRung }: StageSceneProps): void {
  const govern = useGovernor(graphics, level, onRung);
  const drawn = useRef<StageHandle | null>(null);
  // Written in place: a frame takes no memory.
  const now = useRef<{ -readonly [K in keyof StageFrame]: StageFrame[K] } | null>(null);
  useFrame((state, delta) => {
    const { camera, gl, size, invalidate } = state;
    if (!handle || !(camera instanceof PerspectiveCamera)) return;
    const isHeadset = gl.xr.isPresenting;
    const elapsedMs = Math.min(LONGEST_STEP_MS, delta * 1000);
    const isLed = !isHeadset && handle.look.tick(camera.position.length(), elapsedMs);
    const frame = (now.current ??= { gl, camera, size, elapsedMs, isHeadset });
    frame.gl = gl;
    frame.camera = camera;
    frame.size = size;
    frame.elapsedMs = elapsedMs;
    frame.isHeadset = isHeadset;
    const isMoving = handle.view.tick(frame) || isLed;
    if (isClosed && isEyeNear(handle.view, frame)) onNear();
    handle.figure.publish(camera);
    if (handle.view.modelObject && drawn.current !== handle) {
      drawn.current = handle;
      onDrawn();
    }
    if (isMoving) invalidate();
    // A headset draws all the time; a flat screen only while something moves.
    if (isHeadset || isMoving || handle.hand.isBusy) govern(gl, delta * 1000, isHeadset);
  });
}

/** How much of the sides of a headset's picture is drawn coarsely while all is well, 0 to 1. */
const FOVEATION = 0.5;

/** What is told of each frame: it keeps the picture within what the device bears. */
function useGovernor(graphics: Graphics, level: DetailLevel, onRung: (rung: Rung) => void): (gl: WebGLRenderer, frameMs: number, isHeadset: boolean) => void {
  const setDpr = useThree((state) => state.setDpr);
  const governor = useRef(startGovernor());
  const wasHeadset = useRef(false);
  const ladders = useMemo(() => {
    const flat = graphics === "processor" ? PROCESSOR_BUDGET : CARD_BUDGET;
    return { flat: { budget: flat, rungs: rungsFor(flat, level) }, headset: { budget: HEADSET_BUDGET, rungs: rungsFor(HEADSET_BUDGET, level) } };
  }, [graphics, level]);
  return useCallback(
    (gl, frameMs, isHeadset) => {
      // On and off with the headset the picture is another one, and begins at the top.
      const isOther = wasHeadset.current !== isHeadset;
      if (isOther) governor.current = startGovernor();
      wasHeadset.current = isHeadset;
      const { budget, rungs } = isHeadset ? ladders.headset : ladders.flat;
      if (!observeFrame(governor.current, frameMs, budget, rungs.length) && !isOther) return;
      const rung = rungs[governor.current.rung];
      if (!rung) return;
      if (isHeadset) gl.xr.setFoveation(1 - (1 - FOVEATION) * rung.share);
      else setDpr(Math.min(2, window.devicePixelRatio) * rung.share);
      onRung(rung);
    },
    [ladders, setDpr, onRung],
  );
}
