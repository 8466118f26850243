import { type Page } from "@playwright/test";
import { Quaternion, Vector3 } from "three";
import { expect } from "../support/expect";
import { loadTestLevel } from "../support/test-level";
import { BoardButtons } from "./board-buttons";
import { HEART } from "./boards";
import { DrawnScene } from "./drawn-scene";
import { EmulatedHeadset, type Point, type Side } from "./emulated-headset";

/** How a model stands, as its page tells it. */
export interface Transform {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly s: number;
}

/** The explore page in Spanish, in a headset. */
export async function enterExplore(page: Page, comfort: string) {
  const headset = await EmulatedHeadset.install(page);
  const scene = await DrawnScene.watch(page);
  await page.addInitScript((settings) => localStorage.setItem("bedside.comfort", settings), comfort);
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
  const heart = page.locator("[data-model=heart]");
  const transform = async (): Promise<Transform> => JSON.parse((await heart.getAttribute("data-transform")) ?? "");
  const buttons = new BoardButtons(headset, scene);
  await page.getByRole("button", { name: "Entrar en RV" }).press("Enter");
  await expect.poll(() => headset.isInside()).toBe(true);
  await headset.frames(8);
  // The boards come by themselves, a little later.
  await expect.poll(async () => (await buttons.boardWith(["Devolver", "Deshacer"])).length, { timeout: 60_000 }).toBeGreaterThan(0);
  return { headset, scene, buttons, heart, transform, undoUntil: (done: () => Promise<void>, by: "ray" | "pinch" = "ray") => buttons.press("Deshacer", done, { by, beside: ["Devolver"] }) };
}

export const SIDES = ["left", "right"] as const;
/** So far two hands go round the heart. */
export const TURN_RAD = Math.PI / 8;
/** Where each of two hands is beside the heart: turned about its upright axis, so far from its middle, and before it, metres. */
export const apartAt = (side: Side, turnRad: number, half: number, ahead: number): Point => {
  const sign = side === "left" ? -1 : 1;
  return [HEART[0] + sign * half * Math.cos(turnRad), HEART[1], HEART[2] + ahead - sign * half * Math.sin(turnRad)];
};

/** Two places that hands hold. */
export type Held = readonly [Point, Point];

/** Where both hands' own middles are, or the tips that pinch. */
export const heldBy = async (headset: EmulatedHeadset, what: "grip" | "index-finger-tip"): Promise<Held> => [await headset.whereIs("left", what), await headset.whereIs("right", what)];

/** As much larger on all axes, and turned as far, as the way from one hand to the other became; `within` for fingers that close as they take hold. */
export function expectHeldByTwo(now: Transform, before: Transform, from: Held, to: Held, within = 0.005): void {
  const way = ([a, b]: Held): Vector3 => new Vector3(...b).sub(new Vector3(...a));
  const [was, is] = [way(from), way(to)];
  expect(Math.abs(now.s / before.s - is.length() / was.length())).toBeLessThan(within);
  expect(now.s / before.s).toBeGreaterThan(1.7);
  const turn = new Quaternion().fromArray(now.q).multiply(new Quaternion().fromArray(before.q).invert());
  expect(turn.angleTo(new Quaternion().setFromUnitVectors(was.normalize(), is.normalize()))).toBeLessThan(2 * within);
  expect(was.angleTo(is)).toBeGreaterThan(TURN_RAD * 0.8);
}
