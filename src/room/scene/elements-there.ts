import type { LocalScene } from "./local-scene";

const PREFIXES = ["pin/", "stroke/", "measure/", "area/"] as const;

/** Whether anybody ever put something on a model here: until then nothing that draws or lists it is needed. */
export function hasElements(scene: Pick<LocalScene, "state">): boolean {
  for (const register of scene.state.slots.keys()) if (PREFIXES.some((prefix) => register.startsWith(prefix))) return true;
  return false;
}

/** Hears of every change to what stands on models. */
export function watchElements(scene: Pick<LocalScene, "subscribe">, watcher: () => void): () => void {
  const stops = PREFIXES.map((prefix) => scene.subscribe(prefix, watcher));
  return () => stops.forEach((stop) => stop());
}
