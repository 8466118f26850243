import type { LocalScene } from "./local-scene";

const INSIDE = /^cut\/|\/(?:explode|opacity|colour|beat|bend|condition|beside)$/;

/** Whether anything is cut, pulled apart, faded, coloured, moved by itself or shown with a condition. */
export function isLookedInside(scene: Pick<LocalScene, "view">): boolean {
  return [...scene.view().keys()].some((register) => INSIDE.test(register));
}

/**
 * Tells as soon as anything of that is there. The room's scene arrives while a busy page puts itself up: what came between
 * the page's first look and this is told, too, for nobody would say it again.
 */
export function watchLookInside(scene: Pick<LocalScene, "view" | "subscribe">, watcher: () => void): () => void {
  const stop = scene.subscribe("*", (register) => {
    if (INSIDE.test(register)) watcher();
  });
  if (isLookedInside(scene)) watcher();
  return stop;
}
