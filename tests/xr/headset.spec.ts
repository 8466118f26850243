import { type Locator } from "@playwright/test";
import { loadTestLevel } from "../support/test-level";
import { arrowsAt, BESIDE_ARROWS, clickAt, clickUntil, HAND, HEART, MENU, ONTO_UNDO, OWN, TASK } from "./boards";
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
type Place = readonly [number, number, number];
interface Measured {
  readonly measures: readonly { readonly mm: number; readonly points: readonly Place[] }[];
  readonly angles: readonly { readonly deg: number; readonly points: readonly Place[] }[];
  readonly areas: readonly { readonly mm2: number; readonly points: readonly Place[] }[];
}
const NOTHING: Measured = { measures: [], angles: [], areas: [] };

/** Where the person's own table is pointed at, and the stage comes to stand. */
const ON_THE_TABLE = [0.25, 0.8, -0.55] as const;
/** The heart's middle above what it stands on, metres. */
const HEART_ABOVE = 0.113;

test.use({ locale: "es-ES", viewport: { width: 720, height: 400 } });

test("an emulated headset on the explore page, in Spanish: every tool by ray, near grab, pinch and fingertip, each taken back by undo; the picture lost and drawn again; the heart on one's own table", async ({ page }) => {
  test.setTimeout(300_000);
  const unwritten: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Missing glyph")) unwritten.push(message.text());
  });
  const headset = await EmulatedHeadset.install(page);
  // On a busy machine a press takes as long as its pictures.
  await page.addInitScript(() => localStorage.setItem("bedside.comfort", "press=1200"));
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
  const heart = page.locator("[data-model=heart]");
  const transform = async (): Promise<Transform> => JSON.parse((await heart.getAttribute("data-transform")) ?? "");
  const before = await transform();
  const inside = page.locator("[data-cuts]");
  const cut = async (): Promise<Plane | null> => (await reading<(Plane | null)[]>(inside, "data-cuts", [null]))[0] ?? null;
  const measured = (): Promise<Measured> => reading<Measured>(page.locator("[data-elements]"), "data-elements", NOTHING);
  const distances = async (): Promise<number> => (await measured()).measures.length;
  const undoUntil = (done: () => Promise<void>): Promise<void> => clickUntil(headset, MENU.undo, done);
  const enter = async (name: string): Promise<void> => {
    await page.getByRole("button", { name }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(true);
    await headset.frames(8);
  };

  await enter("Entrar en RV");

  await test.step("a ray that drags the heart turns it, and one undo takes it back", async () => {
    await headset.place("controller", HAND, HEART);
    await headset.trigger(1);
    for (const x of [0.04, 0.08, 0.12]) await headset.place("controller", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
    await headset.trigger(0);
    await expect.poll(transform).not.toEqual(before);
    const after = await transform();
    expect(after.s).toBe(before.s);
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

  await test.step("what the ray chose is shown alone, seen through, hidden, pulled apart and coloured from the headset's boards; the heart beats, is held and has a condition beside a healthy one; one press puts all of it back", async () => {
    const first = await heart.getAttribute("data-hidden");
    const hidden = async (): Promise<readonly string[]> => ((await heart.getAttribute("data-hidden")) ?? "").split(" ");
    const panel = (view: string) => (): Promise<void> => expect(page.locator(`[data-inside=${view}]`)).toBeAttached({ timeout: 8_000 });
    const shows = (name: string, value: string | RegExp) => (): Promise<void> => expect(inside).toHaveAttribute(name, value, { timeout: 8_000 });
    await clickUntil(headset, HEART, () => expect(heart).not.toHaveAttribute("data-selected", "", { timeout: 8_000 }));
    const chosen = (await heart.getAttribute("data-selected")) ?? "";
    await clickUntil(headset, MENU.isolate, () => expect.poll(async () => (await hidden()).length, { timeout: 8_000 }).toBeGreaterThan(20));
    expect(await hidden()).not.toContain(chosen);
    await undoUntil(() => expect(heart).toHaveAttribute("data-hidden", first ?? "", { timeout: 8_000 }));
    await clickUntil(headset, MENU.xray, () => expect(heart).toHaveAttribute("data-xray", "true", { timeout: 8_000 }));
    await clickUntil(headset, MENU.hide, () => expect.poll(hidden, { timeout: 8_000 }).toContain(chosen));
    await clickUntil(headset, MENU.apart, panel("apart"));
    await clickUntil(headset, TASK.farther, shows("data-apart", "0.25"));
    await clickUntil(headset, TASK.shade, shows("data-coloured", new RegExp(`^${chosen}:#`)));
    await clickUntil(headset, TASK.motion, panel("motion"));
    await clickUntil(headset, TASK.beat, shows("data-beat", /"on":true/));
    await clickUntil(headset, TASK.beat, shows("data-beat", /"on":false/));
    await clickUntil(headset, MENU.apart, panel("apart"));
    await clickUntil(headset, TASK.condition, panel("condition"));
    await clickUntil(headset, TASK.firstGrade, shows("data-condition", /"id"/));
    await clickUntil(headset, TASK.besideHealthy, shows("data-beside", "healthy"));
    await clickUntil(headset, MENU.reset, shows("data-condition", "null"));
    await expect(heart).toHaveAttribute("data-hidden", first ?? "");
    await expect(heart).toHaveAttribute("data-xray", "false");
    for (const [name, value] of [["data-apart", "0"], ["data-coloured", ""], ["data-beat", "null"], ["data-beside", ""]] as const) await expect(inside).toHaveAttribute(name, value);
  });

  await test.step("ANA-306: a view that the board keeps brings the scene back as it was, and one press makes the heart as large as life", async () => {
    const views = page.locator("[data-view]");
    const xray = (isOn: boolean) => (): Promise<void> => expect(heart).toHaveAttribute("data-xray", String(isOn), { timeout: 8_000 });
    await clickUntil(headset, MENU.apart, () => expect(page.locator("[data-inside=apart]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, MENU.apart, () => expect(page.locator("[data-inside]")).toHaveCount(0, { timeout: 8_000 }));
    await clickUntil(headset, TASK.views, () => expect(page.getByRole("region", { name: "Vistas" })).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, TASK.keepView, () => expect(views).not.toHaveCount(0, { timeout: 8_000 }));
    await clickUntil(headset, MENU.xray, xray(true));
    await page.getByRole("application").press("+");
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s);
    await clickUntil(headset, TASK.firstView, xray(false));
    await expect.poll(transform).toEqual(before);
    await page.getByRole("button", { name: "Cerrar las vistas" }).press("Enter");
    await page.getByRole("application").press("+");
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s);
    await clickUntil(headset, TASK.lifeSize, () => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("ANA-105: the heart is cut by the board's button; a ray, then a near grab, moves the plane by its arrows, and the heart stays where it is", async () => {
    await clickUntil(headset, MENU.cut, () => expect(page.locator("[data-inside=cut]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, TASK.frontFromBack, () => expect.poll(cut, { timeout: 8_000 }).toMatchObject({ n: [0, 0, 1], d: 0 }));
    const depth = async (): Promise<number> => (await cut())?.d ?? NaN;
    await expect(async () => {
      await carry((share) => headset.place("controller", BESIDE_ARROWS, arrowsAt(share * 0.03)), (isOn) => headset.trigger(isOn));
      await expect.poll(depth, { timeout: 4_000 }).toBeGreaterThan(0.015);
    }).toPass({ timeout: 60_000 });
    const pushed = await depth();
    expect(pushed).toBeLessThan(0.045);
    await carry((share) => holdAt(headset, arrowsAt(pushed - share * 0.02)), (isOn) => headset.squeeze(isOn));
    await expect.poll(depth).toBeLessThan(pushed - 0.012);
    expect(await transform()).toEqual(before);
    await undoUntil(() => expect.poll(depth, { timeout: 8_000 }).toBeCloseTo(pushed, 4));
    await clickUntil(headset, TASK.noCut, () => expect.poll(cut, { timeout: 8_000 }).toBeNull());
  });

  await test.step("ANA-304: an angle, an area and a distance by ray, chosen and closed on the board", async () => {
    await clickUntil(headset, MENU.measure, () => expect(page.locator("[data-tool=measure]")).toBeAttached({ timeout: 8_000 }));
    const corners: readonly Point[] = [[-0.015, 0], [0.015, 0], [0.015, 0.025]].map(([x = 0, y = 0]) => [HEART[0] + x, HEART[1] + y, HEART[2]]);
    await clickUntil(headset, TASK.angle, () => expect(page.locator("[data-tool=angle]")).toBeAttached({ timeout: 8_000 }));
    await putDown(headset, corners, async () => (await measured()).angles.length > 0);
    await clickUntil(headset, TASK.area, () => expect(page.locator("[data-tool=area]")).toBeAttached({ timeout: 8_000 }));
    await putDown(headset, corners, async () => {
      await clickAt(headset, TASK.closeLoop);
      return (await measured()).areas.length > 0;
    });
    await clickUntil(headset, TASK.distance, () => expect(page.locator("[data-tool=measure]")).toBeAttached({ timeout: 8_000 }));
    await putDown(headset, corners.slice(0, 2), async () => (await distances()) > 0);
    const { angles, areas, measures } = await measured();
    expect(angles[0]?.deg).toBeCloseTo(angleOf(angles[0]?.points), 1);
    expect(areas[0]?.mm2).toBeGreaterThan(100);
    expect(areas[0]?.points).toHaveLength(3);
    expectDistance(measures[0]);
  });

  await headset.useHands();

  await test.step("ANA-304: a distance by pinch, and one by fingertip", async () => {
    const first = await distances();
    await expect(async () => {
      for (const share of [0, 0.3]) {
        await headset.place("hand", pinching(share), [pinching(share)[0], HEART[1], -1.5]);
        // The fingers of a hand that pinches have closed before; the emulator's would close as it presses.
        await headset.pinch(0.02);
        await headset.pinch(0);
      }
      await expect.poll(distances, { timeout: 8_000 }).toBeGreaterThan(first);
    }).toPass({ timeout: 60_000 });
    const second = await distances();
    await expect(async () => {
      for (const x of [-0.01, 0.02]) await headset.poke([x, HEART[1], HEART[2] + 0.12], [x, HEART[1], HEART[2] + 0.03]);
      await expect.poll(distances, { timeout: 8_000 }).toBeGreaterThan(second);
    }).toPass({ timeout: 60_000 });
    for (const each of (await measured()).measures) expectDistance(each);
    expect(await transform()).toEqual(before);
  });

  await test.step("a fingertip presses a button of a board: undo takes the last distance away", async () => {
    const there = await distances();
    await expect(async () => {
      await headset.poke(...ONTO_UNDO);
      await expect.poll(distances, { timeout: 8_000 }).toBeLessThan(there);
    }).toPass({ timeout: 60_000 });
  });

  await test.step("a pinch of the hand carries the heart; out of the headset all of it is taken back", async () => {
    await carry((share) => headset.place("hand", pinching(share), [pinching(share)[0], HEART[1], -1.5]), (isOn) => headset.pinch(isOn));
    await expect.poll(async () => (await transform()).p[0]).toBeGreaterThan(0.03);
    // The emulator draws over the page, so the button is reached by key.
    await page.getByRole("button", { name: "Salir de RV" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(false);
    const there = await distances();
    const undo = page.getByRole("toolbar").getByRole("button", { name: "Deshacer", exact: true });
    await undo.press("Enter");
    await expect.poll(transform).toEqual(before);
    await undo.press("Enter");
    await expect.poll(distances).toBeLessThan(there);
  });

  await test.step("a graphics card that goes away in a headset ends the session, and the scene is drawn again as it was", async () => {
    await enter("Entrar en RV");
    const there = await measured();
    await headset.loseGraphics();
    await expect(page.getByText("La imagen se fue.")).toBeVisible();
    await expect.poll(() => headset.isInside()).toBe(false);
    await page.getByRole("button", { name: "Dibujar de nuevo" }).press("Enter");
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    expect(await measured()).toEqual(there);
    expect(await transform()).toEqual(before);
  });

  await test.step("ANA-609: with their own room around, the heart stands on the table that they point at, and is measured there", async () => {
    await headset.furnish(ON_THE_TABLE[1]);
    await headset.useControllers();
    await enter("En su habitación");
    const there = await distances();
    const [x, y, z] = ON_THE_TABLE;
    await expect(async () => {
      await clickAt(headset, OWN.onSurface);
      await headset.place("controller", HAND, ON_THE_TABLE);
      await headset.frames(4);
      await headset.pull();
      for (const aside of [-0.015, 0.015]) await clickAt(headset, [x + aside, y + HEART_ABOVE, z]);
      await expect.poll(distances, { timeout: 8_000 }).toBeGreaterThan(there);
    }).toPass({ timeout: 60_000 });
    expectDistance((await measured()).measures.at(-1));
    expect(await transform()).toEqual(before);
    await page.getByRole("button", { name: "Salir de RV" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(false);
  });

  expect(unwritten).toEqual([]);
});

/** A controller's way beside the heart, 10 cm to the right. */
const near = (share: number): Point => [HEART[0] + share * 0.1, HEART[1] + share * 0.05, HEART[2] + 0.06];
/** The same for a hand: the fingertips of a pinch are about 1 cm ahead of this point and 2.5 cm below it. */
const pinching = (share: number): Point => [HEART[0] + share * 0.1, HEART[1] + 0.02, HEART[2] + 0.06];
/** Puts the controller so that the hand's own place, some 5 cm behind where its ray begins and a little below, is there; it points ahead. */
const holdAt = (headset: EmulatedHeadset, [x, y, z]: Point): Promise<void> => headset.place("controller", [x, y + 0.016, z - 0.05], [x, y + 0.016, z - 1]);

async function carry(to: (share: number) => Promise<void>, hold: (isOn: 0 | 1) => Promise<void>): Promise<void> {
  await to(0);
  await hold(1);
  for (const share of [0.3, 0.6, 1]) await to(share);
  await hold(0);
}

/** Presses at one place after the other, and again where a busy machine missed a press. */
async function putDown(headset: EmulatedHeadset, places: readonly Point[], isDone: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    for (const place of places) await clickAt(headset, place);
    await expect.poll(isDone, { timeout: 8_000 }).toBe(true);
  }).toPass({ timeout: 60_000 });
}

async function reading<T>(twin: Locator, name: string, none: T): Promise<T> {
  const text = (await twin.count()) === 0 ? null : await twin.getAttribute(name);
  return text === null ? none : (JSON.parse(text) as T);
}

const lengthMm = ([ax, ay, az]: Place, [bx, by, bz]: Place): number => 1000 * Math.hypot(ax - bx, ay - by, az - bz);

/** The angle at the second of three places, degrees. */
function angleOf(points: readonly Place[] | undefined): number {
  const [a, b, c] = points ?? [];
  if (!a || !b || !c) return NaN;
  const [ab, cb, ac] = [lengthMm(a, b), lengthMm(c, b), lengthMm(a, c)];
  return (Math.acos((ab * ab + cb * cb - ac * ac) / (2 * ab * cb)) * 180) / Math.PI;
}

/** Two places about 3 cm apart, and the figure that follows from them. */
function expectDistance(measure: Measured["measures"][number] | undefined): void {
  const [a, b] = measure?.points ?? [];
  const mm = a && b ? lengthMm(a, b) : NaN;
  expect(measure?.mm).toBeCloseTo(mm, 1);
  expect(mm).toBeGreaterThan(10);
  expect(mm).toBeLessThan(70);
}
