"use client";

import type { ThreeEvent } from "@react-three/fiber";
import { useEffect, useState } from "react";
import { type Quaternion, Vector3, type Object3D } from "three";
import type { StageHandle } from "../stage/stage-scene";
import { HeadsetHands, type PointerMoment } from "./headset-hands";
import { ModelTarget } from "./model-target";

/** The parts of the headset library's events that we use; the canvas types know only the mouse's. */
interface SpatialEvent {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly pointerPosition: Vector3;
  readonly pointerQuaternion: Quaternion;
  readonly point: Vector3;
  readonly target: Object3D;
}

function isSpatial(event: unknown): event is SpatialEvent {
  return typeof event === "object" && event !== null && "pointerPosition" in event && event.pointerPosition instanceof Vector3;
}

const momentOf = (event: SpatialEvent): PointerMoment => ({
  id: event.pointerId,
  isRay: event.pointerType === "ray",
  isFingertip: event.pointerType === "touch",
  position: event.pointerPosition,
  quaternion: event.pointerQuaternion,
  point: event.point,
});

/** Makes the model answer to rays, near grabs and pinches; to fingertips while a tool is in the hand. */
export function HeadsetPointers({ stage, hasTool }: { stage: StageHandle; hasTool: boolean }) {
  const [target] = useState(() => new ModelTarget(stage.view));
  const [hands] = useState(() => new HeadsetHands(stage));
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
      pointerEventsType={hasTool ? "all" : { deny: "touch" }}
      onPointerDown={handle((moment, event) => {
        if (hands.down(moment)) event.target.setPointerCapture(moment.id);
      })}
      onPointerMove={handle((moment) => {
        hands.move(moment);
        const hit = hands.gripAt(moment) ? null : hands.hitAt(moment);
        stage.view.setHovered(hit?.structureId ?? null);
        stage.figure.setPointer(moment.position, hit);
      })}
      onPointerUp={handle((moment) => hands.up(moment))}
      onPointerCancel={handle((moment) => hands.up(moment))}
      onPointerLeave={() => {
        stage.view.setHovered(null);
        stage.figure.setPointer(null, null);
      }}
    />
  );
}
