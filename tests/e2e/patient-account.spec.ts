import { addAuthenticator } from "../support/authenticator";
import { newestMail, signInAs, violations, watch } from "../support/e2e";
import { registerByCommand, sendCommand } from "../support/desk-steps";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

test("PPL-25, PPL-26, PPL-27: the desk asks a patient to have an account, who says who they are and signs in", async ({ page, browser, context }) => {
  const patient = inventPatient();
  await signInAs(page, "Sam Becker");
  const { id } = await sendCommand<{ id: string }>(page, "people/register-patient", {
    givenName: patient.given,
    familyName: patient.family,
    birthDate: "1968-03-02",
    email: patient.email,
    locale: "en",
    zone: "Europe/Zurich",
  });
  await page.goto(`/people/${id}`);
  await page.getByRole("tab", { name: "Account" }).click();
  await expect(page.getByText("No account")).toBeVisible();
  await page.getByRole("button", { name: "Invite to have an account" }).click();
  await expect(page.locator("[data-account=invited]")).toBeVisible();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.locator("[data-account=none]")).toBeVisible();
  await page.getByRole("button", { name: "Invite to have an account" }).click();
  await expect(page.locator("[data-account=invited]")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const link = /https?:\/\/\S+\/your-account#[\w-]+/.exec(await newestMail(context, patient.email, /\/your-account#/))?.[0] ?? "";
  const lena = await (await browser.newContext({ viewport: { width: 390, height: 780 } })).newPage();
  const seen = watch(lena);
  await lena.goto(link);
  await expect(lena).not.toHaveURL(/#/);
  await expect(lena.getByRole("heading", { name: /^Your account with / })).toBeVisible();
  await expect(lena.getByText(patient.family)).toHaveCount(0);
  expect(await violations(lena)).toEqual([]);
  const say = async (year: string): Promise<void> => {
    await lena.getByLabel("Your first or last name").fill(patient.given);
    await lena.getByLabel("Day").fill("2");
    await lena.getByLabel("Month").selectOption("3");
    await lena.getByLabel("Year").fill(year);
    await lena.getByLabel("Choose a password").fill("seven quiet harbour boats");
    await lena.getByRole("button", { name: "Make my account" }).click();
  };
  await say("1971");
  await expect(lena.getByText("That does not fit together. You can try 4 more times.")).toBeVisible();
  await say("1968");
  await lena.getByRole("link", { name: "Sign in" }).click();
  await lena.getByLabel("Mail address").fill(patient.email);
  await lena.getByLabel("Password", { exact: true }).fill("seven quiet harbour boats");
  await lena.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(lena).toHaveURL(/\/home/);
  await expect(lena.getByRole("heading", { name: "Your visits" })).toBeVisible();
  expect(seen.foreign).toEqual([]);

  await page.reload();
  await page.getByRole("tab", { name: "Account" }).click();
  await expect(page.locator("[data-account=active]")).toContainText(patient.email);
});

test("PPL-27: a patient who wants a passkey signs in once by the press of a link, saves one, and comes back with it", async ({ page, browser, context }) => {
  const patient = inventPatient();
  await signInAs(page, "Sam Becker");
  await sendCommand(page, "people/invite-account", { patientId: await registerByCommand(page, patient) });
  const link = /https?:\/\/\S+\/your-account#[\w-]+/.exec(await newestMail(context, patient.email, /\/your-account#/))?.[0] ?? "";

  const lena = await (await browser.newContext()).newPage();
  await addAuthenticator(lena);
  await lena.goto(link);
  await lena.getByRole("button", { name: "Use a passkey instead" }).click();
  await lena.getByLabel("Your first or last name").fill(patient.given);
  await lena.getByLabel("Day").fill("2");
  await lena.getByLabel("Month").selectOption("3");
  await lena.getByLabel("Year").fill("1968");
  await lena.getByRole("button", { name: "Make my account" }).click();
  await lena.getByRole("link", { name: "Sign in" }).click();
  await expect(lena.getByRole("heading", { name: "One step to go" })).toBeVisible();
  await lena.getByRole("button", { name: "Sign in" }).click();
  await expect(lena).toHaveURL(/\/home/);

  await lena.goto("/account/security");
  await lena.getByRole("button", { name: "Add a passkey" }).click();
  await lena.getByLabel("Name of this passkey").fill("My phone");
  await lena.getByRole("button", { name: "Add a passkey" }).click();
  await expect(lena.getByRole("heading", { name: "Keep these ten codes" })).toBeVisible();
  await lena.getByRole("button", { name: "I kept them" }).click();
  await expect(lena.getByRole("button", { name: "Rename My phone" })).toBeVisible();
  await lena.goto("/sign-out");
  await lena.getByRole("button", { name: "Sign out" }).click();
  await expect(lena.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await lena.goto("/sign-in");
  await lena.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(lena).toHaveURL(/\/home/);
});
