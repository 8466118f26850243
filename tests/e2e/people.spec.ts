import { type Page } from "@playwright/test";
import { newestMail, signInAs } from "../support/e2e";
import { bookFarAhead, sendCommand } from "../support/desk-steps";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const ZONE = "Europe/Zurich";

/** The link in a mail, whatever it is for. */
function linkIn(mail: string): string {
  const link = /https?:\/\/\S+#[\w.-]+/.exec(mail)?.[0];
  if (link === undefined) throw new Error("the mail holds no link");
  return link;
}

/** A number that no record of an earlier try has: the desk would be asked whether they are the same person. */
const inventPhone = (): string => `+41 79 ${String(1_000_000 + Math.floor(Math.random() * 9_000_000))}`;

/** Puts a patient on file by the desk's own command. */
async function putOnFile(page: Page, more: Record<string, unknown>): Promise<string> {
  const { id } = await sendCommand<{ id: string }>(page, "people/register-patient", { birthDate: "1968-03-02", locale: "en", zone: ZONE, ...more });
  return id;
}

test("PPL-10, PPL-12: somebody registers themselves, confirms by mail, and the desk takes them on file", async ({ page, context }) => {
  const patient = inventPatient();
  await page.goto("/register");
  await expect(page.getByRole("heading", { name: /^Register with / })).toBeVisible();
  await page.getByLabel("Given name").fill(patient.given);
  await page.getByLabel("Family name").fill(patient.family);
  await page.getByLabel("Date of birth").fill("02.03.1968");
  await page.getByLabel("Mail", { exact: true }).fill(patient.email);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Look at your mail" })).toBeVisible();

  await page.goto(linkIn(await newestMail(context, patient.email, /\/register\/confirm#/)));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "The practice has your details" })).toBeVisible();
  expect(page.url()).not.toContain("#");

  await signInAs(page, "Sam Becker");
  await page.goto("/people/registrations");
  const line = page.getByRole("listitem").filter({ hasText: patient.family });
  await line.getByRole("button", { name: /^Take on file/ }).click();
  await expect(line).toBeHidden();
  await page.goto("/people");
  await page.getByRole("searchbox", { name: "Find a person" }).fill(patient.family);
  await expect(page.getByRole("link", { name: new RegExp(patient.family) })).toBeVisible();
});

test("PPL-14, PPL-21: details are changed, and two who change at once see both", async ({ page, context }) => {
  const patient = inventPatient();
  await signInAs(page, "Sam Becker");
  const id = await putOnFile(page, { givenName: patient.given, familyName: patient.family, email: patient.email });
  const other = await context.newPage();
  for (const each of [page, other]) {
    await each.goto(`/people/${id}`);
    // A page that has just loaded may not listen yet.
    await expect(async () => {
      await each.getByRole("tab", { name: "Details" }).click();
      await expect(each.getByLabel("Preferred name")).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  }
  await page.getByLabel("Preferred name").fill("Leni");
  await page.getByLabel("Phone", { exact: false }).first().fill("+41 79 555 01 31");
  await page.getByRole("checkbox", { name: "Captions" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.").first()).toBeVisible();
  await other.getByLabel("Phone", { exact: false }).first().fill("+41 79 555 01 32");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("heading", { name: /^Somebody else changed this record/ })).toBeVisible();
  await other.getByRole("radio", { name: /\+41 79 555 01 32/ }).check();
  await other.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(other.getByText("Saved.").first()).toBeVisible();
  await expect(other.getByLabel("Preferred name")).toHaveValue("Leni");
  await expect(other.getByLabel("Phone", { exact: false }).first()).toHaveValue("+41 79 555 01 32");
});

test("PPL-17, PPL-19: two records are merged, show as one, and are two again", async ({ page }) => {
  const patient = inventPatient();
  await signInAs(page, "Sam Becker");
  const booking = await bookFarAhead(page, patient);
  expect(booking.visitId).toMatch(/^[0-9a-f-]{36}$/);
  const search = await sendSearch(page, patient.family);
  const given = search[0] ?? "";
  const kept = await putOnFile(page, { givenName: patient.family, familyName: patient.given, phone: inventPhone(), confirmedDistinctFrom: [given] });
  await page.goto(`/people/merge?a=${kept}&b=${given}`);
  await page.getByRole("radio", { name: `${patient.given}`, exact: true }).first().check();
  await page.getByRole("button", { name: "Merge into one record" }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${kept}$`));
  await expect(page.getByText("Booked").first()).toBeVisible();
  await page.goto(`/people/${given}`);
  await expect(page).toHaveURL(new RegExp(`/people/${kept}$`));
  await page.getByRole("tab", { name: "Record" }).click();
  await page.getByRole("button", { name: "Take the merge back" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take the merge back" }).click();
  await expect(page.getByText(/^Taken back on /)).toBeVisible();
  await page.goto(`/people/${given}`);
  await expect(page).toHaveURL(new RegExp(`/people/${given}$`));
});

async function sendSearch(page: Page, text: string): Promise<string[]> {
  const response = await page.request.post("/api/people/search-patients", { data: { text }, headers: { "x-bedside-actor": "session" } });
  const body = (await response.json()) as { value: { patients: { id: string }[] } };
  return body.value.patients.map(({ id }) => id);
}

test("PPL-22: a helper is invited, takes it up, and looks after the patient's contact", async ({ page, browser, context }) => {
  const patient = inventPatient();
  await signInAs(page, "Sam Becker");
  const id = await putOnFile(page, { givenName: patient.given, familyName: patient.family, email: patient.email });
  await page.goto(`/people/${id}`);
  await page.getByRole("tab", { name: "Helpers" }).click();
  await page.getByRole("button", { name: "Invite a helper" }).click();
  const email = `karim.${patient.family.toLowerCase()}@helpers.example.test`;
  await page.getByLabel("Name").fill("Karim Haddad");
  await page.getByLabel("Mail").fill(email);
  await page.getByRole("checkbox", { name: "Change contact and needs" }).check();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByText("Invited, not taken up yet", { exact: false })).toBeVisible();

  const link = linkIn(await newestMail(context, email, /\/proxy#/));
  const helper = await (await browser.newContext()).newPage();
  await helper.goto(link);
  await expect(helper.getByRole("heading", { name: `${patient.given} asks for your help` })).toBeVisible();
  await helper.getByRole("button", { name: "Yes, I help" }).click();
  await helper.getByRole("link", { name: "Sign in" }).click();
  await helper.getByRole("button", { name: /sign in/i }).click();
  await expect(helper).toHaveURL(/\/home\/people/);
  await helper.getByRole("link", { name: new RegExp(`Details of ${patient.given}`) }).click();
  await expect(helper.getByText(new RegExp(`You act for ${patient.given}`))).toBeVisible();
  // Contact alone: how the patient is called is not the helper's to say (ACC-48).
  await expect(helper.getByRole("textbox", { name: "Pronouns" })).toHaveCount(0);
  await helper.getByLabel("Phone", { exact: false }).first().fill("+41 79 555 01 77");
  await helper.getByRole("button", { name: "Save" }).click();
  await expect(helper.getByText("Saved.").first()).toBeVisible();
  await helper.context().close();
});
