import type { BrowserContext, Page } from "@playwright/test";
import { chooseAtDemo, linkIn, newestMail } from "./e2e";
import { addClinician } from "./test-clinician";
import { expect } from "./expect";

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

const CLINIC_ZONE = "Europe/Zurich";

/** Date and clock time some minutes from now in the clinic's zone, on a round five minutes. */
export function soon(): { readonly date: string; readonly time: string; readonly zone: string } {
  const atMs = Math.ceil((Date.now() + 120_000) / 300_000) * 300_000;
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: CLINIC_ZONE, hour: "2-digit", minute: "2-digit" }).format(atMs);
  return { date: new Intl.DateTimeFormat("en-CA", { timeZone: CLINIC_ZONE }).format(atMs), time, zone: CLINIC_ZONE };
}

/** The desk registers the patient and books them in a few minutes, by hand. Steps count from the search to "booked". */
export async function bookAtDesk(page: Page, patient: TestPatient): Promise<Booking> {
  const clinician = await addClinician();
  await chooseAtDemo(page, "Sam Becker");
  await expect(page).toHaveURL(/\/schedule/);
  await registerAtDesk(page, patient);
  await page.goto("/schedule");
  let steps = 0;
  const act = async (work: Promise<unknown>): Promise<void> => {
    await work;
    steps += 1;
  };
  await act(searchPatient(page, patient));
  await act(page.getByRole("option", { name: new RegExp(patient.family) }).click());
  await act(page.getByRole("combobox", { name: "With" }).selectOption(clinician));
  await act(page.getByRole("textbox", { name: "Time" }).fill(soon().time));
  await act(page.getByRole("button", { name: /^Book \d\d:\d\d$/ }).click());
  await expect(page.getByText(new RegExp(`Booked .*${patient.family}`)).first()).toBeVisible();
  return { clinician, steps };
}

/** Types until the list opens: a page that has just loaded may not listen yet. */
async function searchPatient(page: Page, patient: TestPatient): Promise<void> {
  const search = page.getByRole("combobox", { name: "For" });
  const option = page.getByRole("option", { name: new RegExp(patient.family) });
  await expect(async () => {
    await search.fill("");
    await search.pressSequentially(patient.family, { delay: 15 });
    await expect(option).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
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

/**
 * The patient follows the mailed link, says who and where they are, and checks their devices. `goOn` is the
 * button at the end of the check; without a device it has other words.
 */
export async function comeToTheWaitingRoom(context: BrowserContext, page: Page, patient: TestPatient, goOn = "Continue"): Promise<void> {
  await page.goto(linkIn(await newestMail(context, patient.email, /\/join#/)));
  await confirmWhoTheyAre(page, patient);
  await sayWhereTheyAre(page);
  // Permission was given before, so the check begins by itself.
  await expect(page.getByText("We hear you").first()).toBeVisible();
  await page.getByRole("button", { name: goOn }).click();
  await expect(page.getByRole("heading", { name: /^You’re here\./ })).toBeVisible();
}

/** Lets the patient in, from a page that has just loaded and may not listen yet. */
export async function admit(staff: Page, patient: TestPatient): Promise<void> {
  await expect(async () => {
    await staff.getByRole("button", { name: new RegExp(`Admit .*${patient.family}`) }).click();
    await expect(staff).toHaveURL(/\/visit\//, { timeout: 8_000 });
  }).toPass({ timeout: 60_000 });
}

/** Name and birth date, as the desk took them down. */
export async function confirmWhoTheyAre(page: Page, patient: TestPatient): Promise<void> {
  await expect(page.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  await page.getByLabel("Your first or last name").fill(patient.given);
  await page.getByLabel("Day").fill("2");
  await page.getByLabel("Month").selectOption("3");
  await page.getByLabel("Year").fill("1968");
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The place and a number, for when a call breaks off or help must be sent. */
export async function sayWhereTheyAre(page: Page): Promise<void> {
  await page.getByLabel("Where you are right now").fill("Bahnhofstrasse 12, Zürich");
  await page.getByLabel("A number that reaches you now").fill("+41 79 555 01 99");
  // Asked once for each version of the practice's words.
  const agree = page.getByRole("checkbox", { name: /^I agree to be seen by video/ });
  if (await agree.isVisible()) await agree.check();
  await page.getByRole("button", { name: "Continue" }).click();
}
