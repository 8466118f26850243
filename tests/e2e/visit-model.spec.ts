import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { pull, removeOrgans, type PullOrder } from "../../scripts/anatomy/atlas/pull";
import { waitByCalls } from "../support/arrive";
import { makeLibrary } from "../support/atlas-library";
import { bookSoon } from "../support/desk-steps";
import { signInAs, watch } from "../support/e2e";
import { loadTestLevel } from "../support/test-level";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const ATLAS = "hra-vh-f-heart";
const shows = (page: Page, model: string) => expect(page.locator(`[data-model=${model}]`)).toHaveCount(1, { timeout: 60_000 });
const choice = (page: Page) => page.getByRole("combobox", { name: "Model" }).filter({ visible: true });

test("ROOM-19: the clinician chooses the heart that both see; it outlives a reload, is undone, and a missing one is said kindly", async ({ browser }) => {
  test.setTimeout(300_000);
  test.skip(process.env.BEDSIDE_TEST_STATE_DIR === undefined, "the product was not started by npm test, so its folder is not known");
  const folder = mkdtempSync(join(tmpdir(), "bedside-library-"));
  const order: PullOrder = { library: await makeLibrary(folder), names: [], all: false, from: folder, out: join(process.env.BEDSIDE_TEST_STATE_DIR ?? "", "atlas"), say: () => undefined };
  await pull(order);
  try {
    const staff = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
    const patientContext = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const patient = await patientContext.newPage();
    await loadTestLevel(staff);
    await loadTestLevel(patient);
    const seen = watch(staff);
    const somebody = inventPatient();
    const booking = await bookSoon(staff, somebody);
    await signInAs(staff, booking.clinician);
    await waitByCalls(patientContext, patient, somebody.email);
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
    await expect(patient.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
    await shows(staff, "heart");
    await shows(patient, "heart");

    await choice(staff).selectOption({ label: "Human Reference Atlas heart" });
    await shows(staff, ATLAS);
    await shows(patient, ATLAS);
    await expect(patient.locator(`[data-source=${ATLAS}]`).filter({ visible: true })).toContainText("CC BY 4.0");
    await expect(choice(patient)).toHaveCount(0);
    await expect(staff.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });

    await patient.reload();
    await shows(patient, ATLAS);

    await staff.getByRole("toolbar").getByRole("button", { name: "Undo", exact: true }).filter({ visible: true }).click();
    await shows(staff, "heart");
    await shows(patient, "heart");
    expect(seen.errors).toEqual([]);

    // What moves by itself and what the model has are the same for both, and for whoever comes anew.
    const inside = (page: Page, attribute: string) => page.locator("[data-cuts]").getAttribute(attribute);
    const alike = (attribute: string, holds: RegExp) =>
      expect
        .poll(async () => {
          const [own, other] = [await inside(staff, attribute), await inside(patient, attribute)];
          return own === other && holds.test(own ?? "");
        }, { timeout: 60_000 })
        .toBe(true);
    const rail = (page: Page, name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true }).filter({ visible: true });
    const panel = staff.getByRole("region", { name: "Look inside" });
    await rail(staff, "Let the heart beat").click();
    await panel.getByRole("button", { name: "Let it beat" }).click();
    await alike("data-beat", /"on":true/);
    await panel.getByRole("button", { name: "As it was drawn" }).click();
    await alike("data-beat", /null/);
    await rail(staff, "Show a condition").click();
    await expect(rail(patient, "Show a condition")).toHaveCount(0);
    await panel.locator("[data-condition-list] input").last().check();
    await alike("data-condition", /stenosis/);
    await expect(patient.locator("[data-shows*=stenosis]")).toBeVisible();
    await panel.getByRole("radio", { name: "Beside the healthy one" }).check();
    await alike("data-beside", /healthy/);
    await patient.reload();
    await expect(patient.locator("[data-shows*=stenosis]")).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => inside(patient, "data-beside"), { timeout: 60_000 }).toBe("healthy");

    // ANA-414: the knee is bent for both to the same angle, and straight again for both by one undo.
    await choice(staff).selectOption({ label: "Bedside’s left knee" });
    await shows(patient, "knee");
    await rail(staff, "Bend the knee").click();
    await panel.getByRole("button", { name: "90°" }).click();
    await alike("data-bend", /^90$/);
    await rail(staff, "Undo").click();
    await alike("data-bend", /^0$/);

    await choice(staff).selectOption({ label: "Human Reference Atlas heart" });
    await shows(patient, ATLAS);
    await removeOrgans(order);
    await patient.reload();
    await expect(patient.getByText("The chosen model is not on this server any more.")).toBeVisible({ timeout: 60_000 });
    await shows(patient, "heart");
  } finally {
    await removeOrgans(order);
    rmSync(folder, { recursive: true, force: true });
  }
});
