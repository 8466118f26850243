import { randomUUID } from "node:crypto";
import { type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../prisma/seed/people";
import { waitByCalls } from "../support/arrive";
import { bookSoonWith, registerByCommand } from "../support/desk-steps";
import { signInAs, violations } from "../support/e2e";
import { addClinician, giveDemoPassword } from "../support/test-clinician";
import { expect, test } from "../support/test";
import { loadTestLevel } from "../support/test-level";
import { inventPatient } from "../support/visit-steps";

/** A patient whom nobody takes care of yet, registered by the desk. */
async function registerStranger(page: Page): Promise<{ id: string; name: string }> {
  await signInAs(page, "Sam Becker");
  // Like nobody else, run after run: the desk would be asked whether they are the same person.
  const familyName = [...randomUUID().replaceAll("-", "").slice(0, 12)].map((digit) => "bdfgklmnprstvzhq"[parseInt(digit, 16)]).join("");
  const birthDate = `19${40 + Math.floor(Math.random() * 50)}-0${1 + Math.floor(Math.random() * 9)}-1${Math.floor(Math.random() * 10)}`;
  const response = await page.request.post("/api/people/register-patient", {
    data: { givenName: "Nora", familyName, birthDate, locale: "en", zone: "Europe/Zurich" },
    headers: { "x-bedside-actor": "session", "idempotency-key": randomUUID() },
  });
  expect(response.ok(), await response.text()).toBe(true);
  const { value } = (await response.json()) as { value: { id?: string; patient?: { id: string } } };
  return { id: value.id ?? value.patient?.id ?? "", name: `Nora ${familyName}` };
}

/** Goes through the door of a record that is not theirs: a reason, words, and who one is once more. */
async function openInEmergency(clinician: Page): Promise<void> {
  await clinician.getByRole("button", { name: "Open it in an emergency" }).click();
  await clinician.getByRole("button", { name: "Open the record for 60 minutes" }).click();
  await expect(clinician.getByText("Choose why.")).toBeVisible();
  await clinician.getByRole("radio", { name: /Cover for a colleague/ }).check();
  await clinician.getByLabel("In your own words").fill("Covering tonight for a colleague on leave");
  await clinician.getByRole("button", { name: "Open the record for 60 minutes" }).click();
  // A grave step: who one is must be shown again.
  const dialog = clinician.getByRole("dialog");
  await dialog.getByLabel("Password").fill(DEMO_PASSWORD);
  await dialog.getByRole("button", { name: "Go on" }).click();
}

test("ACC-40, ACC-42, ACC-45: a clinician opens a record in an emergency, ends it, and the auditor judges it", async ({ browser }) => {
  const desk = await browser.newPage();
  const patient = await registerStranger(desk);
  const clinician = await (await browser.newContext()).newPage();
  await signInAs(clinician, "Kenji Sato");
  await clinician.goto(`/people/${patient.id}`);
  await expect(clinician.getByRole("heading", { name: "You don’t take care of this patient" })).toBeVisible();
  expect(await violations(clinician)).toEqual([]);
  await openInEmergency(clinician);
  await expect(clinician.getByText(`Emergency access to the record of ${patient.name}.`)).toBeVisible();
  await expect(clinician.getByRole("heading", { name: patient.name })).toBeVisible();
  expect(await violations(clinician)).toEqual([]);
  await clinician.goto("/today");
  await clinician.getByRole("button", { name: /End emergency access/ }).click();
  await expect(clinician.getByText(/Emergency access to the record/)).toHaveCount(0);
  await clinician.goto(`/people/${patient.id}`);
  await expect(clinician.getByRole("heading", { name: "You don’t take care of this patient" })).toBeVisible();

  const auditor = await (await browser.newContext()).newPage();
  await signInAs(auditor, "Otto Brandt");
  await auditor.goto("/review");
  const entry = auditor.getByRole("listitem").filter({ hasText: patient.name });
  await expect(entry.getByText("Covering tonight for a colleague on leave")).toBeVisible();
  expect(await violations(auditor)).toEqual([]);
  await entry.getByRole("radio", { name: "It was right" }).check();
  await entry.getByLabel("Why you think so").fill("The rota says so as well");
  await entry.getByRole("button", { name: "Save the verdict" }).click();
  await expect(entry.getByText("The rota says so as well")).toBeVisible();
});

test("ROOM-21: a clinician in the room sees that the record stands open in an emergency, and ends that without leaving", async ({ browser }) => {
  const somebody = inventPatient();
  const name = `${somebody.given} ${somebody.family}`;
  const doctor = await addClinician();
  await giveDemoPassword(doctor);
  const desk = await browser.newPage();
  await signInAs(desk, "Sam Becker");
  const patientId = await registerByCommand(desk, somebody);

  // The record is opened before there is a visit; then the clinician takes the patient over.
  const clinician = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await loadTestLevel(clinician);
  await signInAs(clinician, doctor);
  await clinician.goto(`/people/${patientId}`);
  await openInEmergency(clinician);
  const banner = clinician.getByText(`Emergency access to the record of ${name}.`);
  await expect(banner).toBeVisible();
  const { visitId } = await bookSoonWith(desk, patientId, doctor);

  const patientContext = await browser.newContext({ viewport: { width: 390, height: 780 } });
  const patient = await patientContext.newPage();
  await loadTestLevel(patient);
  await waitByCalls(patientContext, patient, somebody.email);
  await clinician.goto(`/visit/${visitId}`);
  await expect(banner).toBeVisible();
  await clinician.getByRole("button", { name: /^Admit/ }).click();
  await expect(clinician.locator("[data-stage='room'] [data-connection='connected']")).toBeVisible({ timeout: 60_000 });
  await expect(banner).toBeVisible();
  expect(await violations(clinician, ".room-notices")).toEqual([]);

  await clinician.getByRole("button", { name: `End emergency access to the record of ${name} now` }).click();
  await expect(banner).toHaveCount(0);
  await expect(clinician.locator("[data-stage='room'] [data-connection='connected']")).toBeVisible();
  await expect(patient.locator("[data-stage='room'] [data-connection='connected']")).toBeVisible({ timeout: 60_000 });
});

test("ACC-47: an admin asks why somebody may, and hears the rule", async ({ page }) => {
  await signInAs(page, "Mara Lindqvist");
  await page.goto("/settings/access");
  await page.getByRole("searchbox", { name: "Find the patient" }).fill("a");
  await expect(page.getByLabel("Patient", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Explain" }).click();
  await expect(page.getByRole("status").getByRole("heading", { name: /may( not)?\.$/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
