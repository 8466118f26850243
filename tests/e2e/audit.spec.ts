import { readFile } from "node:fs/promises";
import { signInAs, violations, watch } from "../support/e2e";
import { expect, test } from "../support/test";

test("the auditor finds who opened a record, opens the entry, and is asked who they are before taking it along", async ({ page, browser }) => {
  const clinician = await (await browser.newContext()).newPage();
  await signInAs(clinician, "Ines Moreau");
  const seen = watch(page);
  await signInAs(page, "Otto Brandt");
  await page.goto("/audit");
  await expect(page.getByRole("heading", { name: "Who saw what", level: 1 })).toBeVisible();
  await expect(page.getByText(/\d+ entr(y|ies)/).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole("combobox", { name: "Person or patient" }).click();
  await page.getByRole("combobox", { name: "Person or patient" }).pressSequentially("moreau");
  await page.getByRole("option", { name: /Ines Moreau/ }).click();
  await expect(page.getByText("What Dr. Ines Moreau did")).toBeVisible();
  await page.getByLabel("Action", { exact: true }).selectOption({ label: "Opened the day" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const first = page.getByRole("listitem").filter({ hasText: "Dr. Ines Moreau: Opened the day" }).first();
  await expect(first).toBeVisible();
  await first.getByRole("button").click();
  await expect(first.getByText("visit.list_today")).toBeVisible();
  await expect(first.getByText("Place in the chain")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole("button", { name: "Table (CSV)" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const fetched = page.waitForEvent("download");
  await dialog.getByLabel("Password").fill("harbour-lights-2026");
  await dialog.getByRole("button", { name: "Go on" }).click();
  const file = await fetched;
  expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^id,at,actor_kind,/);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toContain("visit.list_today");
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});

test("nobody else reads the audit: a clinician is told so, and nothing of it is in the page", async ({ page }) => {
  await signInAs(page, "Ines Moreau");
  await page.goto("/audit");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("The chain")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test("a patient reads who looked at their record, in plain words", async ({ page }) => {
  await signInAs(page, "Amira Haddad");
  await expect(page).toHaveURL(/\/home/);
  await page.getByRole("link", { name: "Who looked at your record" }).click();
  await expect(page.getByRole("heading", { name: "Who looked at your record", level: 1 })).toBeVisible();
  await expect(page.getByText("You", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/[a-z]+\.[a-z]+_[a-z]+/)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
