"use client";

import { useThree } from "@react-three/fiber";
import { useXR, XR, XROrigin } from "@react-three/xr";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { Group } from "three";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { Following } from "@/room/scene/following";
import type { SceneTools } from "../elements/scene-tools";
import type { Company } from "../people/company";
import type { ScenePerson } from "../people/person";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import type { HeadsetControl } from "./control";
import { HeadsetPointers } from "./headset-pointers";
import { GoThere, OntoSurface, type Placing } from "./placing";
import { enterAs, headsetStore } from "./store";
import { useHeadsetFrames } from "./use-headset-frames";

const loadBoards = () => import("./headset-boards");
const HeadsetMenu = lazy(() => loadBoards().then((boards) => ({ default: boards.HeadsetMenu })));
const HeadsetTask = lazy(() => loadBoards().then((boards) => ({ default: boards.HeadsetTask })));
const HeadsetOwn = lazy(() => loadBoards().then((boards) => ({ default: boards.HeadsetOwn })));
const WristMenu = lazy(() => loadBoards().then((boards) => ({ default: boards.WristMenu })));

/** What sessions this device offers: the scene alone, and the person's own room around it. */
export interface HeadsetModes {
  readonly vr: boolean;
  readonly ar: boolean;
}

export interface HeadsetLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly stage: StageHandle;
  readonly modes: HeadsetModes;
  readonly onControl: (control: HeadsetControl | null) => void;
  /** Everybody in the scene. */
  readonly people: readonly ScenePerson[];
  readonly company?: Company | null;
  /** What the hand holds besides the model; nothing where nothing is put on it. */
  readonly tools?: SceneTools;
  /** Who presents, and whether this person goes along. */
  readonly following?: Following | null;
  /** The person went to their safe place, or came back. */
  readonly onSafePlace?: (isIn: boolean) => void;
}

/** Everything that exists only in a headset: origin, pointers, menu. */
export function HeadsetLayer(props: HeadsetLayerProps) {
  const [store] = useState(headsetStore);
  const [isInside, setIsInside] = useState(false);
  const [wasRefused, setWasRefused] = useState(false);
  const { onControl, modes } = props;
  useEffect(() => store.subscribe(({ session }) => setIsInside(session !== undefined)), [store]);
  useEffect(() => {
    const enter = (mode: "vr" | "ar") => (): void => {
      setWasRefused(false);
      // Asked for within the press itself, as browsers demand; without its boards nobody is left in there.
      const entering = enterAs(mode);
      const boards = loadBoards().then(() => true, () => false);
      entering
        .then(async () => {
          if (!(await boards)) throw new Error("what is pressed in a headset did not come");
        })
        .catch(() => {
          setWasRefused(true);
          store.getState().session?.end().catch(() => undefined);
        });
    };
    onControl({
      isInside,
      wasRefused,
      enter: modes.vr ? enter("vr") : null,
      enterRoom: modes.ar ? enter("ar") : null,
      leave: () => {
        store.getState().session?.end().catch(() => undefined);
      },
    });
  }, [store, isInside, wasRefused, onControl, modes]);
  useEffect(
    () => () => {
      store.getState().session?.end().catch(() => undefined);
    },
    [store],
  );
  return <XR store={store}>{isInside && <HeadsetScene {...props} />}</XR>;
}

function HeadsetScene({ scene, model, stage, people, company = null, tools, following, onSafePlace }: HeadsetLayerProps) {
  const origin = useRef<Group>(null);
  const [isSafe, setIsSafe] = useState(false);
  const [placing, setPlacing] = useState<Placing>(null);
  const session = useXR((xr) => xr.session);
  const isRoom = useXR((xr) => xr.mode === "immersive-ar");
  const invalidate = useThree((three) => three.invalidate);
  // On which side of the model the person stands: what they read and press stands there, too.
  const [aroundRad, setAroundRad] = useState(0);
  const moves = useHeadsetFrames(stage, origin, setAroundRad);
  const { recentre, standAt } = moves;
  useBeingThere(stage, company, isSafe);
  const goSafe = (isIn: boolean): void => {
    setIsSafe(isIn);
    setPlacing(null);
    onSafePlace?.(isIn);
  };
  const leave = useCallback((): void => {
    session?.end().catch(() => undefined);
  }, [session]);
  useEffect(() => invalidate, [invalidate]);
  return (
    <>
      {(!isRoom || isSafe) && <color attach="background" args={["#121314"]} />}
      <XROrigin ref={origin} />
      {!isSafe && placing === null && <HeadsetPointers key={model.id} stage={stage} />}
      {placing === "go" && (
        <GoThere
          origin={origin}
          onPlace={(place) => {
            moves.goTo(place);
            setPlacing(null);
          }}
        />
      )}
      {placing === "onto" && (
        <OntoSurface
          onPlace={(place) => {
            moves.standOnto(place);
            setPlacing(null);
          }}
        />
      )}
      <group rotation-y={aroundRad}>
        <Suspense fallback={null}>
          <HeadsetMenu scene={scene} model={model} homeHeightM={stage.view.stage.homeHeightM} tools={tools} isSafe={isSafe} onSafe={goSafe} onRecentre={recentre} onLeave={leave} />
          {!isSafe && <HeadsetTask scene={scene} model={model} homeHeightM={stage.view.stage.homeHeightM} tools={tools} following={following ?? null} onStandAt={standAt} />}
          {!isSafe && (
            <HeadsetOwn
              scene={scene}
              model={model}
              homeHeightM={stage.view.stage.homeHeightM}
              people={people}
              company={company}
              captions={company?.captions}
              isRoom={isRoom}
              placing={placing}
              onPlacing={setPlacing}
              onRecentre={recentre}
            />
          )}
        </Suspense>
      </group>
      <Suspense fallback={null}>
        <WristMenu wrists={moves.wrists} isSafe={isSafe} onSafe={goSafe} onRecentre={recentre} onUndo={() => scene.undo()} onLeave={leave} />
      </Suspense>
    </>
  );
}

/** Others hear whether the headset is on; off, or in the safe place, hands edit nothing. */
function useBeingThere(stage: StageHandle, company: Company | null, isSafe: boolean): void {
  const visibility = useXR((xr) => xr.visibilityState);
  const isOff = visibility !== undefined && visibility !== "visible";
  useEffect(() => {
    stage.hand.setTied(isSafe || isOff);
    return () => stage.hand.setTied(false);
  }, [stage, isSafe, isOff]);
  useEffect(() => {
    stage.view.setHidden(isSafe);
    return () => stage.view.setHidden(false);
  }, [stage, isSafe]);
  useEffect(() => {
    stage.figure.setHeadset(isOff ? "away" : "worn");
  }, [stage, isOff]);
  useEffect(() => () => stage.figure.setHeadset("none"), [stage]);
  useEffect(() => {
    company?.setHeadset(true);
    return () => company?.setHeadset(false);
  }, [company]);
}
