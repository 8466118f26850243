"use client";

import { useFrame } from "@react-three/fiber";
import { useXR } from "@react-three/xr";
import { useCallback, useEffect, useMemo, useRef, type RefObject } from "react";
import { Matrix4, Quaternion, Vector3, type Group } from "three";
import type { StageHandle } from "../stage/stage-scene";
import { HeadsetRig } from "./headset-rig";

const matrix = new Matrix4();
const position = new Vector3();
const turn = new Quaternion();
const scale = new Vector3();

/** Where a person in a headset may ask to be put. */
export interface HeadsetMoves {
  readonly recentre: () => void;
  /** On another side of the model, radians about it. */
  readonly standAt: (aroundRad: number) => void;
}

/** What happens each frame in a headset besides drawing: origin, snap turn, one's own hands for others. */
export function useHeadsetFrames(stage: StageHandle, origin: RefObject<Group | null>): HeadsetMoves {
  const session = useXR((xr) => xr.session);
  const referenceSpace = useXR((xr) => xr.originReferenceSpace);
  const rig = useRef<HeadsetRig | null>(null);
  const recentre = useCallback(() => rig.current?.recentre(), []);
  const standAt = useCallback((aroundRad: number) => rig.current?.standAt(aroundRad), []);
  useEffect(() => {
    referenceSpace?.addEventListener("reset", recentre);
    return () => referenceSpace?.removeEventListener("reset", recentre);
  }, [referenceSpace, recentre]);
  useEffect(
    () => () => {
      stage.figure.setHand("left", null);
      stage.figure.setHand("right", null);
    },
    [stage],
  );
  useFrame(({ gl }, _delta, frame: XRFrame | undefined) => {
    const group = origin.current;
    if (!group || !session) return;
    rig.current ??= new HeadsetRig(group);
    rig.current.tick(gl.xr.getCamera(), stage.view.stage.homeHeightM, stickX(session));
    if (frame && referenceSpace) readHands(session, frame, referenceSpace, group, stage);
  }, -10);
  return useMemo(() => ({ recentre, standAt }), [recentre, standAt]);
}

function stickX(session: XRSession): number {
  let furthest = 0;
  for (const { gamepad } of session.inputSources) {
    const x = gamepad?.axes[2] ?? 0;
    if (Math.abs(x) > Math.abs(furthest)) furthest = x;
  }
  return furthest;
}

function readHands(session: XRSession, frame: XRFrame, space: XRReferenceSpace, origin: Group, stage: StageHandle): void {
  for (const source of session.inputSources) {
    if (source.handedness === "none") continue;
    const pose = frame.getPose(source.gripSpace ?? source.targetRaySpace, space);
    if (!pose) {
      stage.figure.setHand(source.handedness, null);
      continue;
    }
    matrix.fromArray(pose.transform.matrix).premultiply(origin.matrixWorld).decompose(position, turn, scale);
    const grip = Math.max(0, ...(source.gamepad?.buttons ?? []).map(({ value }) => value));
    stage.figure.setHand(source.handedness, { p: position, q: turn, grip });
  }
}
