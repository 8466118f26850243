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

/** Twice as large on all axes, turned by the same angle about the upright axis. */
export function expectSizedAndTurned(now: Transform, before: Transform, factor: number): void {
  expect(now.s / before.s).toBeCloseTo(factor, 2);
  const turn = new Quaternion().fromArray(now.q).multiply(new Quaternion().fromArray(before.q).invert());
  expect(turn.angleTo(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), TURN_RAD))).toBeLessThan(0.02);
}
