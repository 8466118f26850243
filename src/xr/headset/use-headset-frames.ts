"use client";

import { useFrame, useThree } from "@react-three/fiber";
import { useXR } from "@react-three/xr";
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { Matrix4, Quaternion, Vector3, type Group } from "three";
import { vignetteFor } from "@/core/headset/comfort";
import { HAND_JOINTS } from "@/core/headset/hand-shape";
import { wishOf, type Stick } from "@/core/headset/moving";
import { comfortStore } from "@/room/comfort";
import type { StageHandle } from "../stage/stage-scene";
import { HeadsetRig } from "./headset-rig";
import { Vignette } from "./vignette";

const matrix = new Matrix4();
const inverse = new Matrix4();
const position = new Vector3();
const turn = new Quaternion();
const scale = new Vector3();
const places = new Float32Array(HAND_JOINTS * 3);

/** Where a wrist is, and how far its palm looks up, -1 to 1. Read in place. */
export interface Wrist {
  readonly place: Vector3;
  palmY: number;
  isSeen: boolean;
}
/** Both wrists. */
export type Wrists = Readonly<Record<"left" | "right", Wrist>>;

const createWrist = (): Wrist => ({ place: new Vector3(), palmY: -1, isSeen: false });

/** Where a person in a headset may ask to be put. */
export interface HeadsetMoves {
  readonly wrists: Wrists;
  readonly recentre: () => void;
  /** On another side of the model, radians about it. */
  readonly standAt: (aroundRad: number) => void;
  /** At a place of the floor. */
  readonly goTo: (place: Vector3) => void;
  /** The stage on a place of the person's own room. */
  readonly standOnto: (place: Vector3) => void;
}

/** What happens each frame in a headset besides drawing: origin, stick, edges, one's own hands for others. Says when the person is put on another side of the model. */
export function useHeadsetFrames(stage: StageHandle, origin: RefObject<Group | null>, onSide: (aroundRad: number) => void): HeadsetMoves {
  const session = useXR((xr) => xr.session);
  const referenceSpace = useXR((xr) => xr.originReferenceSpace);
  const world = useThree((three) => three.scene);
  const rig = useRef<HeadsetRig | null>(null);
  const side = useRef(0);
  const [vignette] = useState(() => new Vignette());
  const [comfort] = useState(comfortStore);
  const [wrists] = useState<Wrists>(() => ({ left: createWrist(), right: createWrist() }));
  const recentre = useCallback(() => rig.current?.recentre(), []);
  const standAt = useCallback((aroundRad: number) => rig.current?.standAt(aroundRad), []);
  const goTo = useCallback((place: Vector3) => rig.current?.goTo({ x: place.x, z: place.z }), []);
  const standOnto = useCallback((place: Vector3) => rig.current?.standOnto(place), []);
  useEffect(() => {
    referenceSpace?.addEventListener("reset", recentre);
    return () => referenceSpace?.removeEventListener("reset", recentre);
  }, [referenceSpace, recentre]);
  useEffect(() => {
    world.add(vignette);
    return () => {
      world.remove(vignette);
      for (const side of ["left", "right"] as const) {
        stage.figure.setHand(side, null);
        stage.figure.setFingers(side, null);
      }
    };
  }, [stage, world, vignette]);
  useFrame(({ gl }, delta, frame: XRFrame | undefined) => {
    const group = origin.current;
    if (!group || !session) return;
    rig.current ??= new HeadsetRig(group);
    const now = comfort.get();
    const elapsedMs = delta * 1000;
    const camera = gl.xr.getCamera();
    rig.current.tick(camera, stage.view.stage.homeHeightM, { comfort: now, wish: wishOf(sticksOf(session), now), elapsedMs, others: stage.view.otherPlaces() });
    if (side.current !== rig.current.side) onSide((side.current = rig.current.side));
    const { metresPerSecond, radPerSecond } = rig.current.motion;
    vignette.follow(camera, vignetteFor(now, metresPerSecond, radPerSecond), elapsedMs);
    if (frame && referenceSpace) readHands(session, frame, referenceSpace, group, stage, wrists);
  }, -10);
  return useMemo(() => ({ wrists, recentre, standAt, goTo, standOnto }), [wrists, recentre, standAt, goTo, standOnto]);
}

function sticksOf(session: XRSession): readonly Stick[] {
  return [...session.inputSources].flatMap(({ gamepad, handedness }) =>
    gamepad && handedness !== "none" ? [{ hand: handedness, x: gamepad.axes[2] ?? 0, y: gamepad.axes[3] ?? 0 }] : [],
  );
}

function readHands(session: XRSession, frame: XRFrame, space: XRReferenceSpace, origin: Group, stage: StageHandle, wrists: Wrists): void {
  wrists.left.isSeen = false;
  wrists.right.isSeen = false;
  for (const source of session.inputSources) {
    if (source.handedness === "none") continue;
    const joints = source.hand ? [...source.hand.values()] : null;
    const wrist = joints?.[0] && frame.getJointPose?.(joints[0], space);
    // A tracked hand is where its wrist is: its joints are told from there.
    const pose = wrist ?? frame.getPose(source.gripSpace ?? source.targetRaySpace, space);
    stage.figure.setFingers(source.handedness, wrist && joints ? fingersOf(joints, wrist, frame, space) : null);
    if (!pose) {
      stage.figure.setHand(source.handedness, null);
      continue;
    }
    matrix.fromArray(pose.transform.matrix).premultiply(origin.matrixWorld).decompose(position, turn, scale);
    const own = wrists[source.handedness];
    own.isSeen = true;
    own.place.copy(position);
    own.palmY = palmOf(source.handedness, wrist !== null && wrist !== undefined);
    const grip = Math.max(0, ...(source.gamepad?.buttons ?? []).map(({ value }) => value));
    stage.figure.setHand(source.handedness, { p: position, q: turn, grip });
  }
}

/** How far the palm looks up: of a joint's frame its underside does, of a controller's grip the side away from the back of the hand (WebXR). */
function palmOf(side: "left" | "right", isTracked: boolean): number {
  if (isTracked) return -scale.set(0, 1, 0).applyQuaternion(turn).y;
  return scale.set(side === "right" ? -1 : 1, 0, 0).applyQuaternion(turn).y;
}

function fingersOf(joints: readonly XRJointSpace[], wrist: XRPose, frame: XRFrame, space: XRReferenceSpace): Float32Array | null {
  inverse.fromArray(wrist.transform.matrix).invert();
  for (const [i, joint] of joints.entries()) {
    const pose = frame.getJointPose?.(joint, space);
    if (!pose || i >= HAND_JOINTS) return null;
    const { x, y, z } = pose.transform.position;
    position.set(x, y, z).applyMatrix4(inverse).toArray(places, i * 3);
  }
  return places;
}
