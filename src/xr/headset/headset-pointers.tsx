"use client";

import type { ThreeEvent } from "@react-three/fiber";
import { useXRStore } from "@react-three/xr";
import { useEffect, useMemo } from "react";
import { type Quaternion, Vector3, type Object3D } from "three";
import { buzzFor, type BUZZES } from "@/core/headset/comfort";
import { comfortStore } from "@/room/comfort";
import type { StageHandle } from "../stage/stage-scene";
import { HeadsetHands, type PointerMoment } from "./headset-hands";
import { feel } from "./haptics";
import { ModelTarget } from "./model-target";

/** The parts of the headset library's events that we use; the canvas types know only the mouse's. */
interface SpatialEvent {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly pointerPosition: Vector3;
  readonly pointerQuaternion: Quaternion;
  readonly point: Vector3;
  readonly target: Object3D;
  /** The library says no more of it than that it is there. */
  readonly pointerState?: unknown;
}

/** What a pointer belongs to; null where the library does not say. */
function sourceOf({ pointerState }: SpatialEvent): { readonly handedness?: unknown; readonly hand?: unknown } | null {
  if (typeof pointerState !== "object" || pointerState === null || !("inputSource" in pointerState)) return null;
  const { inputSource } = pointerState;
  return typeof inputSource === "object" ? inputSource : null;
}

/** Whose hand a pointer is; null for what is no hand. */
function handOf(event: SpatialEvent): "left" | "right" | null {
  const handedness = sourceOf(event)?.handedness;
  return handedness === "left" || handedness === "right" ? handedness : null;
}

function isSpatial(event: unknown): event is SpatialEvent {
  return typeof event === "object" && event !== null && "pointerPosition" in event && event.pointerPosition instanceof Vector3;
}

const momentOf = (event: SpatialEvent): PointerMoment => ({
  id: event.pointerId,
  isRay: event.pointerType === "ray",
  isFingertip: event.pointerType === "grab" && sourceOf(event)?.hand != null,
  position: event.pointerPosition,
  quaternion: event.pointerQuaternion,
  point: event.point,
});

const NO_TOUCH = { deny: "touch" } as const;

/** Makes the model answer to rays, near grabs and pinches; to fingertips while a tool is in the hand. */
export function HeadsetPointers({ stage }: { stage: StageHandle }) {
  // A model that gets a condition, or loses it, stands on another stage under its old name.
  const target = useMemo(() => new ModelTarget(stage.view), [stage]);
  const hands = useMemo(() => new HeadsetHands(stage), [stage]);
  const store = useXRStore();
  const buzz = (event: SpatialEvent, what: keyof typeof BUZZES): void => {
    const hand = handOf(event);
    if (hand) feel(store.getState().session?.inputSources ?? [], hand, buzzFor(comfortStore().get(), what));
  };
  useEffect(
    () => () => {
      hands.drop();
      stage.view.setHovered(null);
      stage.figure.setPointer(null, null);
    },
    [hands, stage],
  );
  const handle = (act: (moment: PointerMoment, event: SpatialEvent) => void) => (event: ThreeEvent<PointerEvent>) => {
    const spatial: unknown = event;
    if (!isSpatial(spatial)) return;
    event.stopPropagation();
    act(momentOf(spatial), spatial);
  };
  return (
    <primitive
      object={target}
      // Of two pointers at one fingertip the library lets one speak, and the one that pinches also says where the tip is.
      pointerEventsType={NO_TOUCH}
      onPointerDown={handle((moment, event) => {
        if (!hands.down(moment)) return buzz(event, "refused");
        buzz(event, "take");
        event.target.setPointerCapture(moment.id);
      })}
      onPointerMove={handle((moment, event) => {
        hands.move(moment);
        const hit = hands.gripAt(moment) ? null : hands.hitAt(moment);
        const part = hit?.structureId ?? null;
        // Near, a fingertip feels that it has come to a part; a ray that sweeps over many does not hum.
        if (hands.comesTo(part) && !moment.isRay && !hands.isHolding) buzz(event, "touch");
        stage.view.setHovered(part);
        stage.figure.setPointer(moment.position, hit);
      })}
      onPointerUp={handle((moment, event) => {
        if (hands.isHolding) buzz(event, "drop");
        hands.up(moment);
      })}
      onPointerCancel={handle((moment) => hands.up(moment))}
      onPointerLeave={(event: ThreeEvent<PointerEvent>) => {
        hands.leave({ id: event.pointerId });
        stage.view.setHovered(null);
        stage.figure.setPointer(null, null);
      }}
    />
  );
}
