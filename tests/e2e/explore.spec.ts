import { type Locator, type Page } from "@playwright/test";
import { PROCESSOR_BUDGET } from "@/core/anatomy/governor";
import { violations, watch } from "../support/e2e";
import { picture } from "../support/picture";
import { loadTestLevel } from "../support/test-level";
import { expect, test } from "../support/test";

async function open(page: Page): Promise<void> {
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
}

const state = (page: Page) => page.locator("[data-model=heart]");
const transformOf = async (page: Page): Promise<{ p: number[]; q: number[]; s: number }> => JSON.parse((await state(page).getAttribute("data-transform")) ?? "");
const HOME = JSON.stringify({ p: [0, 0, 0], q: [0, 0, 0, 1], s: 1 });
/** Goes to something by Tab alone, as whoever has no pointer does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = target.filter({ visible: true });
  await expect(wanted).toHaveCount(1);
  for (let presses = 0; presses < 90; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(wanted).toBeFocused();
}
const row = (page: Page, id: string) => page.locator(`[data-structure=${id}]`).filter({ visible: true });

test.describe("the anatomy without signing in", () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test("mouse, on a machine without a graphics card: drag turns, Shift and drag move, wheel sizes; one undo each", async ({ page }) => {
    const seen = watch(page);
    await open(page);
    // Every browser of the tests draws with the processor, which is asked for fewer pixels.
    const share = await page.locator("canvas").evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.width / canvas.clientWidth : NaN));
    expect(share).toBeGreaterThan(PROCESSOR_BUDGET.minShare - 0.01);
    expect(share).toBeLessThan(PROCESSOR_BUDGET.maxShare + 0.01);
    const tools = page.getByRole("toolbar");
    const undo = tools.getByRole("button", { name: "Undo", exact: true });
    await page.mouse.move(500, 480);
    await page.mouse.down();
    await page.mouse.move(600, 500, { steps: 6 });
    await page.mouse.up();
    await expect.poll(async () => (await transformOf(page)).q[1]).toBeGreaterThan(0.1);
    await undo.click();
    await expect(state(page)).toHaveAttribute("data-transform", HOME);

    await page.keyboard.down("Shift");
    await page.mouse.move(500, 480);
    await page.mouse.down();
    await page.mouse.move(560, 480, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await expect.poll(async () => (await transformOf(page)).p[0]).toBeGreaterThan(0.005);
    await undo.click();
    await expect(state(page)).toHaveAttribute("data-transform", HOME);

    await page.mouse.move(500, 480);
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => (await transformOf(page)).s).toBeGreaterThan(1.1);
    expect(seen).toEqual({ errors: [], refused: [], foreign: [] });
  });

  test("keyboard: turn, move, size and reset the scene; V says the view; the tree is one stop with arrows and letters, found in any language", async ({ page }) => {
    await open(page);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("+");
    await expect.poll(async () => (await transformOf(page)).s).toBeGreaterThan(1.1);
    const changed = await transformOf(page);
    expect(changed.q[1]).toBeGreaterThan(0.05);
    expect(changed.p[1]).toBeGreaterThan(0.005);
    await page.keyboard.press("0");
    await expect(state(page)).toHaveAttribute("data-transform", HOME);

    await page.keyboard.press("v");
    const spoken = page.locator("[data-spoken-view]");
    await expect(spoken).toHaveText("Front view. 100% of life size.");
    for (let step = 0; step < 9; step += 1) await page.keyboard.press("ArrowRight");
    await expect(spoken).toHaveText("View of the right side.");

    await page.getByRole("searchbox").fill("mitral");
    await page.keyboard.press("Tab");
    await expect(row(page, "mitral-valve")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(state(page)).toHaveAttribute("data-selected", "mitral-valve");
    await page.keyboard.press("Space");
    await expect(state(page)).toHaveAttribute("data-hidden", /mitral-valve/);
    await expect(row(page, "mitral-valve")).toContainText("hidden");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect(row(page, "mitral-valve")).toHaveCount(0);

    await page.getByRole("searchbox").fill("derecha coronaria");
    await expect(row(page, "right-coronary-artery")).toContainText("doctor’s words: Arteria coronaria derecha (Spanish)");
    await page.getByRole("searchbox").fill("");
    await page.getByRole("tree").getByRole("treeitem", { name: "Heart", exact: true }).focus();
    await page.keyboard.type("fat");
    await expect(row(page, "epicardial-fat")).toBeFocused();
  });

  test("ANA-643: a whole explanation by keys alone, heard through the accessibility tree: organ, part, alone, cut, measured, taken back", async ({ page }) => {
    await open(page);
    const heard = page.locator("[aria-live=polite]:not([data-spoken-view])");
    const button = (name: string | RegExp) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
    const panel = page.getByRole("region", { name: "Look inside" });
    await tabTo(page, page.getByRole("combobox", { name: "Model" }));
    await page.keyboard.press("ArrowDown");
    await expect(page.locator("[data-model=kidney]")).toHaveCount(1);
    await expect(page.locator("[data-scene=ready]")).toBeVisible();
    await expect(heard.filter({ hasText: "Another model is here: Left kidney." })).toHaveCount(1);
    await tabTo(page, page.getByRole("searchbox"));
    await page.keyboard.type("renal artery");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const chosen = page.getByRole("treeitem", { selected: true });
    await expect(chosen).toBeFocused();
    await expect(heard.filter({ hasText: / chosen\.$/ })).toHaveCount(1);
    const part = (await page.locator("[data-model=kidney]").getAttribute("data-selected")) ?? "";
    const hiddenFirst = (await page.locator("[data-model=kidney]").getAttribute("data-hidden")) ?? "";
    await tabTo(page, button(/^Show only/));
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-model=kidney]")).toHaveAttribute("data-hidden", /renal-cortex/);
    await expect(page.locator("[data-model=kidney]")).not.toHaveAttribute("data-hidden", new RegExp(`\\b${part}\\b`));
    await tabTo(page, button("Undo"));
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-model=kidney]")).toHaveAttribute("data-hidden", hiddenFirst);
    await tabTo(page, button("Cut"));
    await page.keyboard.press("Enter");
    await tabTo(page, panel.getByRole("button", { name: "Front from back" }));
    await page.keyboard.press("Enter");
    await expect(panel.locator("[data-slice]")).toHaveAttribute("data-slice", /renal-cortex/);
    await expect(heard.filter({ hasText: /cut/i })).toHaveCount(1);
    await tabTo(page, button("Measure"));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Aim with keys" }));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("application")).toBeFocused();
    await page.keyboard.press("Enter");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(heard.filter({ hasText: /mm/ })).toHaveCount(1);
    await page.keyboard.press("Escape");
    await tabTo(page, page.getByRole("application"));
    await page.keyboard.press("v");
    await expect(page.locator("[data-spoken-view]")).toContainText(/^Front view\. You chose /);
  });

  test("choose, only this, show all, x-ray, hide and put back are each taken back by undo", async ({ page }) => {
    await open(page);
    const tool = (name: string | RegExp) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
    const hiddenFirst = await state(page).getAttribute("data-hidden");
    await row(page, "aortic-valve").locator("[data-cell=name]").click();
    await tool(/^Show only/).click();
    await expect(state(page)).toHaveAttribute("data-hidden", /left-ventricle /);
    await tool("Undo").click();
    await expect(state(page)).toHaveAttribute("data-hidden", hiddenFirst ?? "");
    await tool("X-ray").click();
    await expect(state(page)).toHaveAttribute("data-xray", "true");
    await tool(/^Hide /).click();
    await expect(state(page)).toHaveAttribute("data-hidden", /aortic-valve/);
    await tool(/^Put the model back/).click();
    await expect(state(page)).toHaveAttribute("data-xray", "false");
    await expect(state(page)).toHaveAttribute("data-hidden", hiddenFirst ?? "");
    await tool("Undo").click();
    await expect(state(page)).toHaveAttribute("data-hidden", /aortic-valve/);
  });

  test("ANA-105, ANA-107: cut by button and keys, pulled apart, faded and coloured: each taken back by undo, and all of it put back at once", async ({ page }) => {
    await open(page);
    const tool = (name: string | RegExp) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
    const panel = page.getByRole("region", { name: "Look inside" });
    const inside = page.locator("[data-cuts]");
    const depth = async (): Promise<number> => JSON.parse((await inside.getAttribute("data-cuts")) ?? "[]")[0]?.d ?? NaN;
    await tool("Cut").click();
    await panel.getByRole("button", { name: "Front from back" }).click();
    await expect(panel.locator("[data-slice]")).toHaveAttribute("data-slice", /left-ventricle/);
    await panel.getByRole("slider", { name: "Depth" }).press("Home");
    await expect.poll(depth).toBeLessThan(-0.05);
    await tool("Undo").click();
    await expect.poll(depth).toBe(0);
    const name = panel.locator(".slice-name").first();
    await name.focus();
    await page.keyboard.press("Enter");
    await expect(name).toHaveAttribute("aria-pressed", "true");
    expect(await violations(page)).toEqual([]);
    const chosen = (await state(page).getAttribute("data-selected")) ?? "";
    const looks = page.locator("[data-card]").filter({ visible: true });
    await looks.getByRole("slider", { name: "Solid" }).press("Home");
    await looks.getByRole("radio", { name: "Blue" }).check({ force: true });
    await expect(inside).toHaveAttribute("data-faded", `${chosen}:0.1`);
    await expect(inside).toHaveAttribute("data-coloured", `${chosen}:#3f7fd6`);
    await expect(row(page, chosen)).toContainText("Blue");
    await tool("Pull the parts apart").click();
    await panel.getByRole("button", { name: "Half way" }).click();
    await expect(inside).toHaveAttribute("data-apart", "0.5");
    await tool("Undo").click();
    await expect(inside).toHaveAttribute("data-apart", "0");
    // ANA-404, ANA-406: cut open as it is, it beats, is held, and is stepped through by keys and in words.
    await tool("Let the heart beat").click();
    await panel.getByRole("button", { name: "Let it beat" }).click();
    await expect(inside).toHaveAttribute("data-beat", /"bpm":70,.*"on":true/);
    await panel.getByRole("slider", { name: "How fast" }).press("ArrowRight");
    await expect(inside).toHaveAttribute("data-beat", /"bpm":71,.*"on":true/);
    await panel.getByRole("slider", { name: "Moment of the beat" }).press("Home");
    await expect(inside).toHaveAttribute("data-beat", /"at":0,.*"on":false/);
    await expect(panel.locator("[data-phase]")).toHaveAttribute("data-phase", "atrial-systole");
    for (const phase of ["isovolumetric-contraction", "ejection"]) {
      await panel.getByRole("button", { name: "Next step" }).click();
      await expect(panel.locator("[data-phase]")).toHaveAttribute("data-phase", phase);
    }
    await expect(panel.getByText("The lower chambers push blood out through the valves")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await tool("Undo").click();
    await expect(panel.locator("[data-phase]")).toHaveAttribute("data-phase", "isovolumetric-contraction");
    await tool(/^Put the model back/).click();
    await expect(inside).toHaveAttribute("data-cuts", "[null,null,null]");
    await expect(inside).toHaveAttribute("data-beat", "null");
    await expect(inside).toHaveAttribute("data-coloured", "");
    await tool("Undo").click();
    await expect(inside).toHaveAttribute("data-coloured", `${chosen}:#3f7fd6`);
    // Another model takes the place of one that is cut open and pulled apart.
    await page.getByRole("combobox", { name: "Model" }).filter({ visible: true }).selectOption({ label: "Bedside’s left knee" });
    await expect(page.locator("[data-model=knee]")).toHaveCount(1);
    await expect(page.locator("[data-scene=ready]")).toBeVisible();
    // ANA-109: it is whole, and cut anew.
    await expect(inside).toHaveAttribute("data-cuts", "[null,null,null]");
    await tool("Cut").click();
    await panel.getByRole("button", { name: "Front from back" }).click();
    await expect(panel.locator("[data-slice]")).toHaveAttribute("data-slice", /femur/);
    // ANA-414, ANA-416: cut open as it is, it bends by a press and by keys, says what moves, and is undone.
    await tool("Bend the knee").click();
    await panel.getByRole("button", { name: "90°" }).click();
    await expect(inside).toHaveAttribute("data-bend", "90");
    await panel.getByRole("slider", { name: "How far" }).press("ArrowRight");
    await expect(inside).toHaveAttribute("data-bend", "91");
    await expect(panel.getByText("On the outer side the thigh bone rolls back")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await tool("Undo").click();
    await expect(inside).toHaveAttribute("data-bend", "90");
    await panel.getByRole("button", { name: "Straight" }).click();
    await expect(inside).toHaveAttribute("data-bend", "0");
    // ANA-420, ANA-423: what it may have, in words and in the picture, beside the healthy one and beside the other side.
    await tool("Show a condition").click();
    await panel.locator("[data-condition-list] input").nth(3).check();
    await expect(page.locator("[data-shows='meniscus-tear/grade-3']")).toBeVisible();
    await panel.getByRole("radio", { name: "Beside the healthy one" }).check();
    await expect(page.locator("canvas[data-beside=healthy]")).toBeVisible();
    await panel.getByRole("button", { name: "Show the place" }).click();
    await expect(page.locator("[data-model=knee]")).toHaveAttribute("data-hidden", /femur/);
    // ANA-424: and everybody sees it from above, both of them in sight.
    await expect(page.locator("[data-model=knee]")).toHaveAttribute("data-transform", /"s":1\.2/);
    expect(await violations(page)).toEqual([]);
    // One thing in the hand: what is taken puts away what was open, and a press brings that back.
    await tool("Views").click();
    await expect(tool("Show a condition")).toHaveAttribute("aria-pressed", "false");
    await tool("Show a condition").click();
    await expect(page.locator("[data-shows='meniscus-tear/grade-3']")).toBeVisible();
    await expect(panel.getByRole("button", { name: "Show the place" })).toBeVisible();
    await tool("Undo").click();
    await panel.getByRole("radio", { name: "Beside the other side" }).check();
    await expect(page.locator("canvas[data-beside=mirror]")).toBeVisible();
    for (let left = 3; left > 0; left -= 1) await tool("Undo").click();
    await expect(page.locator("[data-shows]")).toHaveCount(0);
  });

  test("axe finds nothing, and no page scrolls sideways at 320", async ({ page }) => {
    await open(page);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole("toolbar").getByRole("button", { name: "Cut", exact: true }).click();
    await page.getByRole("button", { name: "Left from right" }).click();
    await expect(page.locator("[data-slice]")).toHaveAttribute("data-slice", /left-ventricle/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.getByRole("button", { name: "Close, and keep it as it is" }).click();
    await page.getByRole("button", { name: "All parts" }).click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  test("a damaged model file is refused in words, and loads again", async ({ page }) => {
    await loadTestLevel(page);
    let isDamaged = true;
    await page.route(/\/models\/.*\.glb$/, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      if (isDamaged) body.writeUInt8(body.readUInt8(5000) ^ 0xff, 5000);
      await route.fulfill({ response, body });
    });
    await page.goto("/explore");
    await expect(page.getByText("The heart arrived damaged.")).toBeVisible({ timeout: 60_000 });
    await row(page, "mitral-valve").locator("[data-cell=name]").click();
    await expect(state(page)).toHaveAttribute("data-selected", "mitral-valve");
    isDamaged = false;
    await page.getByRole("button", { name: "Load it again" }).click();
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
  });

  test("without WebGL the list and the words carry on", async ({ page }) => {
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith("webgl") ? null : Reflect.apply(original, this, [kind, ...rest]);
      } as typeof original;
    });
    await page.goto("/explore");
    await expect(page.getByText("This browser can’t draw in 3D.")).toBeVisible({ timeout: 60_000 });
    // ANA-642: a flat body stands in for the picture, and opens what lies where, by keys.
    const map = page.getByRole("region", { name: "Map of the body" });
    await expect(map.getByRole("radio", { checked: true })).toHaveAccessibleName("Chest");
    await expect(map.getByRole("button", { name: "Open Bedside’s heart" })).toHaveAttribute("aria-pressed", "true");
    await map.getByRole("radio", { checked: true }).focus();
    await expect(async () => {
      await page.keyboard.press("ArrowDown");
      await expect(map.getByRole("radio", { name: "Left knee", checked: true })).toBeFocused({ timeout: 500 });
    }).toPass();
    await tabTo(page, map.getByRole("button", { name: "Open Bedside’s left knee" }));
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-model=knee]")).toHaveCount(1);
    await expect(row(page, "femur")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await picture(page, "body-map");
    await page.getByRole("toolbar").getByRole("button", { name: "Undo", exact: true }).click();
    await expect(map.getByRole("radio", { name: "Left knee", checked: true })).toBeVisible();
    await page.getByRole("searchbox").fill("aorta");
    await row(page, "ascending-aorta").locator("[data-cell=name]").click();
    await expect(page.locator("[data-card=ascending-aorta]").filter({ visible: true })).toBeVisible();
    // ANA-108: what is cut is seen all the same.
    await page.getByRole("toolbar").getByRole("button", { name: "Cut", exact: true }).click();
    await page.getByRole("button", { name: /^Across/ }).click();
    await expect(page.locator("[data-slice]")).toHaveAttribute("data-slice", /ascending-aorta/);
    // A pointer that rests over a name would win.
    await page.mouse.move(640, 4);
    await page.locator(".slice-name[aria-pressed=true]").focus();
    await expect(page.locator(".slice-picture [data-part=ascending-aorta]")).toHaveAttribute("data-strong", "true");
    // ANA-422: a condition is told in words, and one whose file is damaged leaves the healthy organ and says so.
    await page.getByRole("toolbar").getByRole("button", { name: "Show a condition" }).click();
    await page.locator("[data-condition-list] input").nth(1).check();
    await expect(page.locator("[data-shows]")).toBeVisible();
    await expect(page.locator("[data-condition-says]")).toBeVisible();
    await page.route(/\/models\/heart\/stenosis-90\.glb$/, (route) => route.fulfill({ status: 200, body: "not a model" }));
    await page.locator("[data-condition-list] input").last().check();
    await expect(page.getByText("The condition arrived damaged.")).toBeVisible();
    await expect(page.locator("[data-shows]")).toHaveCount(0);
  });

  test("a picture that the graphics card drops is drawn again with its state", async ({ page }) => {
    await open(page);
    await page.getByRole("toolbar").getByRole("button", { name: "X-ray" }).click();
    // On a phone on its side, with a panel open: the way back is in reach, and the panel leaves the picture its place.
    await page.setViewportSize({ width: 720, height: 400 });
    await page.getByRole("toolbar").getByRole("button", { name: "Cut", exact: true }).filter({ visible: true }).click();
    await page.getByRole("button", { name: "Front from back" }).click();
    await page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext());
    await expect(page.getByText("The picture went away.")).toBeVisible();
    await page.getByRole("button", { name: "Draw it again" }).click();
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await expect(state(page)).toHaveAttribute("data-xray", "true");
  });
});
