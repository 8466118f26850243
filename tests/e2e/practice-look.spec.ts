import { type Browser, type Locator, type Page } from "@playwright/test";
import { bookFarAhead, sendCommand } from "../support/desk-steps";
import { linkIn, newestMail, signInAs, violations, watch } from "../support/e2e";
import { confirmWhoTheyAre, inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

// One after the other: they change what everybody sees, and put it back.
test.describe.configure({ mode: "serial", timeout: 240_000 });

interface Settings {
  readonly version: number;
  readonly name: string;
}

async function readSettings(page: Page): Promise<Settings> {
  const response = await page.request.get("/api/practice/settings?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
  return ((await response.json()) as { value: Settings }).value;
}

async function change(page: Page, changes: object): Promise<void> {
  const { version } = await readSettings(page);
  await sendCommand(page, "practice/change-practice", { version, changes });
}

/** A picture as a practice may have one: wide, dark ink, no ground of its own. */
async function drawLogo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 96];
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no pen");
    pen.fillStyle = "#12324a";
    pen.beginPath();
    pen.arc(48, 48, 36, 0, 7);
    pen.fill();
    pen.font = "600 44px sans-serif";
    pen.fillText("Harbour", 104, 64);
    return canvas.toDataURL("image/png").split(",")[1] ?? "";
  });
  return Buffer.from(base64, "base64");
}

const isDrawn = (image: Locator) => image.evaluate((node) => node instanceof HTMLImageElement && node.complete && node.naturalWidth > 0);

/** A browser that nobody used before. */
async function stranger(browser: Browser, more: object = {}): Promise<Page> {
  return (await browser.newContext({ permissions: ["camera", "microphone"], ...more })).newPage();
}

test("PRC-12: accent and logo hold from sign-in to the summary, in light and in dark, and go again", async ({ page, browser, context }) => {
  const patient = inventPatient();
  const { visitId } = await bookFarAhead(page, patient);
  const link = linkIn(await newestMail(context, patient.email, /\/join#/));
  await signInAs(page, "Mara Lindqvist");
  await page.goto("/settings/practice");
  const { name } = await readSettings(page);
  try {
    await page.locator(".logo-part input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await drawLogo(page) });
    const own = page.getByRole("banner").getByRole("img", { name });
    await expect(own).toBeVisible();
    await change(page, { accent: "#7a1f5c" });

    const them = await stranger(browser);
    const seen = watch(them);
    for (const path of ["/sign-in", link, `/visit/${visitId}/summary`]) {
      await them.goto(path);
      const logo = them.getByRole("img", { name });
      await expect.poll(() => isDrawn(logo), { message: path }).toBe(true);
      const main = them.locator(".btn-filled").first();
      await expect(main).toHaveCSS("background-color", "rgb(122, 31, 92)");
      expect([path, await violations(them)]).toEqual([path, []]);
      await them.emulateMedia({ colorScheme: "dark" });
      await expect(main).not.toHaveCSS("background-color", "rgb(122, 31, 92)");
      expect([path, await violations(them)]).toEqual([path, []]);
      await them.emulateMedia({ colorScheme: "light" });
    }
    await them.goto(link);
    await confirmWhoTheyAre(them, patient);
    await expect(them.getByLabel("Where you are right now")).toBeVisible();
    await expect.poll(() => isDrawn(them.getByRole("img", { name }))).toBe(true);
    // Where the pointer rests the button is darker.
    await them.mouse.move(0, 0);
    await expect(them.getByRole("button", { name: "Continue" })).toHaveCSS("background-color", "rgb(122, 31, 92)");
    expect([...seen.errors, ...seen.foreign]).toEqual([]);

    await page.reload();
    await expect.poll(() => isDrawn(own)).toBe(true);
    await page.getByRole("button", { name: "Remove it" }).click();
    await expect(own).toBeHidden();
    await expect(page.getByRole("banner").getByText("Bedside")).toBeVisible();
  } finally {
    await change(page, { accent: null });
  }
  const after = await stranger(browser);
  await after.goto("/sign-in");
  await expect(after.getByText("Bedside", { exact: true })).toBeVisible();
  await expect(after.locator(".btn-filled").first()).toHaveCSS("background-color", "rgb(10, 90, 87)");
});

test("PRC-11: a practice that offers one language is read in that one; a colleague keeps theirs", async ({ page, browser }) => {
  await signInAs(page, "Mara Lindqvist");
  try {
    await change(page, { locale: "es", locales: ["es"] });
    const them = await stranger(browser, { locale: "en-GB" });
    for (const path of ["/", "/sign-in", "/join", "/register"]) {
      await them.goto(path);
      await expect(them.locator("html")).toHaveAttribute("lang", "es");
      const language = them.getByRole("banner").getByRole("combobox", { name: "Idioma" });
      await expect(language.getByRole("option", { name: "Español" })).toHaveCount(1);
      await expect(language.getByRole("option", { name: "English" })).toHaveCount(0);
    }
    await page.goto("/account/settings");
    await expect(page.getByRole("heading", { name: "Your settings" })).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue("en");
  } finally {
    await change(page, { locale: "en", locales: ["en", "es"] });
  }
  const spaniard = await stranger(browser, { locale: "es-ES" });
  await spaniard.goto("/sign-in");
  await expect(spaniard.locator("html")).toHaveAttribute("lang", "es");
});
