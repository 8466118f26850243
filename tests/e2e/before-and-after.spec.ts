import { type Page } from "@playwright/test";
import { bookSoon, sendCommand } from "../support/desk-steps";
import { linkIn, newestMail, signInAs, violations } from "../support/e2e";
import { paintByKeys, paintByMouse, paintInTheRoom, putPainInNote } from "../support/pain-steps";
import { loadTestLevel } from "../support/test-level";
import { comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const PHONE = { width: 390, height: 780 };

/** A page whose scripts don't arrive until `release`: what a slow line shows for seconds. */
async function holdScripts(page: Page): Promise<{ release: () => Promise<void> }> {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await gate;
    // The page that asked may be gone by now.
    await route.continue().catch(() => undefined);
  });
  return {
    release: async () => {
      open();
      await page.unrouteAll({ behavior: "ignoreErrors" });
    },
  };
}

test("Admit counts before the page's scripts are there; after the end the link says where the summary is", async ({ browser, page: staff }) => {
  test.setTimeout(300_000);
  const somebody = inventPatient();
  const booking = await bookSoon(staff, somebody);
  const patientContext = await browser.newContext({ viewport: PHONE });
  const patient = await patientContext.newPage();
  await Promise.all([loadTestLevel(staff), loadTestLevel(patient)]);
  const link = linkIn(await newestMail(patientContext, somebody.email, /\/join#/));
  await comeToTheWaitingRoom(patientContext, patient, somebody);
  await test.step("PAIN-1, PAIN-5, PAIN-10: where it hurts is painted while one waits, with the mouse and by keys alone", async () => {
    await paintByMouse(patient);
    await paintByKeys(patient);
  });
  await signInAs(staff, booking.clinician);

  const visitId = await test.step("a press on Admit, with no script on the page yet, lets the patient in", async () => {
    const scripts = await holdScripts(staff);
    await staff.goto("/today", { waitUntil: "commit" });
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click({ noWaitAfter: true });
    await staff.waitForURL(/\/visit\/[\w-]+$/, { waitUntil: "commit" });
    await expect(patient.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
    await scripts.release();
    await staff.reload();
    await expect(staff.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
    return staff.url().split("/").at(-1) ?? "";
  });

  await test.step("PAIN-3, PAIN-5: in the visit the patient paints on, and the clinician reads it beside the model", async () => {
    const patience = { timeout: 60_000 };
    const places = staff.locator("dialog.pain-dialog");
    await staff.getByRole("button", { name: "Where it hurts" }).click(patience);
    await expect(places).toContainText("Left knee", patience);
    await expect(places).not.toContainText("Right knee");
    await staff.keyboard.press("Escape");
    await expect(places).toHaveCount(0);
    await paintInTheRoom(patient);
    await staff.getByRole("button", { name: "Where it hurts" }).click(patience);
    await expect(places).toContainText("Right knee", patience);
    await staff.keyboard.press("Escape");
  });

  await test.step("the link of the ended visit opens kindly: over, where the summary is, how to reach the practice", async () => {
    await sendCommand(staff, "visits/end", { visitId });
    await expect(patient.getByRole("heading", { name: "Your visit is over" })).toBeVisible();
    const later = await (await browser.newContext({ viewport: PHONE })).newPage();
    await later.goto(link);
    await expect(later.getByRole("heading", { name: "Your visit is over" })).toBeVisible();
    await expect(later.getByText(/For anything else, call Harbour Heart Clinic/)).toBeVisible();
    expect(await violations(later)).toEqual([]);
    await later.getByRole("link", { name: "See your summary" }).click();
    await expect(later.getByRole("button", { name: "Send me a code" })).toBeVisible();
    await later.context().close();
  });
  await test.step("beside the note, the clinician reads where it hurts and puts it in", async () => {
    await staff.goto(`/visit/${visitId}/note`);
    await putPainInNote(staff);
  });
  await patientContext.close();
});

test("what is typed before the scripts are there goes into no address, and is sent once they are", async ({ page }) => {
  const scripts = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("Mail address").fill("ines.moreau@harbour.example.test");
  await page.getByLabel("Password").fill("harbour-lights-2026");
  await page.getByLabel("Password").press("Enter");
  const submit = page.getByRole("button", { name: /^Sign in( …)?$/ });
  await submit.click({ force: true });
  await expect(page).toHaveURL(/\/sign-in$/);
  await scripts.release();
  await expect(submit).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByLabel("Password")).toHaveValue("harbour-lights-2026");
  await submit.click();
  // A password alone is one factor: the way leads to the second.
  await expect(page).toHaveURL(/\/account\/security\/start/);
});
