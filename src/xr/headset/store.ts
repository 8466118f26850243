import { createXRStore, type XRStore } from "@react-three/xr";
import { comfortStore } from "@/room/comfort";
import { featuresFor, pointersFor, type StoreOptions } from "./store-options";

let store: XRStore | null = null;
let features: ReturnType<typeof featuresFor> = featuresFor("vr");

/**
 * The one headset store of this page. Nothing is emulated, offered or entered by itself, and only
 * what a visit uses is asked for. Controller and hand shapes come from our own origin.
 */
export function headsetStore(): XRStore {
  if (store) return store;
  const comfort = comfortStore();
  const options: StoreOptions = {
    emulate: false,
    offerSession: false,
    enterGrantedSession: false,
    baseAssetPath: new URL("/webxr-profiles/", location.origin).href,
    // A steady 72 beats a dropping 90 (xr-anatomy.md §3): take the lowest rate from 72 up.
    frameRate: (rates) => Array.from(rates).filter((rate) => rate >= 72).sort((a, b) => a - b)[0] ?? false,
    foveation: 0.5,
    handTracking: true,
    ...features,
    ...pointersFor(comfort.get()),
  };
  // Read anew at each entry: see enterAs.
  for (const name of ["hitTest", "planeDetection"] as const) Object.defineProperty(options, name, { get: () => features[name], enumerable: true });
  const made = createXRStore(options);
  comfort.subscribe(() => {
    made.setState(pointersFor(comfort.get()));
  });
  store = made;
  return made;
}

/** Goes in: into the scene alone, or with one's own room around it. Must be called from a press. */
export function enterAs(mode: "vr" | "ar"): Promise<XRSession | undefined> {
  const here = headsetStore();
  features = featuresFor(mode);
  return mode === "ar" ? here.enterAR() : here.enterVR();
}
