"use client";

import { useFrame, type ThreeEvent } from "@react-three/fiber";
import { createXRHitTestSource, useXR, useXRStore } from "@react-three/xr";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { Group, Mesh, Vector3 } from "three";
import { comfortStore } from "@/room/comfort";
import { SurfaceFinder, type HitTest } from "./surface-finder";

/** What the next press at a place is for: to stand there, or to put the model there. */
export type Placing = "go" | "onto" | null;

/** So far somebody may go by one press, metres. */
const FARTHEST_M = 4;

/** The floor, to be pointed at: whoever presses there stands there (ANA-605). */
export function GoThere({ origin, onPlace }: { origin: RefObject<Group | null>; onPlace: (place: Vector3) => void }) {
  const floor = useRef<Mesh>(null);
  useFrame(() => {
    const at = origin.current?.position;
    if (at) floor.current?.position.set(at.x, at.y + 0.005, at.z);
  });
  return (
    <mesh
      ref={floor}
      rotation-x={-Math.PI / 2}
      pointerEventsType={{ allow: "ray" }}
      onClick={(event: ThreeEvent<MouseEvent>) => {
        event.stopPropagation();
        onPlace(event.point.clone());
      }}
    >
      <circleGeometry args={[FARTHEST_M, 48]} />
      <meshBasicMaterial color="#73cfc2" transparent opacity={0.12} depthWrite={false} toneMapped={false} />
    </mesh>
  );
}

/** A surface of the person's own room, to be pointed at: whoever presses there has the model stand on it (ANA-609). */
export function OntoSurface({ onPlace }: { onPlace: (place: Vector3) => void }) {
  const store = useXRStore();
  const session = useXR((xr) => xr.session);
  const [found] = useState(() => new SurfaceFinder());
  const [test, setTest] = useState<HitTest>();
  const mark = useRef<Mesh>(null);
  useEffect(() => {
    if (!session) return undefined;
    let made: HitTest | undefined;
    let isGone = false;
    const hand = comfortStore().get().hand;
    const source = [...session.inputSources].find(({ handedness }) => handedness === hand) ?? session.inputSources[0];
    // Where nothing points, the head does.
    void createXRHitTestSource(store, session, source?.targetRaySpace ?? "viewer", ["plane", "mesh"]).then(
      (next) => {
        if (isGone) next?.source.cancel();
        else setTest((made = next));
      },
      () => undefined,
    );
    return () => {
      isGone = true;
      made?.source.cancel();
    };
  }, [store, session]);
  useEffect(() => {
    const press = (): void => {
      if (found.isThere) onPlace(found.place);
    };
    session?.addEventListener("select", press);
    return () => session?.removeEventListener("select", press);
  }, [session, found, onPlace]);
  useFrame((_state, _delta, frame: XRFrame | undefined) => {
    found.look(test, frame);
    if (!mark.current) return;
    mark.current.visible = found.isThere;
    mark.current.position.copy(found.place);
  });
  return (
    <mesh ref={mark} rotation-x={-Math.PI / 2} visible={false} raycast={() => undefined}>
      <ringGeometry args={[0.06, 0.075, 48]} />
      <meshBasicMaterial color="#73cfc2" depthTest={false} transparent toneMapped={false} />
    </mesh>
  );
}
