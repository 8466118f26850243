import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { FlatView } from "../flat/flat-view";
import type { HandTool } from "../flat/hand";

const STEP_PX = 16;
const FINE_PX = 4;

const WAYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface AimOptions {
  /** The scene's element, which has the keys. */
  readonly surface: HTMLElement;
  readonly flat: FlatView;
  readonly tool: HandTool;
  /** Gives up what is half done; false when nothing was. */
  readonly giveUp: () => boolean;
  readonly onPoint: (hit: SurfaceHit | null) => void;
  /** The part under the cross, for whoever does not see it. */
  readonly nameOf: (hit: SurfaceHit | null) => string;
  readonly onAway: () => void;
  /** Where the cross begins, CSS pixels. */
  readonly start: () => readonly [number, number];
}

/**
 * The keyboard's way to put something on the model: a cross that arrow keys move (with Shift finely),
 * Enter presses there; with a pen Enter sets it down and lifts it. Escape gives up, then puts the tool
 * away. Returns a function that ends it.
 */
export function attachAim({ surface, flat, tool, giveUp, onPoint, nameOf, onAway, start }: AimOptions): () => void {
  const cross = document.createElement("div");
  cross.className = "scene-aim";
  cross.hidden = true;
  const words = document.createElement("p");
  words.className = "sr-only";
  words.setAttribute("role", "status");
  surface.append(cross, words);
  let [x, y] = [0, 0];
  let isDown = false;
  let hasPlace = false;

  const put = (): SurfaceHit | null => {
    cross.style.transform = `translate(${x}px, ${y}px)`;
    const hit = flat.hit(x, y);
    cross.dataset.on = hit?.structureId ?? "";
    onPoint(hit);
    const name = nameOf(hit);
    if (words.textContent !== name) words.textContent = name;
    return hit;
  };
  const begin = (): void => {
    if (!cross.hidden) return;
    if (!hasPlace) [x, y] = start();
    hasPlace = true;
    cross.hidden = false;
    put();
  };
  const lift = (): void => {
    if (isDown) tool.pen?.up();
    isDown = false;
    delete cross.dataset.down;
  };
  const press = (): void => {
    const hit = put();
    if (!tool.pen) tool.tap(hit);
    else if (isDown) lift();
    else if (hit && tool.pen.down(hit)) {
      isDown = true;
      cross.dataset.down = "";
    }
  };
  const move = ([dx, dy]: readonly [number, number], isFine: boolean): void => {
    const step = isFine ? FINE_PX : STEP_PX;
    x = Math.max(0, Math.min(surface.clientWidth, x + dx * step));
    y = Math.max(0, Math.min(surface.clientHeight, y + dy * step));
    const hit = put();
    if (isDown) tool.pen?.to(hit);
  };
  const escape = (): void => {
    if (isDown) {
      tool.pen?.cancel();
      isDown = false;
      delete cross.dataset.down;
    } else if (!giveUp()) onAway();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const isPress = event.key === "Enter" || event.key === " ";
    if (!way && !isPress && event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") return escape();
    begin();
    if (way) move(way, event.shiftKey);
    else press();
  };
  // Whoever points has no use for the cross: it shows once keys were used, or asked for.
  const onFocus = (): void => {
    if (hasPlace || surface.dataset.aim !== undefined) begin();
    delete surface.dataset.aim;
  };
  const onBlur = (): void => {
    lift();
    if (!cross.hidden) onPoint(null);
    cross.hidden = true;
  };
  surface.addEventListener("keydown", onKeyDown, true);
  surface.addEventListener("focus", onFocus);
  surface.addEventListener("blur", onBlur);
  if (document.activeElement === surface) onFocus();
  return () => {
    onBlur();
    surface.removeEventListener("keydown", onKeyDown, true);
    surface.removeEventListener("focus", onFocus);
    surface.removeEventListener("blur", onBlur);
    cross.remove();
    words.remove();
  };
}
