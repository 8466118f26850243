import { type Page } from "@playwright/test";
import { still, violations } from "../support/e2e";
import { expect, test } from "../support/test";

const LOCALES = { ltr: "en", rtl: "ar-XB" } as const;
const SURFACES = ["light", "dark", "room"] as const;

async function open(page: Page, path: string, settings: { locale?: string; theme?: string } = {}): Promise<void> {
  const origin = test.info().project.use.baseURL ?? "http://localhost:3000";
  await page.context().addCookies([
    { name: "bedside-locale", value: settings.locale ?? "en", url: origin },
    { name: "bedside-theme", value: settings.theme ?? "light", url: origin },
  ]);
  await page.goto(path);
  await expect(page.locator("h1")).toBeVisible();
}

const overflowX = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const [direction, locale] of Object.entries(LOCALES)) {
  for (const surface of SURFACES) {
    test(`the pieces are accessible: ${surface}, ${direction}`, async ({ page }) => {
      await open(page, `/kit?surface=${surface}`, { locale });
      await expect(page.locator("html")).toHaveAttribute("dir", direction);
      expect(await violations(page)).toEqual([]);
    });
  }

  test(`the first page is accessible and loads no 3D: ${direction}`, async ({ page }) => {
    const loaded: string[] = [];
    page.on("response", (response) => void loaded.push(response.url()));
    for (const theme of ["light", "dark"]) {
      await open(page, "/", { locale, theme });
      expect(await violations(page)).toEqual([]);
    }
    expect(loaded.filter((url) => /\.glb|three|webgl/i.test(url))).toEqual([]);
  });

  test(`nothing is wider than a small phone, nor than a page at twice the text: ${direction}`, async ({ page }) => {
    for (const path of ["/kit", "/"]) {
      await page.setViewportSize({ width: 320, height: 720 });
      await open(page, path, { locale });
      expect(await overflowX(page)).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      expect(await overflowX(page)).toBeLessThanOrEqual(0);
    }
  });
}

test("words 40 % longer still fit a small phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  for (const path of ["/kit", "/"]) {
    await open(page, path, { locale: "en-XA" });
    expect(await overflowX(page)).toBeLessThanOrEqual(0);
  }
});

for (const surface of SURFACES) {
  test(`what opens is accessible, takes focus and gives it back: ${surface}`, async ({ page }) => {
    await open(page, `/kit?surface=${surface}`);
    const ask = page.getByRole("button", { name: "End the visit" });
    await ask.click();
    const dialog = page.getByRole("alertdialog", { name: "End the visit for everyone?" });
    await expect(dialog).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(ask).toBeFocused();

    const more = page.getByRole("button", { name: "More", exact: true });
    await more.click();
    await expect(page.getByRole("menuitemradio", { name: "All" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menuitemradio", { name: "All" })).toBeHidden();
    await expect(more).toBeFocused();

    // As a person would: go there, then type. A page that still scrolls closes what opens.
    await page.getByRole("combobox", { name: "Find a person" }).click();
    await still(page);
    await page.getByRole("combobox", { name: "Find a person" }).pressSequentially("ami", { delay: 40 });
    await expect(page.getByRole("option", { name: /Amira Haddad/ })).toBeVisible();
    // While the list is open, React Aria hides the rest of the page from screen readers.
    expect(await violations(page, ".combobox-popover")).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Find a person" })).toHaveValue("Amira Haddad");

    await page.getByRole("button", { name: /Pick a date/ }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test("a toast says what is done, and can take it back", async ({ page }) => {
  await open(page, "/kit");
  await page.getByRole("button", { name: "Show what is done" }).click();
  await page.getByText("Offered 14:50 to Bilal").hover();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Offered 14:50 to Bilal")).toBeHidden();
  await expect(page.locator("[aria-live=polite]", { hasText: "Taken back" })).toHaveCount(1);
});

test("a typed date is read day first, and says what is wrong with it", async ({ page }) => {
  await open(page, "/kit");
  const field = page.getByRole("textbox", { name: "Date of birth" }).last();
  await field.fill("31/02/1968");
  await field.blur();
  await expect(page.getByText("February has no day 31.")).toHaveCount(2);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("3 5 1968");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
});

test("language changes without leaving the page, and stays", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("combobox", { name: "Language" }).selectOption("es");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Vea a su médico.");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Vea a su médico.");
});

test("the first key goes past the header, and focus can be seen", async ({ page }) => {
  await open(page, "/kit");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Go to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return { style: style.outlineStyle, width: parseFloat(style.outlineWidth) };
  });
  expect(outline).toEqual({ style: "solid", width: 3 });
});

test("being offline is said, with the age of the screen, and so is coming back", async ({ page, context }) => {
  await open(page, "/kit");
  await context.setOffline(true);
  await expect(page.getByText("You are off the internet.").first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await context.setOffline(false);
  await expect(page.locator("[aria-live=polite]", { hasText: "You are back on the internet." })).toHaveCount(1);
});

test("the page's own policy is kept: nothing in the console", async ({ page }) => {
  const said: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") said.push(message.text());
  });
  page.on("pageerror", (error) => void said.push(error.message));
  for (const path of ["/", "/kit"]) await open(page, path);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: /Keep this view/ }).click();
  expect(said).toEqual([]);
});

test("an address of nothing has its own page", async ({ page }) => {
  const response = await page.goto("/there-is-nothing-here");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  expect(await violations(page)).toEqual([]);
});
