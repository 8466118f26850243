import { type Browser, type Page } from "@playwright/test";
import { sendCommand } from "../support/desk-steps";
import { signInAs, violations, watch } from "../support/e2e";
import { expect, test } from "../support/test";

const PASSWORD = "harbour-lights-2026";

/** The grave step's dialog: the demo people's password. */
async function showWhoIAm(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog").last();
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await dialog.getByRole("button", { name: /^(Go on|Confirm|Continue)/ }).click();
}

/** Another day each time: two people of one name and day would be told from each other first. */
const birthDate = (): string => new Date(Date.UTC(1940, 0, 1 + Math.floor(Math.random() * 20_000))).toISOString().slice(0, 10);

async function registered(browser: Browser, familyName: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAs(page, "Sam Becker");
  await sendCommand(page, "people/register-patient", { givenName: "Nora", familyName, birthDate: birthDate(), locale: "en", zone: "Europe/Zurich" });
  await context.close();
}

async function look(page: Page, familyName: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Name" }).fill("");
  await page.getByRole("searchbox", { name: "Name" }).fill(familyName);
  await page.getByRole("button", { name: `Look at the record of Nora ${familyName}` }).click();
}

test("RET-4, RET-5, RET-7: an admin holds a record, lifts the hold, deletes it and reads the receipt", async ({ browser, page }) => {
  const familyName = `Quist${Date.now().toString(36)}`;
  await registered(browser, familyName);
  await signInAs(page, "Mara Lindqvist");
  const seen = watch(page);
  await page.goto("/settings/retention");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What is kept for how long");
  expect(await violations(page)).toEqual([]);

  await look(page, familyName);
  await page.getByLabel("Why it must be kept").fill("Court of Zurich, file 2026-114");
  await page.getByRole("button", { name: "Place a hold" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(/^Placed by Mara Lindqvist .*Court of Zurich, file 2026-114/)).toBeVisible();
  await look(page, familyName);
  await expect(page.getByText("A legal hold stands.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete for good" })).toHaveCount(0);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: `Lift the hold on Nora ${familyName}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lift", exact: true }).click();
  await expect(page.getByText("Court of Zurich, file 2026-114")).toHaveCount(0);

  await look(page, familyName);
  expect(await violations(page, "dialog[open]")).toEqual([]);
  await page.getByLabel("Family name, to be sure").fill("Somebody");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await showWhoIAm(page);
  await expect(page.getByText("This is not the family name of this record.")).toBeVisible();
  await page.getByLabel("Family name, to be sure").fill(familyName);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("As it was written").first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Name" }).fill("");
  await page.getByRole("searchbox", { name: "Name" }).fill(familyName);
  await expect(page.getByText("Nobody has this name.")).toBeVisible();
  expect(seen.errors).toEqual([]);
  expect(seen.foreign).toEqual([]);
});

test("RET-3: a rule is changed after showing who one is, never below the least", async ({ page }) => {
  await signInAs(page, "Mara Lindqvist");
  await page.goto("/settings/retention");
  await page.getByRole("button", { name: "Change: Health records" }).click();
  await page.getByLabel("Years").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await showWhoIAm(page);
  await expect(page.getByText("This is too short.")).toBeVisible();
  await page.getByLabel("Years").fill("12");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/Kept 12 years after the last visit/)).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`the page of keeping fits a small screen and is accessible: ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 320, height: 700 });
    await signInAs(page, "Mara Lindqvist");
    await page.goto("/settings/retention");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
  });
}
