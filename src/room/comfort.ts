import { readComfort, writeComfort, type Comfort } from "@/core/headset/comfort";
import { keepOnDevice, keptOnDevice } from "./on-device";
import { dominantHand, ownPreferences } from "./own-look";
import { createStore, type ReadonlyStore, type Store } from "./store";

const KEPT_AS = "comfort";

let store: Store<Comfort> | null = null;

/** How this person likes to be in the scene, as this device keeps it; hand and captions begin as their account has them. */
export function comfortStore(): ReadonlyStore<Comfort> {
  store ??= createStore(readComfort(keptOnDevice(KEPT_AS), { hand: dominantHand(), captions: ownPreferences().captions }));
  return store;
}

/** Changes some of it, from now on and for the next time on this device. */
export function setComfort(changes: Partial<Comfort>): void {
  comfortStore();
  if (!store) return;
  const next = { ...store.get(), ...changes };
  store.set(next);
  keepOnDevice(KEPT_AS, writeComfort(next));
}
