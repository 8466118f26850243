import { expect, type BrowserContext, type Page } from "@playwright/test";
import { linkIn, newestMail, signInAs } from "./e2e";

/** A patient whom nobody else in the tests meets. */
export interface TestPatient {
  readonly given: string;
  readonly family: string;
  readonly email: string;
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/** Invents a patient; names hold letters only, as most names do. */
export function inventPatient(): TestPatient {
  const tail = Array.from({ length: 7 }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
  const family = `Z${tail}`;
  return { given: "Lena", family, email: `lena.${tail}@patients.example.test` };
}

/** Where and with whom a visit was booked. */
export interface Booking {
  readonly clinician: string;
  readonly steps: number;
}

/** The desk registers the patient and books the first time that fits. Steps count from the search to "booked". */
export async function bookFirstFit(page: Page, patient: TestPatient): Promise<Booking> {
  await signInAs(page, "Sam Becker");
  await expect(page).toHaveURL(/\/schedule/);
  await registerAtDesk(page, patient);
  await page.goto("/schedule");
  let steps = 0;
  await page.getByRole("combobox", { name: "For" }).or(page.getByLabel("For", { exact: true })).first().fill(patient.family);
  steps += 1;
  await page.getByRole("option", { name: new RegExp(patient.family) }).click();
  steps += 1;
  const offer = page.getByRole("button", { name: /^Take / }).first();
  const label = (await offer.getAttribute("aria-label")) ?? "";
  await offer.click();
  steps += 1;
  await page.getByRole("button", { name: /^Book \d/ }).click();
  steps += 1;
  await expect(page.getByText(new RegExp(`Booked .*${patient.family}`)).first()).toBeVisible();
  const clinician = label.split(", ").at(-1) ?? "";
  return { clinician, steps };
}

async function registerAtDesk(page: Page, patient: TestPatient): Promise<void> {
  await page.goto("/people");
  await page.getByRole("button", { name: "Register a patient" }).or(page.getByRole("link", { name: "Register a patient" })).first().click();
  await page.getByLabel("Given name").fill(patient.given);
  await page.getByLabel("Family name").fill(patient.family);
  await page.getByLabel("Date of birth").first().fill("1968-03-02");
  await page.getByLabel(/^Mail/).fill(patient.email);
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await expect(page.getByText(new RegExp(patient.family)).first()).toBeVisible();
}

/** The patient follows the mailed link, says who and where they are, and checks their devices. */
export async function comeToTheWaitingRoom(context: BrowserContext, page: Page, patient: TestPatient): Promise<void> {
  await page.goto(linkIn(await newestMail(context, patient.email, /\/join#/)));
  await expect(page.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  await page.getByLabel("Your first or last name").fill(patient.given);
  await page.getByLabel("Day").fill("2");
  await page.getByLabel("Month").selectOption("3");
  await page.getByLabel("Year").fill("1968");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Where you are right now").fill("Bahnhofstrasse 12, Zürich");
  await page.getByLabel("A number that reaches you now").fill("+41 79 555 01 99");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Turn on camera and microphone" }).click();
  await expect(page.getByText("We hear you").first()).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  const enter = page.getByRole("button", { name: "Go to the waiting room" });
  const waiting = page.getByRole("heading", { name: /^You’re here\./ });
  await expect(enter.or(waiting).first()).toBeVisible();
  if (await enter.isVisible()) await enter.click();
  await expect(waiting).toBeVisible();
}
