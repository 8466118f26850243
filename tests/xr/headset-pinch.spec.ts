import { expect, test } from "../support/test";
import { arrowsAt, HAND, HEART } from "./boards";
import { distance } from "./drawn-scene";
import type { Point, Side } from "./emulated-headset";
import { apartAt, enterExplore, expectHeldByTwo, heldBy, SIDES, TURN_RAD } from "./explore-headset";

interface Elements {
  readonly pins: readonly { readonly text: string; readonly structure: string | null }[];
  readonly strokes: readonly { readonly points: number }[];
  readonly angles: readonly unknown[];
  readonly areas: readonly { readonly mm2: number }[];
}
const NOTHING: Elements = { pins: [], strokes: [], angles: [], areas: [] };
const ON_THE_WRIST = ["Lugar seguro", "Centrar", "Deshacer", "Salir"];

test.use({ locale: "es-ES", viewport: { width: 720, height: 400 } });

test("hands alone on the explore page: two that pinch, every tool by a pinch, the plane by a pinch, a line by a fingertip, the wrist's menu by a fingertip", async ({ page }) => {
  test.setTimeout(300_000);
  const { headset, scene, buttons, heart, transform, undoUntil } = await enterExplore(page, "press=1200");
  const before = await transform();
  const inside = page.locator("[data-cuts]");
  const shown = (view: string) => (): Promise<void> => expect(page.locator(`[data-inside=${view}]`)).toBeAttached({ timeout: 8_000 });
  const tool = (name: string) => (): Promise<void> => expect(page.locator(`[data-tool=${name}]`)).toBeAttached({ timeout: 8_000 });
  const shows = (name: string, value: string | RegExp) => (): Promise<void> => expect(inside).toHaveAttribute(name, value, { timeout: 8_000 });
  const elements = async (): Promise<Elements> => {
    const twin = page.locator("[data-elements]");
    return (await twin.count()) === 0 ? NOTHING : { ...NOTHING, ...(JSON.parse((await twin.getAttribute("data-elements")) ?? "{}") as Partial<Elements>) };
  };
  const pinch = (words: string, done: () => Promise<void>): Promise<void> => buttons.press(words, done, { by: "pinch" });
  await headset.useHands();
  const rest = async (): Promise<void> => {
    for (const side of SIDES) await headset.place("hand", [side === "left" ? -0.3 : 0.3, 0.75, -0.1], [side === "left" ? -0.3 : 0.3, 0, -0.1], { side });
  };

  /** How far a closed hand's fingertip is from what the hand is placed by, while it points ahead. */
  const tipOf = async (side: Side): Promise<Point> => {
    const at: Point = [side === "left" ? -0.4 : 0.4, 1, 0.2];
    await headset.place("hand", at, [at[0], at[1], at[2] - 1], { side });
    await headset.pinch(0.02, side);
    const tip = await headset.whereIs(side, "index-finger-tip");
    await headset.pinch(0, side);
    return [tip[0] - at[0], tip[1] - at[1], tip[2] - at[2]];
  };
  const tips = { left: await tipOf("left"), right: await tipOf("right") };
  const putTip = (side: Side, [x, y, z]: Point): Promise<void> => {
    const [dx, dy, dz] = tips[side];
    return headset.place("hand", [x - dx, y - dy, z - dz], [x - dx, y - dy, z - dz - 1], { side });
  };

  await test.step("ANA-613: two hands that pinch, turn and part size and turn the heart by one factor; one undo takes it back", async () => {
    const put = (side: Side, turnRad: number, half: number): Promise<void> => putTip(side, apartAt(side, turnRad, half, 0.05));
    for (const side of SIDES) await put(side, 0, 0.04);
    for (const side of SIDES) await headset.pinch(0.02, side);
    const from = await heldBy(headset, "index-finger-tip");
    for (const share of [0.5, 1]) for (const side of SIDES) await put(side, TURN_RAD * share, 0.04 * (1 + share));
    const to = await heldBy(headset, "index-finger-tip");
    for (const side of SIDES) await headset.pinch(0, side);
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s * 1.5);
    expectHeldByTwo(await transform(), before, from, to, 0.03);
    await rest();
    await undoUntil(() => expect.poll(transform, { timeout: 8_000 }).toEqual(before), "pinch");
  });

  await test.step("a pinch from afar chooses a part, and every button of the boards answers to one: alone, seen through, hidden, pulled apart, coloured, beating, with a condition beside a healthy one, put back", async () => {
    const first = (await heart.getAttribute("data-hidden")) ?? "";
    const hidden = async (): Promise<readonly string[]> => ((await heart.getAttribute("data-hidden")) ?? "").split(" ");
    await expect(async () => {
      await buttons.pinchAt(HEART);
      await expect(heart).not.toHaveAttribute("data-selected", "", { timeout: 8_000 });
    }).toPass({ timeout: 60_000 });
    const chosen = (await heart.getAttribute("data-selected")) ?? "";
    await pinch("Solo esto", () => expect.poll(async () => (await hidden()).length, { timeout: 8_000 }).toBeGreaterThan(20));
    expect(await hidden()).not.toContain(chosen);
    await undoUntil(() => expect(heart).toHaveAttribute("data-hidden", first, { timeout: 8_000 }), "pinch");
    await pinch("Rayos X", () => expect(heart).toHaveAttribute("data-xray", "true", { timeout: 8_000 }));
    await pinch("Ocultar parte", () => expect.poll(hidden, { timeout: 8_000 }).toContain(chosen));
    await pinch("Separar", shown("apart"));
    await pinch("Más lejos", shows("data-apart", "0.25"));
    await pinch("Azul", shows("data-coloured", new RegExp(`^${chosen}:#`)));
    await pinch("Latido", shown("motion"));
    await pinch("Que lata", shows("data-beat", /"on":true/));
    await pinch("Separar", shown("apart"));
    await pinch("Lesión", shown("condition"));
    await pinch("Un tercio más estrecha", shows("data-condition", /"id"/));
    await pinch("Junto al sano", shows("data-beside", "healthy"));
    await pinch("Devolver", shows("data-condition", "null"));
    await expect(heart).toHaveAttribute("data-hidden", first);
    await expect(heart).toHaveAttribute("data-xray", "false");
    await pinch("Separar", shown("apart"));
    await pinch("Separar", () => expect(page.locator("[data-inside]")).toHaveCount(0, { timeout: 8_000 }));
    await pinch("Vistas", () => expect(page.getByRole("region", { name: "Vistas" })).toBeAttached({ timeout: 8_000 }));
    await pinch("Guardar vista", () => expect(page.locator("[data-view]")).not.toHaveCount(0, { timeout: 8_000 }));
    await pinch("Volver", () => expect(page.getByRole("region", { name: "Vistas" })).toBeHidden({ timeout: 8_000 }));
    await page.getByRole("application").press("+");
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s);
    await pinch("Tamaño real", () => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("ANA-105: a pinch near the plane's arrows moves it as far as the hand goes, and the heart stays", async () => {
    const depth = async (): Promise<number> => (JSON.parse((await inside.getAttribute("data-cuts")) ?? "[]") as ({ d: number } | null)[])[0]?.d ?? NaN;
    await pinch("Cortar", shown("cut"));
    await pinch("Delante de detrás", () => expect.poll(depth, { timeout: 8_000 }).toBe(0));
    await expect(async () => {
      const from = await depth();
      await putTip("right", arrowsAt(from));
      await headset.pinch(0.02);
      for (const share of [0.5, 1]) await putTip("right", arrowsAt(from - 0.02 * share));
      await headset.pinch(0);
      await expect.poll(depth, { timeout: 4_000 }).toBeCloseTo(from - 0.02, 2);
    }).toPass({ timeout: 60_000 });
    expect(await transform()).toEqual(before);
    await rest();
    await pinch("Quitar", () => expect.poll(depth, { timeout: 8_000 }).toBeNaN());
    await pinch("Cortar", () => expect(page.locator("[data-inside]")).toHaveCount(0, { timeout: 8_000 }));
  });

  await test.step("a pinch from afar puts a pin, which takes ready words; an angle and an area; and draws a line", async () => {
    await pinch("Marcar", tool("pin"));
    await expect(async () => {
      await buttons.pinchAt(HEART);
      await expect.poll(async () => (await elements()).pins.length, { timeout: 6_000 }).toBeGreaterThan(0);
    }).toPass({ timeout: 60_000 });
    await pinch("Duele aquí", () => expect.poll(async () => (await elements()).pins.map(({ text }) => text), { timeout: 6_000 }).toContain("Duele aquí"));
    expect((await elements()).pins[0]?.structure).toBeTruthy();
    const corners: readonly Point[] = [[-0.015, 0], [0.015, 0], [0.015, 0.025]].map(([x = 0, y = 0]) => [HEART[0] + x, HEART[1] + y, HEART[2]]);
    const put = async (isDone: () => Promise<boolean>): Promise<void> =>
      expect(async () => {
        for (const corner of corners) await buttons.pinchAt(corner);
        await expect.poll(isDone, { timeout: 8_000 }).toBe(true);
      }).toPass({ timeout: 60_000 });
    await pinch("Medir", tool("measure"));
    await pinch("Ángulo", tool("angle"));
    await put(async () => (await elements()).angles.length > 0);
    await pinch("Área", tool("area"));
    await put(async () => (await buttons.boardWith(["Cerrar"])).length > 0);
    await pinch("Cerrar", () => expect.poll(async () => (await elements()).areas[0]?.mm2, { timeout: 6_000 }).toBeGreaterThan(100));
    await pinch("Dibujar", tool("draw"));
    await expect(async () => {
      await headset.place("hand", HAND, HEART);
      await headset.pinch(0.02);
      for (const x of [0.01, 0.02, 0.03]) await headset.place("hand", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
      await headset.pinch(0);
      await expect.poll(async () => (await elements()).strokes.filter(({ points }) => points > 1).length, { timeout: 6_000 }).toBeGreaterThan(0);
    }).toPass({ timeout: 60_000 });
    expect(await transform()).toEqual(before);
  });

  await test.step("ROOM-87: a fingertip that touches the surface draws along it, and ends as it leaves", async () => {
    const lines = async (): Promise<number> => (await elements()).strokes.filter(({ points }) => points > 2).length;
    const drawn = await lines();
    const at = (x: number, z: number): Point => [HEART[0] + x, HEART[1], HEART[2] + z];
    await expect(async () => {
      await headset.slide([at(-0.01, 0.14), at(-0.01, 0.05), at(0.02, 0.05), at(0.02, 0.14)]);
      await expect.poll(lines, { timeout: 6_000 }).toBeGreaterThan(drawn);
    }).toPass({ timeout: 60_000 });
    expect(await transform()).toEqual(before);
    await rest();
    await undoUntil(() => expect.poll(lines, { timeout: 8_000 }).toBe(drawn), "pinch");
    await pinch("Dibujar", () => expect(page.locator("[data-tool]")).toHaveCount(0, { timeout: 8_000 }));
  });

  await test.step("ANA-611: a palm turned up brings the menu, and the other hand's fingertip presses it: the model before the eyes again, and the way out", async () => {
    const palm = (isUp: boolean): Promise<void> => headset.place("hand", [-0.2, 0.9, -0.34], [-0.2, 0.9, -2], { side: "left", rollRad: isUp ? Math.PI : 0 });
    const menu = () => buttons.boardWith(ON_THE_WRIST, ["Devolver"]);
    await palm(false);
    await headset.frames(4);
    expect(await menu()).toEqual([]);
    await palm(true);
    await expect.poll(async () => (await menu()).length).toBeGreaterThan(0);
    const start = await scene.rig();
    await headset.stand([0.05, 1.2, 0.03]);
    expect(distance((await scene.rig()).head.at, start.head.at)).toBeGreaterThan(0.04);
    await buttons.poke("Centrar", async () => expect(distance((await scene.rig()).head.at, start.head.at)).toBeLessThan(0.001), { beside: ON_THE_WRIST, without: ["Devolver"] });
    await palm(false);
    await expect.poll(async () => (await menu()).length).toBe(0);
    await palm(true);
    await expect.poll(async () => (await menu()).length).toBeGreaterThan(0);
    await buttons.poke("Salir", () => expect.poll(() => headset.isInside(), { timeout: 4_000 }).toBe(false), { beside: ON_THE_WRIST, without: ["Devolver"] });
    expect(await transform()).toEqual(before);
  });
});
