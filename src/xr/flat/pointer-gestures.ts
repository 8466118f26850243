import { carriedByTwo, movedBy, scaledBy, turnedByDrag, type ModelTransform } from "@/core/anatomy/transform";
import { add, times, type Vec3 } from "@/core/anatomy/vector";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { FlatView } from "./flat-view";
import type { Grip } from "../stage/grips";
import type { ModelHand } from "./hand";

/** Farther than this a press is a drag, CSS pixels. */
const TAP_PX = 7;
/** The wheel is at rest after this long. */
const WHEEL_REST_MS = 250;

interface Finger {
  x: number;
  y: number;
  readonly startX: number;
  readonly startY: number;
}

interface Handlers {
  readonly hand: ModelHand;
  readonly view: FlatView;
  /** Turns this person's own camera, radians. */
  readonly onOrbit: (aroundRad: number, aboveRad: number) => void;
  /** Tells what the pointer is over; null when over nothing. */
  readonly onPoint: (hit: SurfaceHit | null) => void;
  /** Tells that something was done by hand. */
  readonly onTouched: () => void;
}

type Mode = "idle" | "pressed" | "turn" | "move" | "orbit" | "two" | "draw" | "grip";

/**
 * Mouse, pen and touch on the canvas: drag on the model turns it, with Shift or the right button it
 * moves, wheel and pinch make it larger or smaller, two fingers move it, drag beside it orbits one's
 * own camera, a tap chooses. With a pen in the hand a drag on the model draws. Returns a function that stops listening.
 */
