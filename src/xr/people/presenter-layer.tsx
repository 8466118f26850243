"use client";

import { useFrame, useThree } from "@react-three/fiber";
import { useEffect, useRef } from "react";
import { Quaternion, Vector3 } from "three";
import { sideOfEye } from "@/core/anatomy/look";
import type { JsonValue } from "@/core/room/json";
import { presentedEye } from "@/core/room/presenter";
import { registers } from "@/core/room/registers";
import type { Following } from "@/room/scene/following";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";

interface PresenterLayerProps {
  readonly scene: SharedScene;
  readonly stage: StageHandle;
  readonly following: Following;
}

/** An eye that is at rest this long is written as it stays. */
const REST_MS = 600;
/** An eye on its way is told of no more often. */
const STEP_MS = 250;
/** A fade takes this long where motion is not wanted. */
const FADE_MS = 160;

/**
 * Looking together (ROOM-49): who presents says where their eye is; who follows is led to the same
 * side of the model, as fast as people bear and as near as their own picture needs. In a headset
 * nobody is moved.
 */
export function PresenterLayer({ scene, stage, following }: PresenterLayerProps) {
  usePresenting(scene, stage, following);
  useGoingAlong(scene, stage, following);
  return null;
}

const place = new Vector3();
const turn = new Quaternion();
const scale = new Vector3();

function usePresenting(scene: SharedScene, stage: StageHandle, following: Following): void {
  const isOn = useRef(false);
  const written = useRef("");
  const told = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    const read = (): void => {
      isOn.current = following.state.get().presenter?.actor === scene.actor;
      written.current = "";
      stage.view.redraw();
    };
    read();
    const stop = following.state.subscribe(read);
    return () => {
      stop();
      isOn.current = false;
      if (rest.current !== null) clearTimeout(rest.current);
    };
  }, [scene, stage, following]);
  useFrame(({ camera }) => {
    if (!isOn.current) return;
    const nowMs = performance.now();
    camera.matrixWorld.decompose(place, turn, scale);
    const value: JsonValue = { p: round(place.toArray()), q: round(turn.toArray()) };
    const text = JSON.stringify(value);
    if (text === written.current) return;
    written.current = text;
    const edit = { register: registers.eye(scene.actor), value };
    if (nowMs - told.current >= STEP_MS) {
      told.current = nowMs;
      scene.dispatch(edit, { checkpoint: true });
    }
    if (rest.current !== null) clearTimeout(rest.current);
    rest.current = setTimeout(() => scene.dispatch(edit), REST_MS);
  });
}

const round = (numbers: readonly number[]): number[] => numbers.map((each) => Math.round(each * 1e4) / 1e4 || 0);

function useGoingAlong(scene: SharedScene, stage: StageHandle, following: Following): void {
  const gl = useThree((three) => three.gl);
  useEffect(() => {
    const isStill = stage.look.isStill;
    const go = (): void => {
      const { mode, presenter } = following.state.get();
      const eye = presentedEye(scene.state);
      if (mode !== "following" || !presenter || !eye || gl.xr.isPresenting) return;
      // The camera stands about the middle of the stage, on the floor below the model's home.
      const side = sideOfEye(eye, [0, stage.view.stage.modelHeightM / 2, 0]);
      if (isStill) fade(gl.domElement);
      stage.look.lead(side);
      stage.view.redraw();
    };
    go();
    const stops = [
      following.state.subscribe(go),
      scene.subscribe("person/", (register) => {
        if (register === registers.eye(following.state.get().presenter?.actor ?? 0)) setTimeout(go, 34);
      }),
      stage.look.subscribe((byHand) => {
        if (byHand) following.moved();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [scene, stage, following, gl]);
}

// A cut without motion, softened: the picture comes back out of the dark.
function fade(canvas: HTMLElement): void {
  canvas.animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: FADE_MS });
}
