import { createXRStore, type XRStore } from "@react-three/xr";

let store: XRStore | null = null;

/**
 * The one headset store of this page. Nothing is emulated, offered or entered by itself, and only
 * what a visit uses is asked for. Controller and hand shapes come from our own origin.
 */
export function headsetStore(): XRStore {
  store ??= createXRStore({
    emulate: false,
    offerSession: false,
    enterGrantedSession: false,
    baseAssetPath: new URL("/webxr-profiles/", location.origin).href,
    // A steady 72 beats a dropping 90 (xr-anatomy.md §3): take the lowest rate from 72 up.
    frameRate: (rates) => Array.from(rates).filter((rate) => rate >= 72).sort((a, b) => a - b)[0] ?? false,
    foveation: 0.5,
    handTracking: true,
    anchors: false,
    layers: false,
    meshDetection: false,
    planeDetection: false,
    hitTest: false,
    domOverlay: false,
    depthSensing: false,
    // Long enough for a slow pinch or a shaking hand.
    controller: { rayPointer: { clickThresholdMs: 800, rayModel: { color: "#f1eee8" } }, grabPointer: { clickThresholdMs: 800, radius: 0.05 } },
    hand: { rayPointer: { clickThresholdMs: 800, rayModel: { color: "#f1eee8" } }, grabPointer: { clickThresholdMs: 800, radius: 0.04 }, touchPointer: { clickThresholdMs: 800 } },
  });
  return store;
}
