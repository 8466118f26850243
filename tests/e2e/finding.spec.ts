import { type Page } from "@playwright/test";
import { bookFarAhead } from "../support/desk-steps";
import { signInAs, violations } from "../support/e2e";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

/** Lets a query get no answer until the page is asked to heal. */
async function breakQuery(page: Page, name: string): Promise<() => Promise<void>> {
  const path = `**/api/${name}`;
  await page.route(path, (route) => route.fulfill({ status: 500, json: { error: { kind: "unavailable", code: "kit.broken" } } }));
  return () => page.unroute(path);
}

test("SRCH-5: who books learns that the search failed, and looks again without typing again", async ({ page }) => {
  const patient = inventPatient();
  await bookFarAhead(page, patient);
  await page.goto("/schedule");
  const heal = await breakQuery(page, "people/search-patients");
  const field = page.getByRole("combobox", { name: "For" });
  await field.fill(patient.family);
  await expect(page.getByRole("alert").filter({ hasText: "We could not look." })).toBeVisible();
  await expect(page.getByText("Nobody on file fits.")).toBeHidden();
  await expect(field).toHaveValue(patient.family);
  expect(await violations(page)).toEqual([]);
  await heal();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Try again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: new RegExp(patient.family) })).toBeVisible();
  await expect(page.getByText("We could not look.")).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "For" })).toContainText(patient.family);
});

test("SRCH-5: the list of people says that it failed instead of standing empty", async ({ page }) => {
  await signInAs(page, "Sam Becker");
  await page.goto("/people");
  const heal = await breakQuery(page, "people/search-patients");
  await page.getByRole("searchbox", { name: "Find a person" }).fill("haddad");
  await expect(page.getByText("We could not look.")).toBeVisible();
  await expect(page.getByText("Nobody on file fits.")).toBeHidden();
  await heal();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: /Haddad/ }).first()).toBeVisible();
});

test("SRCH-5: an auditor who looks for a person learns that it failed", async ({ page }) => {
  await signInAs(page, "Otto Brandt");
  await page.goto("/audit");
  const heal = await breakQuery(page, "audit/find-people");
  await page.getByRole("combobox", { name: "Person or patient" }).fill("haddad");
  await expect(page.getByRole("alert").filter({ hasText: "We could not look." })).toBeVisible();
  await expect(page.getByText("Nobody has that name.")).toBeHidden();
  await heal();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("option", { name: /Haddad/ }).first()).toBeVisible();
});

test("SRCH-5: the search over everything says that it failed, and looks again at one press", async ({ page }) => {
  const patient = inventPatient();
  await bookFarAhead(page, patient);
  await page.goto("/people");
  const heal = await breakQuery(page, "search/find");
  await page.getByRole("button", { name: "Find" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").fill(patient.family);
  await expect(dialog.getByRole("alert").filter({ hasText: "We can’t look now." })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await heal();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("option", { name: new RegExp(patient.family) }).first()).toBeVisible();
});
