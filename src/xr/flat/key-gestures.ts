import { movedBy, scaledBy, turnedByDrag, type ModelTransform } from "@/core/anatomy/transform";
import { times, type Vec3 } from "@/core/anatomy/vector";

const TURN_RAD = (10 * Math.PI) / 180;
const MOVE_M = 0.01;
const SIZE_STEP = 1.12;

/** What a key does to the model, or undefined when it means nothing here. */
export type KeyAction = { readonly kind: "place"; readonly transform: ModelTransform } | { readonly kind: "reset" } | { readonly kind: "drop" };

const ARROWS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The keyboard's way to do what the hand does: arrows turn, Shift and arrows move, + and - size, 0 resets, Escape drops the choice. */
export function keyAction(event: { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean }, now: ModelTransform, axes: { right: Vec3; up: Vec3 }): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const [across, down] = arrow;
    const transform = event.shiftKey
      ? movedBy(now, across ? times(axes.right, across * MOVE_M) : times(axes.up, -down * MOVE_M))
      : turnedByDrag(now, axes.right, axes.up, across * TURN_RAD, down * TURN_RAD);
    return { kind: "place", transform };
  }
  if (event.key === "+" || event.key === "=") return { kind: "place", transform: scaledBy(now, SIZE_STEP) };
  if (event.key === "-" || event.key === "_") return { kind: "place", transform: scaledBy(now, 1 / SIZE_STEP) };
  if (event.key === "0") return { kind: "reset" };
  if (event.key === "Escape") return { kind: "drop" };
  return undefined;
}

/** Whether a key asks how the model is seen: V alone. */
export function asksForView(event: { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean {
  return (event.key === "v" || event.key === "V") && !event.altKey && !event.ctrlKey && !event.metaKey;
}
