import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { shownAt } from "@/core/room/boundary";
import { bookSoon } from "../support/desk-steps";
import { signInAs, watch } from "../support/e2e";
import { root } from "../support/files";
import { expectHeart, expectSameScene, readScene } from "../support/scene-steps";
import { expect, test } from "../support/test";
import { loadTestLevel } from "../support/test-level";
import { admit, comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";
import { BoardButtons } from "./board-buttons";
import { clickUntil, HAND, HEART } from "./boards";
import { distance, DrawnScene, type DrawnPart } from "./drawn-scene";
import { EmulatedHeadset, type Point } from "./emulated-headset";
import { apartAt, expectHeldByTwo, heldBy, SIDES, type Transform, TURN_RAD } from "./explore-headset";

/** Two in headsets see each other whole from here on: 0.6 m of room around each. */
const CLEARANCE_M = 1.2;
/** A small figure over its mark on a flat screen, beside life. */
const SMALL = 0.13;

/** Joints of a hand in the order of WebXR, each with the one that its bone comes from. */
const FINGERS = ["index-finger", "middle-finger", "ring-finger", "pinky-finger"] as const;
const BONES: readonly (readonly [from: XRHandJoint, to: XRHandJoint])[] = [
  ...chain(["wrist", "thumb-metacarpal", "thumb-phalanx-proximal", "thumb-phalanx-distal", "thumb-tip"]),
  ...FINGERS.flatMap((finger) => chain(["wrist", `${finger}-metacarpal`, `${finger}-phalanx-proximal`, `${finger}-phalanx-intermediate`, `${finger}-phalanx-distal`, `${finger}-tip`])),
];

function chain(joints: readonly XRHandJoint[]): (readonly [XRHandJoint, XRHandJoint])[] {
  return joints.slice(1).map((joint, i) => [joints[i] ?? joint, joint]);
}

test("a visit with two in headsets: what each points at, two hands on one heart, hands that arrive joint by joint, sides of the model, room around each, and names in every letters", async ({ browser }) => {
  test.setTimeout(360_000);
  const staffContext = await browser.newContext({ viewport: { width: 800, height: 480 } });
  const patientContext = await browser.newContext({ viewport: { width: 420, height: 640 } });
  const desk = await staffContext.newPage();
  const patient = await patientContext.newPage();
  const somebody = { ...inventPatient(), given: "Ольга 王芳" };
  const booking = await bookSoon(desk, somebody);
  await desk.close();
  const staff = await staffContext.newPage();
  const watches = [watch(staff), watch(patient)];
  const unwritten: string[] = [];
  for (const page of [staff, patient]) {
    page.on("console", (message) => {
      if (message.text().includes("Missing glyph")) unwritten.push(message.text());
    });
    await page.addInitScript(() => localStorage.setItem("bedside.comfort", "press=1200&move=walk"));
    await loadTestLevel(page);
  }
  const [headset, theirs] = [await EmulatedHeadset.install(staff), await EmulatedHeadset.install(patient)];
  const [scene, theirScene] = [await DrawnScene.watch(staff), await DrawnScene.watch(patient)];
  const buttons = new BoardButtons(headset, scene);
  const transform = async (page: Page): Promise<Transform> => JSON.parse((await readScene(page)).transform);

  await test.step("both are in the room, the clinician in a headset", async () => {
    await comeToTheWaitingRoom(patientContext, patient, somebody);
    await signInAs(staff, booking.clinician);
    await admit(staff, somebody);
    for (const page of [staff, patient]) {
      await expect(page.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
      await expect(page.locator("[data-connection='connected']")).toBeVisible({ timeout: 60_000 });
      await expectHeart(page);
      // Pictures less to draw leave the software graphics time for the headsets.
      await page.getByRole("button", { name: "Turn my camera off" }).click();
    }
    await enter(staff, headset);
    await expect.poll(async () => (await buttons.boardWith(["Put it back"])).length, { timeout: 60_000 }).toBeGreaterThan(0);
  });

  await test.step("ANA-615: the patient's name stands on the board in its own letters, as large as the others; no letter is a box", async () => {
    await buttons.press("People", buttons.comes("May I come closer?"));
    await expect.poll(async () => (await scene.boards()).some(({ isPicture, words }) => isPicture && /Ольга (王芳|WangFang)/.test(words)), { timeout: 20_000 }).toBe(true);
    await buttons.expectLegible();
    expect(unwritten).toEqual([]);
    await buttons.press("People", buttons.goes("May I come closer?"));
  });

  await test.step("ANA-610, CAP-2: what the patient types stands on the captions board while it is typed, under their name, as large as the others", async () => {
    const stands = async (words: string | RegExp): Promise<boolean> => (await scene.boards()).some((part) => !part.isButton && part.words.match(words) !== null);
    await buttons.press("Captions", () => expect.poll(() => stands("No captions yet."), { timeout: 8_000 }).toBe(true));
    await patient.getByRole("button", { name: "More", exact: true }).click();
    await patient.getByRole("button", { name: "Type captions" }).click();
    await patient.getByRole("textbox", { name: "Your line" }).fill("It hurts when I climb");
    await expect.poll(() => stands(/(王芳|WangFang).*: It hurts when I climb$/), { timeout: 20_000 }).toBe(true);
    await buttons.expectLegible();
    await patient.keyboard.press("Enter");
    await patient.keyboard.press("Escape");
    await patient.getByRole("button", { name: "Hide captions" }).click();
    await buttons.press("Captions", () => expect.poll(() => stands("It hurts when I climb"), { timeout: 8_000 }).toBe(false));
  });

  await test.step("ANA-606: what the ray is on is told to the flat page, by its name, and what the mouse is on to the headset's", async () => {
    await headset.place("controller", HAND, HEART);
    const chosen = async (page: Page): Promise<string> => nameOf((await readScene(page)).selected);
    await clickUntil(headset, HEART, () => expect.poll(async () => (await readScene(staff)).selected, { timeout: 6_000 }).not.toBe(""));
    await expectSaid(patient, `${booking.clinician} points at: ${await chosen(staff)}.`);
    await headset.place("controller", HAND, [HAND[0], 0, 0.3]);
    await expect.poll(async () => said(patient)).not.toContain("points at");
    const box = (await patient.getByRole("application").boundingBox())!;
    await patient.mouse.move(box.x + box.width * 0.45, box.y + box.height * 0.42);
    await expect.poll(() => said(staff), { timeout: 20_000 }).toMatch(/Ольга 王芳.* points at: /);
    await patient.mouse.move(0, 0);
  });

  await test.step("ANA-613: two hands in the headset size and turn the heart on both pages, and one undo takes it back on both", async () => {
    const before = await transform(staff);
    const put = (side: "left" | "right", turnRad: number, half: number): Promise<void> => {
      const [x, y, z] = apartAt(side, turnRad, half, 0.05);
      return headset.place("controller", [x, y + 0.016, z - 0.05], [x, y + 0.016, z - 1], { side });
    };
    for (const side of SIDES) await put(side, 0, 0.04);
    for (const side of SIDES) await headset.squeeze(1, side);
    const from = await heldBy(headset, "grip");
    for (const share of [0.5, 1]) for (const side of SIDES) await put(side, TURN_RAD * share, 0.04 * (1 + share));
    const to = await heldBy(headset, "grip");
    for (const side of SIDES) await headset.squeeze(0, side);
    await expect.poll(async () => (await transform(patient)).s).toBeGreaterThan(before.s * 1.5);
    await expectSameScene(staff, patient);
    expectHeldByTwo(await transform(patient), before, from, to);
    await buttons.press("Undo", () => expect.poll(() => transform(patient), { timeout: 8_000 }).toEqual(before), { beside: ["Put it back"] });
    await expectSameScene(staff, patient);
  });

  await test.step("ANA-606: head and both hands arrive at the flat page with 25 joints each, as they are held", async () => {
    await headset.useHands();
    for (const side of SIDES) {
      const x = side === "left" ? -0.25 : 0.2;
      await headset.place("hand", [x, 0.95, -0.3], [x * 2, 1.1, -1], { side, rollRad: side === "left" ? 0.4 : -0.7 });
    }
    await headset.pinch(0.6, "left");
    const held = await Promise.all(SIDES.map((side) => headset.whereAre(side, BONES.flat())));
    const middles = held.flatMap((joints) => BONES.map((_bone, i) => [0, 1, 2].map((k) => ((joints[2 * i]?.[k] ?? NaN) + (joints[2 * i + 1]?.[k] ?? NaN)) / 2) as unknown as Point));
    const head: Point = [0, 1.2, 0];
    await expect(async () => {
      const drawn = await theirScene.others();
      // A head of two parts, then 24 bones of each hand, then the palms.
      expect(drawn).toHaveLength(2 + 48 + 2);
      const bones = drawn.slice(2, 50).map(({ at }) => at);
      const wrong = [...middles, head].map((one, i, all) => all.map((other, k) => Math.abs(distance(one, other) - distance(arrived(bones, drawn, i), arrived(bones, drawn, k)) / SMALL)));
      // Each joint within 12 mm of where it was.
      expect(Math.max(...wrong.flat())).toBeLessThan(0.024);
    }).toPass({ timeout: 60_000 });
    await headset.pinch(0, "left");
    await headset.useControllers();
  });

  await test.step("ANA-616, ANA-600: who puts a headset on where somebody stands comes to stand across the model; each sees the other where they are, the less the nearer they come, and nothing at half of the distance", async () => {
    await enter(patient, theirs);
    const [own, other] = [await scene.rig(), await theirScene.rig()];
    expect(own.head.at[2]).toBeCloseTo(0.52, 2);
    expect(other.head.at[2]).toBeCloseTo(-0.52, 2);
    expect(Math.cos(other.head.turnRad - own.head.turnRad)).toBeCloseTo(-1, 3);
    await expectSeen(scene, theirScene);
    // Nobody is stopped in their own steps: they lean in.
    for (const lean of [0.2, 0.55]) {
      await theirs.stand([0, 1.2, -lean]);
      const there = (await theirScene.rig()).head.at;
      expect(there[2]).toBeCloseTo(-0.52 + lean, 2);
      await expectSeen(scene, theirScene);
    }
    await theirs.stand([0, 1.2, 0]);
    await expectSeen(scene, theirScene);
  });

  await test.step("ANA-605, ANA-600: by the stick, and by pointing, the clinician comes no nearer than the other's room", async () => {
    await headset.stick("left", 0, 1);
    await expect.poll(async () => (await scene.rig()).head.at[2]).toBeGreaterThan(1.1);
    await headset.stick("left", 0, 0);
    await headset.stick("left", 0, -1);
    const apart = async (): Promise<number> => flat((await scene.rig()).head.at, (await theirScene.rig()).head.at);
    await expect.poll(apart).toBeLessThan(CLEARANCE_M + 0.15);
    await headset.frames(12);
    await headset.stick("left", 0, 0);
    expect(await apart()).toBeGreaterThanOrEqual(CLEARANCE_M - 0.01);
    expect(await apart()).toBeLessThan(CLEARANCE_M + 0.15);
    await expectSeen(scene, theirScene);
    const isPointing = async (): Promise<boolean> => (await scene.boards()).some(({ words }) => words === "Point at the floor and press");
    const their = (await theirScene.rig()).head.at;
    await buttons.press("Go there", () => expect.poll(isPointing, { timeout: 8_000 }).toBe(true));
    // A place within their room, on the clinician's side of them.
    const floor = await scene.fromFloor([their[0], 0, their[2] + 0.3]);
    await clickUntil(headset, [floor[0], 0, floor[2]], () => expect.poll(isPointing, { timeout: 8_000 }).toBe(false));
    expect(await apart()).toBeCloseTo(CLEARANCE_M, 1);
    await buttons.press("Recentre", () => expect.poll(async () => (await scene.rig()).head.at[2], { timeout: 8_000 }).toBeCloseTo(0.52, 2), { beside: ["Put it back"] });
  });

  await test.step("ANA-601: the patient asks in their headset, the clinician says yes in theirs, and nearer than 1.2 m they see each other whole", async () => {
    const theirButtons = new BoardButtons(theirs, theirScene);
    await theirButtons.press("People", theirButtons.comes("May I come closer?"));
    await theirButtons.press("May I come closer?", theirButtons.comes("Take it back"));
    await expect.poll(async () => (await buttons.boardWith(["Yes", "Not now"])).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await buttons.expectLegible();
    await buttons.press("Yes", buttons.goes("Yes"));
    await theirs.stand([0, 1.2, -0.4]);
    await expect.poll(async () => headOf(await scene.others())?.alpha).toBe(1);
    expect(flat((await scene.rig()).head.at, (await theirScene.rig()).head.at)).toBeLessThan(CLEARANCE_M - 0.1);
  });

  for (const page of [staff, patient]) await page.getByRole("button", { name: "Leave VR" }).press("Enter");
  expect(unwritten).toEqual([]);
  expect(watches.flatMap((seen) => [...seen.errors, ...seen.foreign])).toEqual([]);
});

async function enter(page: Page, headset: EmulatedHeadset): Promise<void> {
  await page.getByRole("button", { name: "Enter VR" }).press("Enter");
  await expect.poll(() => headset.isInside()).toBe(true);
  await headset.frames(8);
}

/** Where the middle of a bone, or of the head as the last, has arrived. */
const arrived = (bones: readonly Point[], drawn: readonly DrawnPart[], i: number): Point => (i < bones.length ? bones[i] : drawn[0]?.at) ?? [NaN, NaN, NaN];

const headOf = (drawn: readonly DrawnPart[]): DrawnPart | undefined => drawn[0];
const flat = ([ax, , az]: Point, [bx, , bz]: Point): number => Math.hypot(ax - bx, az - bz);

/** Of the other so much is drawn as their distance lets, where they are. */
async function expectSeen(own: DrawnScene, other: DrawnScene): Promise<void> {
  await expect(async () => {
    const [at, there] = [(await own.rig()).head.at, (await other.rig()).head.at];
    const alpha = shownAt(flat(at, there), CLEARANCE_M);
    const head = headOf(await own.others());
    if (alpha === 0) return expect(head).toBeUndefined();
    expect(head && distance(head.at, there)).toBeLessThan(0.02);
    expect(head?.alpha).toBeCloseTo(alpha, 1);
  }).toPass({ timeout: 60_000 });
}

/** What V tells of the scene on a page. */
async function said(page: Page): Promise<string> {
  await page.getByRole("application").press("v");
  return (await page.locator("[data-spoken-view]").textContent()) ?? "";
}
const expectSaid = (page: Page, words: string): Promise<void> => expect.poll(() => said(page), { timeout: 20_000 }).toContain(words);

function nameOf(structureId: string): string {
  const { models } = JSON.parse(readFileSync(join(root, "public/models/manifest.json"), "utf8")) as { models: readonly { id: string; structures: readonly { id: string; name: { en: string } }[] }[] };
  return models.find(({ id }) => id === "heart")?.structures.find(({ id }) => id === structureId)?.name.en ?? `no part ${structureId}`;
}
