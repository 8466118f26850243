import { type BrowserContext, type Page } from "@playwright/test";
import { bookFarAhead, sendCommand } from "../support/desk-steps";
import { linkIn, newestMail, signInAs, violations, watch } from "../support/e2e";
import { letItsTimePass } from "../support/test-clinician";
import { inventPatient, type TestPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const PHONE = { width: 390, height: 780 };
test.use({ viewport: PHONE });

/** A patient with a visit weeks ahead, and the link that came by mail. */
async function invite(page: Page, context: BrowserContext) {
  const patient = inventPatient();
  const booking = await bookFarAhead(page, patient);
  return { patient, ...booking, link: linkIn(await newestMail(context, patient.email, /\/join#/)) };
}

async function answer(page: Page, given: string, day = "2"): Promise<void> {
  await page.getByLabel("Your first or last name").fill(given);
  await page.getByLabel("Day").fill(day);
  await page.getByLabel("Month").selectOption("3");
  await page.getByLabel("Year").fill("1968");
  await page.getByRole("button", { name: "Continue" }).click();
}

async function confirm(page: Page, link: string, patient: TestPatient): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  await answer(page, patient.given);
  await expect(page.getByRole("heading", { name: `Hello ${patient.given}. Where are you now?` })).toBeVisible();
}

test("links that are wrong, cut in half or without their end say so, and open nothing", async ({ page, context }) => {
  const seen = watch(page);
  const { link } = await invite(page, context);
  await context.clearCookies();
  const origin = new URL(link).origin;
  const bad = [
    { address: `${origin}/join#${"x".repeat(43)}`, says: "We don’t know this link" },
    { address: link.slice(0, -20), says: "We don’t know this link" },
    { address: `${origin}/join`, says: "This link is not whole" },
  ];
  for (const { address, says } of bad) {
    await page.goto("about:blank");
    await page.goto(address);
    await expect(page.getByRole("heading", { name: says })).toBeVisible();
    await expect(page).toHaveURL(`${origin}/join`);
    expect(await violations(page)).toEqual([]);
  }
  expect((await context.cookies()).filter(({ name }) => name.startsWith("bedside-visit-"))).toEqual([]);
  // The whole link still works: the bad ones used nothing up.
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});

test("a visit that the desk cancels: whoever has it open sees so at once, and its link says so", async ({ page, context, browser }) => {
  const { patient, link, appointmentId } = await invite(page, context);
  const visitor = await (await browser.newContext({ viewport: PHONE })).newPage();
  await confirm(visitor, link, patient);
  await sendCommand(page, "scheduling/cancel-appointment", { appointmentId, version: 1 });
  await expect(visitor.getByRole("heading", { name: "This visit was cancelled" })).toBeVisible();
  const later = await (await browser.newContext({ viewport: PHONE })).newPage();
  await later.goto(link);
  await expect(later.getByRole("heading", { name: "This visit was cancelled" })).toBeVisible();
  await later.context().close();
  await visitor.context().close();
});

test("the link of a visit that nobody came to says so, and whom to call for a new time", async ({ page, context, browser }) => {
  const { patient, link, appointmentId } = await invite(page, context);
  const visitor = await (await browser.newContext({ viewport: PHONE })).newPage();
  await confirm(visitor, link, patient);
  await letItsTimePass(appointmentId);
  const later = await (await browser.newContext({ viewport: PHONE })).newPage();
  const title = "The time of this visit has passed";
  // The worker closes it within seconds; whoever has it open sees so by themselves.
  await expect(visitor.getByRole("heading", { name: title })).toBeVisible({ timeout: 60_000 });
  await later.goto(link);
  for (const each of [visitor, later]) {
    await expect(each.getByRole("heading", { name: title })).toBeVisible();
    await expect(each.getByText("For a new time, call Harbour Heart Clinic.")).toBeVisible();
    await expect(each.getByRole("link", { name: "Call +41 43 555 01 00" })).toHaveAttribute("href", "tel:+41435550100");
    await expect(each.getByRole("link", { name: "See your summary" })).toHaveCount(0);
    await expect(each.getByText(patient.family)).toHaveCount(0);
    expect(await violations(each)).toEqual([]);
    await each.context().close();
  }
});

test("somebody else's visit is not there: not for a visitor, not for a colleague, not for a stranger", async ({ page, context, browser }) => {
  const mine = await invite(page, context);
  const theirs = await invite(page, context);
  const visitor = await (await browser.newContext({ viewport: PHONE })).newPage();
  await confirm(visitor, mine.link, mine.patient);
  for (const path of [`/visit/${theirs.visitId}?as=visitor`, `/visit/${theirs.visitId}/summary?as=visitor`]) {
    await visitor.goto(path);
    await expect(visitor.getByText(theirs.patient.given)).toHaveCount(0);
    await expect(visitor.getByText(/Dr\.|Nurse/)).toHaveCount(0);
  }
  await visitor.goto(`/visit/${theirs.visitId}?as=visitor`);
  await expect(visitor.getByRole("heading", { name: "This link no longer opens the visit" })).toBeVisible();
  const refused = await visitor.request.get(`/api/visits/for-visitor?input=${encodeURIComponent(JSON.stringify({ visitId: theirs.visitId }))}`, {
    headers: { "x-bedside-actor": `visit:${theirs.visitId}` },
  });
  expect([401, 404]).toContain(refused.status());
  const borrowed = await visitor.request.get(`/api/visits/for-visitor?input=${encodeURIComponent(JSON.stringify({ visitId: theirs.visitId }))}`, {
    headers: { "x-bedside-actor": `visit:${mine.visitId}` },
  });
  expect(borrowed.status()).toBe(404);
  await visitor.context().close();

  for (const colleague of ["Dr. Kenji Sato", "Otto Brandt"]) {
    await signInAs(page, colleague);
    for (const id of [theirs.visitId, crypto.randomUUID(), "not-a-visit"]) {
      const response = await page.goto(`/visit/${id}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    }
  }
  await context.clearCookies();
  await page.goto(`/visit/${theirs.visitId}`);
  await expect(page.getByText(theirs.patient.family)).toHaveCount(0);
});

test("five wrong answers close the link in words, with the number for an emergency; the right answer comes too late", async ({ page, context, browser }) => {
  const { patient, link } = await invite(page, context);
  const guesser = await (await browser.newContext({ viewport: PHONE })).newPage();
  await guesser.goto(link);
  await expect(guesser.getByRole("heading", { name: "Is this you?" })).toBeVisible();
  for (const left of [4, 3, 2, 1]) {
    await answer(guesser, "Somebody", "3");
    await expect(guesser.getByText(left === 1 ? "You can try once more." : `You can try ${left} more times.`)).toBeVisible();
  }
  await answer(guesser, "Somebody", "3");
  await expect(guesser.getByRole("heading", { name: "We could not tell that it is you" })).toBeVisible();
  await expect(guesser.getByText("Is it urgent? Call 144 now. Don’t wait for us.")).toBeVisible();
  expect(await violations(guesser)).toEqual([]);
  await guesser.context().close();
  const patientPage = await (await browser.newContext({ viewport: PHONE })).newPage();
  await patientPage.goto(link);
  await expect(patientPage.getByRole("heading", { name: "We could not tell that it is you" })).toBeVisible();
  await expect(patientPage.getByText(patient.family)).toHaveCount(0);
  await patientPage.context().close();
});

test("a second device takes over; the first says so at once and can take the visit back", async ({ page, context, browser }) => {
  const { patient, link } = await invite(page, context);
  const first = await (await browser.newContext({ viewport: PHONE })).newPage();
  const second = await (await browser.newContext({ viewport: PHONE })).newPage();
  await confirm(first, link, patient);
  await confirm(second, link, patient);
  await expect(first.getByRole("heading", { name: "You went on with another device" })).toBeVisible();
  expect(await violations(first)).toEqual([]);
  await first.getByRole("button", { name: "Use this device instead" }).click();
  await expect(first.getByRole("heading", { name: `Hello ${patient.given}. Where are you now?` })).toBeVisible();
  await expect(second.getByRole("heading", { name: "You went on with another device" })).toBeVisible();
  await first.context().close();
  await second.context().close();
});
