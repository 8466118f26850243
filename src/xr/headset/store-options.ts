import type { createXRStore } from "@react-three/xr";
import { pressMs, type Comfort } from "@/core/headset/comfort";

/** What a headset store is made with. */
export type StoreOptions = NonNullable<Parameters<typeof createXRStore>[0]>;

const RAY = { rayModel: { color: "#f1eee8" } } as const;

/** What a session may use. Only seeing one's own room asks for its surfaces, and only while somebody wants to see it. */
export function featuresFor(mode: "vr" | "ar"): Pick<StoreOptions, "hitTest" | "planeDetection" | "meshDetection" | "anchors" | "layers" | "depthSensing" | "domOverlay"> {
  const isRoom = mode === "ar";
  return { hitTest: isRoom, planeDetection: isRoom, meshDetection: false, anchors: false, layers: false, depthSensing: false, domOverlay: false };
}

/** Hands and controllers as the person likes them: how long a press may last, and with one hand nothing of the other. */
export function pointersFor(comfort: Pick<Comfort, "press" | "oneHanded" | "hand">): Required<Pick<StoreOptions, "controller" | "hand">> {
  const clickThresholdMs = pressMs(comfort);
  const controller = { rayPointer: { clickThresholdMs, ...RAY }, grabPointer: { clickThresholdMs, radius: 0.05 } };
  const hand = { rayPointer: { clickThresholdMs, ...RAY }, grabPointer: { clickThresholdMs, radius: 0.04 }, touchPointer: { clickThresholdMs } };
  if (comfort.oneHanded === "off") return { controller, hand };
  const resting = comfort.hand === "left" ? "right" : "left";
  const idle = { rayPointer: false, grabPointer: false } as const;
  return { controller: { default: controller, [resting]: idle }, hand: { default: hand, [resting]: { ...idle, touchPointer: false } } };
}
