import { Quaternion, Vector3, type Camera } from "three";
import type { ModelTransform } from "@/core/anatomy/transform";
import { readHandShape } from "@/core/headset/hand-shape";
import { createFrameValues, FRAME_PARTS } from "@/core/room/frame";
import { HANDS_PARTS } from "@/core/room/hands-frame";
import { nameHash } from "@/core/room/hash";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { ScenePresence } from "./presence";

/** A hand in the scene's frame. */
export interface HandPose {
  readonly p: Vector3;
  readonly q: Quaternion;
  /** 0 open, 1 closed. */
  readonly grip: number;
}

/** Where this person looks from and points, and what they hold; others get it through presence. */
export interface OwnFigure {
  setPointer(origin: Vector3 | null, hit: SurfaceHit | null): void;
  setHeld(transform: ModelTransform | null): void;
  setHand(side: "left" | "right", pose: HandPose | null): void;
  /** How a tracked hand is held: its joints' places in the wrist's frame, metres; null where that is not known. */
  setFingers(side: "left" | "right", joints: ArrayLike<number> | null): void;
  /** Whether this person is in a headset, and whether it is off their head just now. */
  setHeadset(state: "none" | "worn" | "away"): void;
  /** Writes where the eye is and sends when it is time. */
  publish(camera: Camera): void;
}

/** Frames a second: others see somebody in a headset move as they do. */
const HEADSET_HZ = 30;
const SCREEN_HZ = 20;

const position = new Vector3();
const turn = new Quaternion();
const scale = new Vector3();

/** Creates one's own figure; without presence it tells nobody. */
export function createOwnFigure(presence: ScenePresence | null, modelId: string): OwnFigure {
  const own = presence?.publisher.own ?? createFrameValues();
  const target = nameHash(modelId);
  const set = (part: number, isOn: boolean): void => {
    own.parts = isOn ? own.parts | part : own.parts & ~part;
  };
  return {
    setPointer: (origin, hit) => {
      set(FRAME_PARTS.pointer, hit !== null);
      if (!hit) return;
      (origin ?? hit.point).toArray(own.pointer, 0);
      hit.point.toArray(own.pointer, 3);
      own.pointerTarget = nameHash(modelId, hit.structureId);
    },
    setHeld: (transform) => {
      set(FRAME_PARTS.held, transform !== null);
      if (!transform) return;
      own.held.set([...transform.p, ...transform.q, transform.s]);
      own.heldObject = target;
    },
    setHand: (side, pose) => {
      set(FRAME_PARTS[side], pose !== null);
      if (!pose) return;
      pose.p.toArray(own[side], 0);
      pose.q.toArray(own[side], 3);
      if (side === "left") own.leftGrip = pose.grip;
      else own.rightGrip = pose.grip;
    },
    setFingers: (side, joints) => {
      const hands = presence?.publisher.hands;
      if (!hands) return;
      const isRead = joints !== null && readHandShape(joints, hands[side]);
      hands.parts = isRead ? hands.parts | HANDS_PARTS[side] : hands.parts & ~HANDS_PARTS[side];
    },
    setHeadset: (state) => {
      presence?.publisher.setHeadset(state);
      presence?.publisher.setRate(state === "none" ? SCREEN_HZ : HEADSET_HZ);
    },
    publish: (camera) => {
      camera.matrixWorld.decompose(position, turn, scale);
      position.toArray(own.head, 0);
      turn.toArray(own.head, 3);
      set(FRAME_PARTS.head, true);
      presence?.publisher.tick();
    },
  };
}
