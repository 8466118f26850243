import { type Browser, type Page } from "@playwright/test";
import { bookFarAhead } from "../support/desk-steps";
import { linkIn, newestMail, violations } from "../support/e2e";
import { refuseDevices } from "../support/refuse-devices";
import { confirmWhoTheyAre, inventPatient, sayWhereTheyAre } from "../support/visit-steps";
import { expect, test } from "../support/test";

const PHONE = { width: 390, height: 780 };
test.use({ viewport: PHONE });

/** A patient's page at the device check; `prepare` makes the devices bad before it opens. */
async function atTheCheck(desk: Page, browser: Browser, permissions: string[], prepare: (page: Page) => Promise<void> = async () => undefined) {
  const patient = inventPatient();
  await bookFarAhead(desk, patient);
  const context = await browser.newContext({ viewport: PHONE, permissions });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(linkIn(await newestMail(context, patient.email, /\/join#/)));
  await confirmWhoTheyAre(page, patient);
  await sayWhereTheyAre(page);
  await expect(page.getByRole("heading", { name: "Let’s check your computer" })).toBeVisible();
  return { page, patient };
}

/** The visit is weeks ahead: past the check there is nothing left to do but come back. */
async function expectThrough(page: Page, given: string): Promise<void> {
  await expect(page.getByRole("heading", { name: `You are all set, ${given}` })).toBeVisible();
}

const row = (page: Page, name: string) => page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });

test("camera and microphone blocked in the browser: says where to allow them, and goes on without", async ({ page: desk, browser }) => {
  const { page, patient } = await atTheCheck(desk, browser, [], (each) => refuseDevices(each, { camera: "NotAllowedError", microphone: "NotAllowedError" }));
  await page.getByRole("button", { name: "Turn on camera and microphone" }).click();
  for (const device of ["camera", "microphone"]) {
    await expect(page.getByText(`The browser blocks the ${device}. Press the sign left of the address, switch on ${device}, then try again.`)).toBeVisible();
  }
  await expect(page.getByText("You can go on without it.")).toHaveCount(2);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Go on without camera and microphone" }).click();
  await expectThrough(page, patient.given);
  await page.context().close();
});

test("no camera at all: says so, the microphone works, and trying again after plugging one in brings the picture", async ({ page: desk, browser }) => {
  const { page } = await atTheCheck(desk, browser, ["camera", "microphone"], (each) => refuseDevices(each, { camera: "NotFoundError" }));
  await expect(page.getByText("We find no camera. Plug one in or switch it on, then try again.")).toBeVisible();
  await expect(row(page, "Microphone").getByText("Works")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await expect(page.getByRole("button", { name: "Go on without my camera" })).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("test-devices-work")));
  await row(page, "Camera").getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "Camera").getByText("Works")).toBeVisible();
  await expect(page.getByLabel("Your own picture, as in a mirror")).toBeVisible();
  await page.context().close();
});

test("camera and microphone taken by another program: says what to close, and goes on without", async ({ page: desk, browser }) => {
  const { page, patient } = await atTheCheck(desk, browser, ["camera", "microphone"], (each) =>
    refuseDevices(each, { camera: "NotReadableError", microphone: "NotReadableError" }),
  );
  for (const device of ["camera", "microphone"]) {
    await expect(page.getByText(`Another program uses the ${device}. Close other calls and camera programs, then try again.`)).toBeVisible();
  }
  await page.getByRole("button", { name: "Go on without camera and microphone" }).click();
  await expectThrough(page, patient.given);
  await page.context().close();
});