export function attachPointerGestures(element: HTMLElement, { hand, view, onOrbit, onPoint, onTouched }: Handlers): () => void {
  const fingers = new Map<number, Finger>();
  let mode: Mode = "idle";
  let pressed: SurfaceHit | null = null;
  let wantsMove = false;
  let grip: Grip | null = null;
  let twoStart: { from: [Vec3, Vec3]; transform: ModelTransform } | null = null;
  let wheelTimer: ReturnType<typeof setTimeout> | null = null;

  const at = (event: PointerEvent | WheelEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pair = (): [Finger, Finger] | null => {
    const [a, b] = [...fingers.values()];
    return a && b ? [a, b] : null;
  };
  const points = ([a, b]: [Finger, Finger]): [Vec3, Vec3] => [view.pointAt(a.x, a.y), view.pointAt(b.x, b.y)];
  const endWheel = (): void => {
    if (wheelTimer === null) return;
    clearTimeout(wheelTimer);
    wheelTimer = null;
    hand.end();
  };

  const letGo = (isMeant: boolean): void => {
    if (isMeant) grip?.end();
    else grip?.cancel();
    grip = null;
  };

  // A handle lies over the model, and is taken at once: nobody taps it.
  const takeGrip = (x: number, y: number): boolean => {
    const found = hand.isTied ? null : view.grip(x, y);
    if (!found) return false;
    grip = found.take();
    mode = grip ? "grip" : "idle";
    onTouched();
    onPoint(null);
    return true;
  };

  const startTwo = (): void => {
    if (mode === "draw") hand.tool?.pen?.cancel();
    letGo(false);
    const both = pair();
    const transform = both ? hand.begin() : undefined;
    if (!both || !transform) return;
    mode = "two";
    onTouched();
    twoStart = { from: points(both), transform };
    onPoint(null);
  };

  const onDown = (event: PointerEvent): void => {
    if (event.pointerType === "mouse" && event.button !== 0 && event.button !== 2) return;
    endWheel();
    const [x, y] = at(event);
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x, y, startX: x, startY: y });
    if (fingers.size === 2) startTwo();
    if (fingers.size !== 1) return;
    if (takeGrip(x, y)) return;
    mode = "pressed";
    pressed = view.hit(x, y);
    wantsMove = event.shiftKey || event.button === 2;
    if (event.pointerType !== "mouse") onPoint(pressed);
  };

  const isDrawing = (): boolean => mode === "draw";

  const startDrag = (): void => {
    onTouched();
    if (wantsMove) mode = hand.begin() ? "move" : "idle";
    else if (pressed && hand.tool?.pen) mode = hand.tool.pen.down(pressed) ? "draw" : "idle";
    else if (pressed) mode = hand.begin() ? "turn" : "idle";
    else mode = "orbit";
  };

  const drag = (dx: number, dy: number): void => {
    const perPixel = Math.PI / Math.max(320, Math.min(element.clientWidth, element.clientHeight) * 0.9);
    if (mode === "orbit") onOrbit(-dx * perPixel, dy * perPixel);
    if (mode !== "turn" && mode !== "move") return;
    const { right, up } = view.axes();
    const metres = view.metresPerPixel();
    if (mode === "turn") hand.move(turnedByDrag(hand.now, right, up, dx * perPixel, dy * perPixel));
    else hand.move(movedBy(hand.now, add(times(right, dx * metres), times(up, -dy * metres))));
  };

  const onMove = (event: PointerEvent): void => {
    const [x, y] = at(event);
    const finger = fingers.get(event.pointerId);
    if (!finger) {
      if (event.pointerType === "touch") return;
      const isOverGrip = view.pointGrip([x, y]);
      onPoint(isOverGrip ? null : view.hit(x, y));
      if (isOverGrip) element.style.cursor = "move";
      return;
    }
    const [dx, dy] = [x - finger.x, y - finger.y];
    finger.x = x;
    finger.y = y;
    if (mode === "grip") return grip?.byRay(view.ray(x, y));
    const both = mode === "two" ? pair() : null;
    if (both && twoStart) {
      hand.move(carriedByTwo(twoStart.transform, twoStart.from, points(both)));
      return;
    }
    if (mode === "pressed") {
      const [wholeX, wholeY] = [x - finger.startX, y - finger.startY];
      if (Math.hypot(wholeX, wholeY) < TAP_PX) return;
      startDrag();
      if (isDrawing()) hand.tool?.pen?.to(view.hit(x, y));
      else drag(wholeX, wholeY);
      return;
    }
    if (mode === "draw") {
      const hit = view.hit(x, y);
      hand.tool?.pen?.to(hit);
      onPoint(hit);
      return;
    }
    drag(dx, dy);
    if (mode === "turn" || mode === "move") onPoint(view.hit(x, y));
  };

  const release = (event: PointerEvent, isTap: boolean): void => {
    if (!fingers.delete(event.pointerId)) return;
    if (isTap && mode === "pressed") onTouched();
    if (isTap && mode === "pressed") hand.tap(pressed);
    if (mode === "grip") letGo(isTap);
    if (mode === "draw" && isTap) hand.tool?.pen?.up();
    else if (mode === "draw") hand.tool?.pen?.cancel();
    if (fingers.size > 0) {
      // The finger that stays does nothing until it is lifted: no jump after a pinch.
      if (mode === "two") hand.end();
      mode = "idle";
      return;
    }
    if (mode !== "pressed" && mode !== "orbit" && mode !== "draw" && mode !== "grip") hand.end();
    mode = "idle";
    if (event.pointerType === "touch") onPoint(null);
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (mode !== "idle" || !hand.begin()) return;
    onTouched();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    const strength = event.ctrlKey ? 0.01 : 0.0016;
    hand.move(scaledBy(hand.now, Math.exp(-Math.max(-240, Math.min(240, pixels)) * strength)));
    if (wheelTimer !== null) clearTimeout(wheelTimer);
    wheelTimer = setTimeout(endWheel, WHEEL_REST_MS);
  };

  const onUp = (event: PointerEvent): void => release(event, true);
  const onCancel = (event: PointerEvent): void => release(event, false);
  const onLeave = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) onPoint(null);
  };
  const onMenu = (event: Event): void => event.preventDefault();

  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onCancel);
  element.addEventListener("pointerleave", onLeave);
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("contextmenu", onMenu);
  return () => {
    endWheel();
    letGo(true);
    hand.end();
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onCancel);
    element.removeEventListener("pointerleave", onLeave);
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("contextmenu", onMenu);
  };
}
