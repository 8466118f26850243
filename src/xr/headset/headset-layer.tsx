"use client";

import { useThree } from "@react-three/fiber";
import { useXR, XR, XROrigin } from "@react-three/xr";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Group } from "three";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { Following } from "@/room/scene/following";
import type { SceneTools } from "../elements/scene-tools";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import type { HeadsetControl } from "./control";
import { HeadsetPointers } from "./headset-pointers";
import { headsetStore } from "./store";
import { useHeadsetFrames } from "./use-headset-frames";

const loadBoards = () => import("./headset-boards");
const HeadsetMenu = lazy(() => loadBoards().then((boards) => ({ default: boards.HeadsetMenu })));
const HeadsetTask = lazy(() => loadBoards().then((boards) => ({ default: boards.HeadsetTask })));

export interface HeadsetLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly stage: StageHandle;
  readonly onControl: (control: HeadsetControl | null) => void;
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
  const { onControl } = props;
  useEffect(() => store.subscribe(({ session }) => setIsInside(session !== undefined)), [store]);
  useEffect(() => {
    onControl({
      isInside,
      wasRefused,
      enter: () => {
        setWasRefused(false);
        // Asked for within the press itself, as browsers demand; without its boards nobody is left in there.
        const entering = store.enterVR();
        const boards = loadBoards().then(() => true, () => false);
        entering
          .then(async () => {
            if (!(await boards)) throw new Error("what is pressed in a headset did not come");
          })
          .catch(() => {
            setWasRefused(true);
            store.getState().session?.end().catch(() => undefined);
          });
      },
      leave: () => {
        store.getState().session?.end().catch(() => undefined);
      },
    });
  }, [store, isInside, wasRefused, onControl]);
  useEffect(
    () => () => {
      store.getState().session?.end().catch(() => undefined);
    },
    [store],
  );
  return <XR store={store}>{isInside && <HeadsetScene {...props} />}</XR>;
}

function HeadsetScene({ scene, model, stage, tools, following, onSafePlace }: HeadsetLayerProps) {
  const origin = useRef<Group>(null);
  const [isSafe, setIsSafe] = useState(false);
  const session = useXR((xr) => xr.session);
  const visibility = useXR((xr) => xr.visibilityState);
  const invalidate = useThree((three) => three.invalidate);
  const moves = useHeadsetFrames(stage, origin);
  // On which side of the model the person stands: what they read and press stands there, too.
  const [aroundRad, setAroundRad] = useState(0);
  const recentre = (): void => {
    moves.recentre();
    setAroundRad(0);
  };
  const standAt = (side: number): void => {
    moves.standAt(side);
    setAroundRad(side);
  };
  // While the headset shows its own menu, or the person is in their safe place, hands edit nothing.
  const isTied = isSafe || (visibility !== undefined && visibility !== "visible");
  useEffect(() => {
    stage.hand.setTied(isTied);
    return () => stage.hand.setTied(false);
  }, [stage, isTied]);
  useEffect(() => {
    stage.view.setHidden(isSafe);
    return () => stage.view.setHidden(false);
  }, [stage, isSafe]);
  const goSafe = (isIn: boolean): void => {
    setIsSafe(isIn);
    onSafePlace?.(isIn);
  };
  useEffect(() => invalidate, [invalidate]);
  return (
    <>
      <color attach="background" args={["#121314"]} />
      <XROrigin ref={origin} />
      {!isSafe && <HeadsetPointers key={model.id} stage={stage} hasTool={tools?.tool != null} />}
      <group rotation-y={aroundRad}>
        <Suspense fallback={null}>
          <HeadsetMenu
            scene={scene}
            model={model}
            homeHeightM={stage.view.stage.homeHeightM}
            tools={tools}
            isSafe={isSafe}
            onSafe={goSafe}
            onRecentre={recentre}
            onLeave={() => {
              session?.end().catch(() => undefined);
            }}
          />
          {!isSafe && <HeadsetTask scene={scene} model={model} homeHeightM={stage.view.stage.homeHeightM} tools={tools} following={following ?? null} onStandAt={standAt} />}
        </Suspense>
      </group>
    </>
  );
}
