import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Box3, Quaternion, Triangle, Vector3 } from "three";
import { readModel } from "../../scripts/anatomy/write/read-model";
import { BUZZES } from "@/core/headset/comfort";
import { root } from "../support/files";
import { expect, test } from "../support/test";
import { frontOf } from "./board-buttons";
import { clickUntil, HAND, HEART } from "./boards";
import { distance } from "./drawn-scene";
import type { Point, Side } from "./emulated-headset";
import { apartAt, enterExplore, expectHeldByTwo, heldBy, SIDES, type Transform, TURN_RAD } from "./explore-headset";

/** The wrist of somebody who looks at it, as a watch is looked at. */
const WRIST: Point = [-0.12, 0.85, -0.45];
/** Buttons that stand beside each other on the wrist's menu alone. */
const ON_THE_WRIST = ["Lugar seguro", "Centrar", "Deshacer", "Salir"];
/** So much a hand must stand behind a place that its own middle, some 5 cm behind where its ray begins, is there. */
const HELD: Point = [0, 0.016, -0.05];

test.use({ locale: "es-ES", viewport: { width: 720, height: 400 } });

test("an emulated headset on the explore page: two hands, motors, the wrist, sticks and every board as it is laid out", async ({ page }) => {
  test.setTimeout(300_000);
  const { headset, scene, buttons, heart, transform, undoUntil } = await enterExplore(page, "press=1200&turn=snap45&move=walk");
  const before = await transform();
  const home = await scene.toScene(HEART);
  const shown = (view: string) => (): Promise<void> => expect(page.locator(`[data-inside=${view}]`)).toBeAttached({ timeout: 8_000 });
  const tool = (name: string) => (): Promise<void> => expect(page.locator(`[data-tool=${name}]`)).toBeAttached({ timeout: 8_000 });

  await test.step("ANA-613, ANA-604: two hands that take hold of the heart, turn and part size and turn it by one factor; each feels what it does; one undo takes it back", async () => {
    const put = (side: Side, turnRad: number, half: number): Promise<void> => {
      const [x, y, z] = apartAt(side, turnRad, half, 0.05);
      return headset.place("controller", [x + HELD[0], y + HELD[1], z + HELD[2]], [x + HELD[0], y + HELD[1], z - 1], { side });
    };
    for (const side of SIDES) await put(side, 0, 0.04);
    await headset.felt();
    for (const side of SIDES) await headset.squeeze(1, side);
    const from = await heldBy(headset, "grip");
    for (const share of [0.5, 1]) for (const side of SIDES) await put(side, TURN_RAD * share, 0.04 * (1 + share));
    const to = await heldBy(headset, "grip");
    for (const side of SIDES) await headset.squeeze(0, side);
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s * 1.5);
    expectHeldByTwo(await transform(), before, from, to);
    const felt = await headset.felt();
    for (const hand of SIDES) {
      expect(felt).toContainEqual({ hand, strength: BUZZES.take.strength, ms: BUZZES.take.ms });
      expect(felt).toContainEqual({ hand, strength: BUZZES.drop.strength, ms: BUZZES.drop.ms });
    }
    await undoUntil(() => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("ANA-604: only the hand that comes to a part feels it", async () => {
    const away: Point = [0.5, 0.9, -0.1];
    for (const side of SIDES) await headset.place("controller", [side === "left" ? -0.5 : 0.5, 0.9, -0.1], [side === "left" ? -0.5 : 0.5, 0, -0.1], { side });
    await headset.felt();
    await expect(async () => {
      await headset.place("controller", away, [0.5, 0, -0.1]);
      await headset.place("controller", [HEART[0] + HELD[0], HEART[1] + HELD[1], HEART[2] + 0.05 + HELD[2]], [HEART[0], HEART[1], -2]);
      expect(await headset.felt()).toContainEqual({ hand: "right", strength: BUZZES.touch.strength, ms: BUZZES.touch.ms });
    }).toPass({ timeout: 60_000 });
  });

  await test.step("ANA-613: two rays that hold the heart and part size and turn it, too", async () => {
    // About the way that the person looks: a ray knows of no depth.
    const point = (side: Side, turnRad: number, half: number): Promise<void> => {
      const sign = side === "left" ? -1 : 1;
      const at: Point = [HEART[0] + sign * half * Math.cos(turnRad), HEART[1] + sign * half * Math.sin(turnRad), HEART[2]];
      return headset.place("controller", [sign * HAND[0], HAND[1], HAND[2]], at, { side });
    };
    await expect(async () => {
      for (const side of SIDES) await point(side, 0, 0.02);
      for (const side of SIDES) await headset.trigger(1, side);
      for (const share of [0.5, 1]) for (const side of SIDES) await point(side, TURN_RAD * share, 0.02 * (1 + share));
      for (const side of SIDES) await headset.trigger(0, side);
      await expect.poll(async () => (await transform()).s, { timeout: 4_000 }).toBeGreaterThan(before.s * 1.3);
    }).toPass({ timeout: 60_000 });
    const now = await transform();
    expect(now.s).toBeLessThan(before.s * 3);
    expect(Math.hypot(...now.q)).toBeCloseTo(1, 3);
    expect(new Quaternion().fromArray(now.q).angleTo(new Quaternion().fromArray(before.q))).toBeGreaterThan(TURN_RAD / 2);
    await undoUntil(() => expect.poll(transform, { timeout: 8_000 }).toEqual(before));
  });

  await test.step("ANA-614: a hand near the heart takes the part whose surface is nearest, though it is in another's box", async () => {
    const places = await placesWherePartsMeet(before, home);
    expect(places.length).toBeGreaterThan(2);
    for (const { at, nearest } of places.slice(0, 3)) {
      const [x, y, z] = await scene.fromFloor(at);
      await expect(async () => {
        // Until the hand's own middle is there.
        await headset.place("controller", [x, y, z], [x, y, z - 1]);
        const grip = await headset.whereIs("right", "grip");
        await headset.place("controller", [2 * x - grip[0], 2 * y - grip[1], 2 * z - grip[2]], [2 * x - grip[0], 2 * y - grip[1], z - 3]);
        expect(distance(await headset.whereIs("right", "grip"), [x, y, z])).toBeLessThan(0.001);
        await headset.squeeze(1);
        await headset.squeeze(0);
        await expect(heart).toHaveAttribute("data-selected", nearest, { timeout: 4_000 });
      }).toPass({ timeout: 60_000 });
    }
    expect(await transform()).toEqual(before);
  });

  await test.step("ANA-611: a palm turned to the eyes brings the menu beside that wrist, turned to them; the other hand's ray presses it; turned away it goes", async () => {
    const wrist = (isUp: boolean): Promise<void> => headset.place("controller", WRIST, [WRIST[0], WRIST[1], -2], { side: "left", rollRad: isUp ? Math.PI / 2 : 0 });
    const menu = () => buttons.boardWith(ON_THE_WRIST, ["Devolver"]);
    expect(await menu()).toEqual([]);
    await wrist(true);
    await expect.poll(async () => (await menu()).length).toBeGreaterThan(0);
    const held = await scene.toScene(await headset.whereIs("left", "grip"));
    const parts = (await menu()).filter(({ isButton }) => isButton);
    const middle = [0, 1, 2].map((i) => parts.reduce((sum, part) => sum + (part.middle[i] ?? NaN), 0) / parts.length) as unknown as Point;
    const { head } = await scene.rig();
    expect(Math.hypot(middle[0] - held[0], middle[2] - held[2])).toBeLessThan(0.08);
    expect(middle[1] - held[1]).toBeGreaterThan(0.1);
    expect(middle[1] - held[1]).toBeLessThan(0.2);
    const [x, y, z] = frontOf(parts[0]!);
    const toEyes = [0, 1, 2].map((i) => ((head.at[i] ?? NaN) - (middle[i] ?? NaN)) / distance(head.at, middle)) as unknown as Point;
    expect(x * toEyes[0] + y * toEyes[1] + z * toEyes[2]).toBeGreaterThan(0.97);
    await buttons.expectLegible({ mayCover: true });
    await page.getByRole("application").press("+");
    await expect.poll(async () => (await transform()).s).toBeGreaterThan(before.s);
    // What was done by a press closes it; the palm that is still up brings it again.
    await buttons.press("Deshacer", () => expect.poll(transform, { timeout: 8_000 }).toEqual(before), { beside: ON_THE_WRIST, without: ["Devolver"] });
    await wrist(false);
    await expect.poll(async () => (await menu()).length).toBe(0);
  });

  await test.step("ANA-605: a push of the stick turns by 45° about the head, once; the other walks along the way that the person looks, at 1.4 m/s at the most; pointing puts them where they pointed", async () => {
    const start = await scene.rig();
    await headset.stick("right", 1, 0);
    await expect.poll(async () => (await scene.rig()).head.turnRad).toBeCloseTo(start.head.turnRad - Math.PI / 4, 3);
    await headset.frames(4);
    const turned = await scene.rig();
    expect(turned.head.turnRad).toBeCloseTo(start.head.turnRad - Math.PI / 4, 3);
    expect(distance(turned.head.at, start.head.at)).toBeLessThan(0.001);
    await headset.stick("right", 0, 0);

    // Backwards, from among the boards.
    await headset.stick("left", 0, 1);
    const way = await scene.walked(12);
    await headset.stick("left", 0, 0);
    const steps = way.slice(1).map(({ at }, i) => distance(at, way[i]!.at));
    expect(Math.max(...steps)).toBeLessThanOrEqual(0.1401);
    const [first, last] = [way[0]!, way.at(-1)!];
    const far = distance(first.at, last.at);
    expect(far).toBeGreaterThan(0.2);
    // A frame's step is as long as the one before it took.
    expect(far).toBeLessThanOrEqual(1.4 * ((last.ms - first.ms) / 1000) + 0.14);
    expect((last.at[0] - first.at[0]) / far).toBeCloseTo(Math.sin(turned.head.turnRad), 2);
    expect((last.at[2] - first.at[2]) / far).toBeCloseTo(Math.cos(turned.head.turnRad), 2);
    expect(last.at[1]).toBeCloseTo(first.at[1], 4);
    await headset.frames(2);
    const walked = await scene.rig();

    const floor: Point = [0.3, 0, -0.9];
    const there = await scene.toScene(floor);
    await expect(async () => {
      await buttons.press("Ir allí", () => expect.poll(async () => (await scene.boards()).some(({ words }) => words === "Señale el suelo y pulse"), { timeout: 4_000 }).toBe(true));
      await clickUntil(headset, floor, async () => {
        const { head } = await scene.rig();
        expect(Math.hypot(head.at[0] - there[0], head.at[2] - there[2])).toBeLessThan(0.01);
      });
    }).toPass({ timeout: 60_000 });
    const stood = await scene.rig();
    expect(stood.head.at[1]).toBeCloseTo(walked.head.at[1], 4);
    expect(stood.head.turnRad).toBeCloseTo(walked.head.turnRad, 4);
    await buttons.press("Centrar", async () => expect(distance((await scene.rig()).origin.at, start.origin.at)).toBeLessThan(0.001), { beside: ["Devolver"] });
    expect((await scene.rig()).head.turnRad).toBeCloseTo(start.head.turnRad, 4);
  });

  await test.step("ANA-612: on every board each letter takes 1° or more and stays within its button, and nothing to be pressed is nearer than 0.5 m", async () => {
    await clickUntil(headset, HEART, () => expect(heart).not.toHaveAttribute("data-selected", "", { timeout: 8_000 }));
    await buttons.expectLegible();
    await buttons.press("Cortar", shown("cut"));
    await buttons.press("Delante de detrás", buttons.comes("Más hondo"));
    await buttons.expectLegible();
    await buttons.press("Quitar", buttons.goes("Más hondo"));
    await buttons.press("Separar", shown("apart"));
    await buttons.expectLegible();
    await buttons.press("Lesión", shown("condition"));
    await expect.poll(async () => (await buttons.boardWith(["Sano"])).length).toBeGreaterThan(0);
    await buttons.expectLegible();
    await buttons.press("Separar", shown("apart"));
    await buttons.press("Latido", shown("motion"));
    await buttons.expectLegible();
    await buttons.press("Separar", shown("apart"));
    await buttons.press("Separar", () => expect(page.locator("[data-inside]")).toHaveCount(0, { timeout: 8_000 }));
    await buttons.press("Dibujar", tool("draw"));
    await buttons.expectLegible();
    await buttons.press("Medir", tool("measure"));
    await buttons.expectLegible();
    await buttons.press("Medir", () => expect(page.locator("[data-tool=measure]")).toHaveCount(0, { timeout: 8_000 }));
    await buttons.press("Vistas", buttons.comes("Guardar vista"));
    await buttons.press("Guardar vista", () => expect(page.locator("[data-view]")).not.toHaveCount(0, { timeout: 8_000 }));
    await buttons.expectLegible();
    await buttons.press("Volver", buttons.goes("Guardar vista"));
    await buttons.press("Comodidad", buttons.comes("Vibra: Sí"));
    await buttons.expectLegible();
  });

  await test.step("ANA-604: who wants to feel nothing feels nothing, from the press on", async () => {
    await buttons.press("Vibra: Sí", buttons.comes("Vibra: No"));
    await headset.felt();
    await headset.place("controller", HAND, HEART);
    await headset.trigger(1);
    await headset.trigger(0);
    expect(await headset.felt()).toEqual([]);
  });

  await test.step("the safe place stands alone, legible, with the way back", async () => {
    await buttons.press("Comodidad", buttons.goes("Vibra: No"));
    await buttons.press("Lugar seguro", buttons.comes("Volver a la escena"), { beside: ["Devolver"] });
    expect(new Set((await scene.boards()).map((part) => part.board)).size).toBe(1);
    await buttons.press("Volver a la escena", buttons.comes("Devolver"));
  });
});

/** Places near the heart where the nearest part by surface is not the one whose box is nearest, in the scene's frame; by trying every triangle of the model's file. */
async function placesWherePartsMeet({ p, q, s }: Transform, home: Point): Promise<readonly { readonly at: Point; readonly nearest: string }[]> {
  interface ListedModel {
    readonly id: string;
    readonly boundsM: { readonly min: readonly number[]; readonly max: readonly number[] };
    readonly levels: readonly { readonly level: string; readonly file: string }[];
    readonly structures: readonly { readonly id: string; readonly node: string; readonly hiddenDefault?: boolean }[];
  }
  const folder = join(root, "public/models");
  const { models } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { models: readonly ListedModel[] };
  const model = models.find(({ id }) => id === "heart")!;
  const meshes = await readModel(readFileSync(join(folder, model.levels.find(({ level }) => level === "test")!.file)));
  const middle = [0, 1, 2].map((i) => ((model.boundsM.min[i] ?? 0) + (model.boundsM.max[i] ?? 0)) / 2);
  const parts = model.structures.filter(({ hiddenDefault }) => hiddenDefault !== true).map(({ id, node }) => {
    const { position, index } = meshes.get(node)!;
    const corner = (i: number): Vector3 => new Vector3(...[0, 1, 2].map((k) => (position[(index[i] ?? 0) * 3 + k] ?? 0) - (middle[k] ?? 0)));
    const triangles = Array.from({ length: index.length / 3 }, (_, i) => new Triangle(corner(i * 3), corner(i * 3 + 1), corner(i * 3 + 2)));
    return { id, triangles };
  });
  const near = new Vector3();
  const boxes = new Map(parts.map(({ id, triangles }) => [id, new Box3().setFromPoints(triangles.flatMap(({ a, b, c }) => [a, b, c]))]));
  const ranked = (of: (part: (typeof parts)[number]) => number) => parts.map((part) => ({ id: part.id, away: of(part) })).sort((one, other) => one.away - other.away);
  const bySurface = (at: Vector3) => ranked(({ triangles }) => triangles.reduce((least, each) => Math.min(least, each.closestPointToPoint(at, near).distanceTo(at)), Infinity));
  const byBox = (at: Vector3) => ranked(({ id }) => boxes.get(id)!.distanceToPoint(at));
  const turn = new Quaternion().fromArray(q);
  const found: { at: Point; nearest: string }[] = [];
  // Before the heart, in the model's own metres, a hand's breadth around: what a box would answer is another part, or several.
  for (const [x, y] of [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((i) => [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((k) => [i * 0.014, k * 0.014] as const))) {
    for (const z of [0.075, 0.055]) {
      const at = new Vector3(x, y, z);
      const [first, second] = bySurface(at);
      if (!first || !second || first.away > 0.03 || first.away < 0.004 || second.away - first.away < 0.003) continue;
      const [box, nextBox] = byBox(at);
      if (box?.id === first.id && (nextBox?.away ?? 0) > 0) continue;
      if (found.some(({ nearest }) => nearest === first.id)) continue;
      const placed = at.clone().multiplyScalar(s).applyQuaternion(turn).add(new Vector3(home[0] + (p[0] ?? 0), home[1] + (p[1] ?? 0), home[2] + (p[2] ?? 0)));
      found.push({ at: [placed.x, placed.y, placed.z], nearest: first.id });
    }
  }
  return found;
}
