import { type Page } from "@playwright/test";
import { bookSoon } from "../support/desk-steps";
import { newestMail, signInAs, violations, watch } from "../support/e2e";
import { picture } from "../support/picture";
import { loadTestLevel } from "../support/test-level";
import { confirmWhoTheyAre, inventPatient, sayWhereTheyAre } from "../support/visit-steps";
import { expect, test } from "../support/test";

/** The desk asks somebody to act for the patient, in visits. */
async function inviteHelper(page: Page, family: string, email: string): Promise<void> {
  await page.goto("/people");
  await page.getByRole("searchbox").or(page.getByRole("combobox")).first().fill(family);
  await page.getByRole("link", { name: new RegExp(family) }).first().click();
  await page.getByRole("tab", { name: "Helpers" }).click();
  await page.getByRole("button", { name: "Invite a helper" }).click();
  await page.getByLabel("Name").fill("Marta Novak");
  await page.getByLabel("Mail").fill(email);
  await page.getByRole("checkbox", { name: /See and join visits/ }).check();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("Invited, not taken up yet", { exact: false })).toBeVisible();
}

test("VISIT-14, VISIT-15: somebody joins the visit of a patient for whom they act, by their own account", async ({ page, browser, context }) => {
  test.setTimeout(420_000);
  await loadTestLevel(page);
  const patient = inventPatient();
  const { clinician } = await bookSoon(page, patient);
  const email = `marta.${patient.family.toLowerCase()}@helpers.example.test`;
  await inviteHelper(page, patient.family, email);
  const invitation = /https?:\/\/\S+\/proxy#[\w-]+/.exec(await newestMail(context, email, /\/proxy#/))?.[0] ?? "";

  const phone = { viewport: { width: 390, height: 780 } };
  const helper = await (await browser.newContext({ ...phone, permissions: ["camera", "microphone"] })).newPage();
  const seen = watch(helper);
  await loadTestLevel(helper);
  await helper.goto(invitation);
  await helper.getByRole("button", { name: "Yes, I help" }).click();
  await helper.getByRole("link", { name: "Sign in" }).click();
  await helper.getByRole("button", { name: /sign in/i }).click();
  await helper.getByRole("link", { name: new RegExp(`Visits of ${patient.given}`) }).click();
  await helper.getByRole("link", { name: "Join" }).click();
  await expect(helper.getByRole("heading", { name: new RegExp(`Join the visit of ${patient.given}`) })).toBeVisible();
  expect(await violations(helper)).toEqual([]);
  await helper.getByRole("button", { name: "Join" }).click();

  await expect(helper.getByRole("heading", { name: `Hello Marta Novak. Where is ${patient.given} now?` })).toBeVisible();
  expect(await violations(helper)).toEqual([]);
  await helper.getByLabel(`Where ${patient.given} is right now`).fill("Bahnhofstrasse 12, Zürich");
  await helper.getByLabel("A number that reaches you now").fill("+41 79 555 01 99");
  const agree = helper.getByRole("checkbox", { name: `I agree, for ${patient.given}, to be seen by video` });
  if (await agree.isVisible()) await agree.check();
  await helper.getByRole("button", { name: "Continue" }).click();
  await expect(helper.getByText("We hear you").first()).toBeVisible();
  await helper.getByRole("button", { name: "Continue" }).click();
  await expect(helper.getByRole("heading", { name: /^You’re here\./ })).toBeVisible();

  await signInAs(page, clinician);
  await page.getByRole("link", { name: new RegExp(patient.family) }).or(page.getByRole("button", { name: /^Admit / })).first().waitFor();
  const visitId = /visit\/([0-9a-f-]{36})/.exec(helper.url())?.[1] ?? "";
  await page.goto(`/visit/${visitId}`);
  await expect(page.getByRole("heading", { name: `Marta Novak waits for ${patient.given}` })).toBeVisible();
  await page.getByRole("button", { name: /^Admit / }).click();
  await expect(helper.locator("[data-stage=room]")).toBeAttached();
  const tile = page.getByRole("figure").filter({ hasText: "Marta Novak" });
  await expect(tile).toContainText(`for ${patient.given}`, { timeout: 60_000 });
  await expect(page.locator("[data-remote-video='playing']")).toBeVisible({ timeout: 90_000 });

  // The patient's own link still is the patient's, and brings them into the same room.
  const lena = await (await browser.newContext({ ...phone, permissions: ["camera", "microphone"] })).newPage();
  await loadTestLevel(lena);
  await lena.goto(/https?:\/\/\S+\/join#[\w-]+/.exec(await newestMail(context, patient.email, /\/join#/))?.[0] ?? "");
  await confirmWhoTheyAre(lena, patient);
  if (await lena.getByLabel("Where you are right now").isVisible()) await sayWhereTheyAre(lena);
  await expect(lena.locator("[data-stage=room]")).toBeAttached();
  await expect(page.getByRole("figure").filter({ hasText: patient.given }).filter({ hasNotText: "for " })).toBeVisible({ timeout: 90_000 });
  await expect(tile).toBeVisible();
  await picture(page, "room-three");
  await picture(lena, "room-three-patient");
  expect(seen.refused).toEqual([]);
  expect(seen.foreign).toEqual([]);
});
