import { type Locator } from "@playwright/test";
import { loadTestLevel } from "../support/test-level";
import { clickAt, clickUntil, HAND, HEART, MENU, onTask } from "./boards";
import { EmulatedHeadset, type Point } from "./emulated-headset";
import { expect, test } from "../support/test";

interface Transform {
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly s: number;
}
interface Plane {
  readonly n: readonly number[];
  readonly d: number;
}
interface Measure {
  readonly mm: number;
  readonly points: readonly (readonly [number, number, number])[];
}

/** Buttons of the board beside the heart: a cut from front to back, and parts further apart while one is chosen. */
const FRONT_FROM_BACK = onTask(-134, 45);
/** With a plane there the board has three rows more. */
const DEEPER = onTask(-134, 177);
const FURTHER_APART = onTask(-134, 243);

test("an emulated headset on the explore page: every tool by ray, near grab, pinch and fingertip, each taken back by undo", async ({ page }) => {
  test.setTimeout(300_000);
  const headset = await EmulatedHeadset.install(page);
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
  const heart = page.locator("[data-model=heart]");
  const transform = async (): Promise<Transform> => JSON.parse((await heart.getAttribute("data-transform")) ?? "");
  const before = await transform();
  const inside = page.locator("[data-cuts]");
  const cut = async (): Promise<Plane | null> => (await reading<(Plane | null)[]>(inside, "data-cuts", [null]))[0] ?? null;
  const measures = async (): Promise<readonly Measure[]> => (await reading<{ measures: Measure[] }>(page.locator("[data-elements]"), "data-elements", { measures: [] })).measures;
  const undoUntil = (done: () => Promise<void>): Promise<void> => clickUntil(headset, MENU.undo, done);

  await page.getByRole("button", { name: "Enter VR" }).click();
  await expect.poll(() => headset.isInside()).toBe(true);
  await headset.frames(12);

  await test.step("a ray that drags the heart turns it, and one undo takes it back", async () => {
    await headset.place("controller", HAND, HEART);
    await headset.trigger(1);
    for (const x of [0.04, 0.08, 0.12]) await headset.place("controller", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
    await headset.trigger(0);
    await expect.poll(transform).not.toEqual(before);
    const after = await transform();
    expect(after.s).toBeGreaterThan(0.19);
    expect(Math.hypot(...after.q)).toBeCloseTo(1, 3);
    await undoUntil(() => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("a headset that shows its own menu edits nothing", async () => {
    await headset.place("controller", HAND, HEART);
    await headset.blur(true);
    await headset.trigger(1);
    await headset.place("controller", HAND, [HEART[0] + 0.1, HEART[1], HEART[2]]);
    await headset.trigger(0);
    await headset.blur(false);
    expect(await transform()).toEqual(before);
  });

  await test.step("back in the scene a near squeeze carries the heart with the hand", async () => {
    // The controllers come back with the scene, a little later.
    await expect(async () => {
      await carry((share) => headset.place("controller", near(share), [near(share)[0] * 4, HEART[1], -1.5]), (isOn) => headset.squeeze(isOn));
      await expect.poll(async () => (await transform()).p[0], { timeout: 4_000 }).toBeGreaterThan(0.03);
    }).toPass({ timeout: 60_000 });
    await undoUntil(() => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("what the ray chose is shown alone, seen through, hidden and pulled apart from the headset's menu", async () => {
    const hiddenFirst = (await heart.getAttribute("data-hidden")) ?? "";
    const hidden = (): Promise<string | null> => heart.getAttribute("data-hidden");
    await clickUntil(headset, HEART, () => expect(heart).not.toHaveAttribute("data-selected", "", { timeout: 8_000 }));
    const chosen = (await heart.getAttribute("data-selected")) ?? "";
    await clickUntil(headset, MENU.isolate, () => expect.poll(hidden, { timeout: 8_000 }).not.toBe(hiddenFirst));
    const others = ((await hidden()) ?? "").split(" ");
    expect(others.length).toBeGreaterThan(20);
    expect(others).not.toContain(chosen);
    await undoUntil(() => expect(heart).toHaveAttribute("data-hidden", hiddenFirst, { timeout: 8_000 }));
    await clickUntil(headset, MENU.xray, () => expect(heart).toHaveAttribute("data-xray", "true", { timeout: 8_000 }));
    await undoUntil(() => expect(heart).toHaveAttribute("data-xray", "false", { timeout: 8_000 }));
    await clickUntil(headset, MENU.hide, () => expect.poll(async () => ((await hidden()) ?? "").split(" "), { timeout: 8_000 }).toContain(chosen));
    await undoUntil(() => expect(heart).toHaveAttribute("data-hidden", hiddenFirst, { timeout: 8_000 }));
    await clickUntil(headset, MENU.apart, () => expect(page.locator("[data-inside=apart]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, FURTHER_APART, () => expect(inside).toHaveAttribute("data-apart", "0.25", { timeout: 8_000 }));
    await undoUntil(() => expect(inside).toHaveAttribute("data-apart", "0", { timeout: 8_000 }));
  });

  await test.step("the heart is cut from front to back and deeper by the board's buttons, and stays where it is", async () => {
    await clickUntil(headset, MENU.cut, () => expect(page.locator("[data-inside=cut]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, FRONT_FROM_BACK, () => expect.poll(cut, { timeout: 8_000 }).toMatchObject({ n: [0, 0, 1], d: 0 }));
    const depth = async (): Promise<number> => (await cut())?.d ?? NaN;
    await clickUntil(headset, DEEPER, () => expect.poll(depth, { timeout: 8_000 }).toBeLessThan(-0.004));
    expect(await transform()).toEqual(before);
    await undoUntil(() => expect.poll(depth, { timeout: 8_000 }).toBe(0));
    await undoUntil(() => expect.poll(cut, { timeout: 8_000 }).toBeNull());
  });

  await test.step("ANA-304: a distance from place to place by ray", async () => {
    await clickUntil(headset, MENU.measure, () => expect(page.locator("[data-tool=measure]")).toBeAttached({ timeout: 8_000 }));
    await expect(async () => {
      await clickAt(headset, [HEART[0] - 0.015, HEART[1], HEART[2]]);
      await clickAt(headset, [HEART[0] + 0.015, HEART[1], HEART[2]]);
      await expect.poll(async () => (await measures()).length, { timeout: 4_000 }).toBe(1);
    }).toPass({ timeout: 60_000 });
    expectDistance((await measures())[0]);
  });

  await headset.useHands();

  await test.step("ANA-304: by pinch", async () => {
    await expect(async () => {
      for (const share of [0, 0.3]) {
        await headset.place("hand", pinching(share), [pinching(share)[0], HEART[1], -1.5]);
        await headset.pinch(1);
        await headset.pinch(0);
      }
      await expect.poll(async () => (await measures()).length, { timeout: 4_000 }).toBe(2);
    }).toPass({ timeout: 60_000 });
    expectDistance((await measures())[1]);
  });

  await test.step("ANA-304: by fingertip", async () => {
    await expect(async () => {
      for (const x of [-0.01, 0.02]) await headset.poke([x, HEART[1], HEART[2] + 0.14], [x, HEART[1], HEART[2] + 0.02]);
      await expect.poll(async () => (await measures()).length, { timeout: 4_000 }).toBe(3);
    }).toPass({ timeout: 60_000 });
    expectDistance((await measures())[2]);
    expect(await transform()).toEqual(before);
  });

  await test.step("a pinch of the hand carries the heart; out of the headset all of it is taken back", async () => {
    await carry((share) => headset.place("hand", pinching(share), [pinching(share)[0], HEART[1], -1.5]), (isOn) => headset.pinch(isOn));
    await expect.poll(async () => (await transform()).p[0]).toBeGreaterThan(0.03);
    // The emulator draws over the page, so the button is reached by key.
    await page.getByRole("button", { name: "Leave VR" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(false);
    const undo = page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Undo", exact: true });
    await undo.click();
    await expect.poll(transform).toEqual(before);
    await undo.click();
    await expect.poll(async () => (await measures()).length).toBe(2);
  });
});

/** A controller's way beside the heart, 10 cm to the right. */
const near = (share: number): Point => [HEART[0] + share * 0.1, HEART[1] + share * 0.05, HEART[2] + 0.06];
/** The same for a hand: the fingertips of a pinch are about 1 cm ahead of this point and 2.5 cm below it. */
const pinching = (share: number): Point => [HEART[0] + share * 0.1, HEART[1] + 0.02, HEART[2] + 0.06];

async function carry(to: (share: number) => Promise<void>, hold: (isOn: 0 | 1) => Promise<void>): Promise<void> {
  await to(0);
  await hold(1);
  for (const share of [0.3, 0.6, 1]) await to(share);
  await hold(0);
}

async function reading<T>(twin: Locator, name: string, none: T): Promise<T> {
  const text = (await twin.count()) === 0 ? null : await twin.getAttribute(name);
  return text === null ? none : (JSON.parse(text) as T);
}

/** Two places about 3 cm apart, and the figure that follows from them. */
function expectDistance(measure: Measure | undefined): void {
  const [a, b] = measure?.points ?? [];
  const mm = a && b ? 1000 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) : NaN;
  expect(measure?.mm).toBeCloseTo(mm, 1);
  expect(mm).toBeGreaterThan(10);
  expect(mm).toBeLessThan(70);
}
