import { expect, test } from "@playwright/test";
import { signInAs, violations, watch } from "../support/e2e";
import { bookFirstFit, comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";

const DESK = { width: 1280, height: 720 };

test("a whole visit, from the desk to the summary, in two windows", async ({ browser }) => {
  test.setTimeout(420_000);
  const staffContext = await browser.newContext({ viewport: DESK });
  const patientContext = await browser.newContext({ viewport: { width: 390, height: 780 } });
  const staff = await staffContext.newPage();
  const patient = await patientContext.newPage();
  const watches = [watch(staff), watch(patient)];
  const somebody = inventPatient();

  const booking = await test.step("the desk books in six interactions or fewer", () => bookFirstFit(staff, somebody));
  expect(booking.steps).toBeLessThanOrEqual(6);

  await test.step("the clinician's day is open before anybody comes", async () => {
    await signInAs(staff, booking.clinician);
    await expect(staff).toHaveURL(/\/today/);
    expect(await violations(staff)).toEqual([]);
  });

  await test.step("the patient comes to the waiting room by the mailed link", () =>
    comeToTheWaitingRoom(patientContext, patient, somebody));

  await test.step("the arrival shows by itself", async () => {
    await expect(staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) })).toBeVisible();
  });

  expect(watches.flatMap((seen) => [...seen.errors, ...seen.foreign])).toEqual([]);
});
