import { type BrowserContext, type Page } from "@playwright/test";
import { waitByCalls } from "../support/arrive";
import { bookFarAhead, bookSoon } from "../support/desk-steps";
import { linkIn, newestMail, signInAs, violations } from "../support/e2e";
import { DatabaseOutage, expectReadiness, mayBreakDatabase } from "../support/outage";
import { expectHeart, expectSameScene, readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const AWAY = "We can’t reach our records.";
const DESK = { width: 1280, height: 720 };

/** Names of what runs below, and lines of a stack: none of it is for the people who read the page. */
const INNER = /prisma|postgres|ECONN|\bat .*\.m?js|node_modules|digest/i;

test.describe("while the database is away", () => {
  test.skip(!mayBreakDatabase(), "takes the database away: needs a product of its own, as npm test starts one");
  const outage = mayBreakDatabase() ? new DatabaseOutage() : null;

  test.afterEach(async ({ page }) => {
    outage?.end();
    await expectReadiness(page, 200);
  });

  test("desk, door and room say so in words, the visit goes on, and all of it comes back by itself", async ({ browser, page: desk }) => {
    test.setTimeout(420_000);
    const visit = await openVisit(browser.newContext.bind(browser));
    const waitingLink = await test.step("a scheduler at the calendar, and a patient who has a link", async () => {
      const somebody = inventPatient();
      await bookFarAhead(desk, somebody);
      const link = linkIn(await newestMail(desk.context(), somebody.email, /\/join#/));
      await desk.goto("/schedule");
      await expect(desk.getByRole("combobox", { name: "For" })).toBeVisible();
      return link;
    });

    await test.step("the visit is whole: what one does, the other has", async () => {
      await Promise.all([expectHeart(visit.staff), expectHeart(visit.patient)]);
      await hideAPart(visit.staff);
      await expectSameScene(visit.staff, visit.patient);
      await expect(visit.patient.locator("[data-remote-video='playing']")).toBeVisible({ timeout: 60_000 });
    });

    outage?.begin();
    await expectReadiness(desk, 503);

    await test.step("what is open stays, and says that the records are away", async () => {
      await expect(desk.getByRole("status").filter({ hasText: AWAY })).toBeVisible();
      await expect(desk.getByText("Nothing that was saved is lost.")).toBeVisible();
      await expect(desk.getByRole("navigation").first()).toBeVisible();
      expect(await violations(desk, ".outage-notice")).toEqual([]);
    });

    await test.step("a page that can't be drawn says so whole: no half of it, nothing of what runs below", async () => {
      const fresh = await desk.context().newPage();
      const answer = await fresh.goto("/people");
      expect(answer?.status()).toBeGreaterThanOrEqual(500);
      await expectOutagePage(fresh);
      expect(await violations(fresh)).toEqual([]);
      await fresh.close();
      await desk.getByRole("navigation").getByRole("link", { name: "People" }).click();
      await expectOutagePage(desk);
    });

    const door = await desk.context().newPage();
    await test.step("a patient's link says that it is fine, and waits", async () => {
      await door.goto(waitingLink);
      await expect(door.getByRole("heading", { name: "We can’t open your visit right now" })).toBeVisible();
    });

    const hidden = await test.step("the visit goes on: the line holds, the scene is shared, and it says that it isn't saved", async () => {
      for (const each of [visit.staff, visit.patient]) {
        await expect(each.getByText("Bedside can’t save right now.")).toBeVisible();
        await expect(each.locator("[data-connection='connected']")).toBeVisible();
      }
      await hideAPart(visit.patient);
      await expectSameScene(visit.staff, visit.patient);
      return (await readScene(visit.patient)).hidden;
    });

    outage?.end();
    await expectReadiness(desk, 200);

    await test.step("everything goes on by itself", async () => {
      await expect(desk.getByRole("button", { name: "Register a patient" })).toBeVisible();
      await expect(desk).toHaveURL(/\/people/);
      await expect(desk.getByText(AWAY)).toHaveCount(0);
      await expect(door.getByRole("heading", { name: "Is this you?" })).toBeVisible();
      for (const each of [visit.staff, visit.patient]) await expect(each.getByText("Bedside can’t save right now.")).toHaveCount(0);
    });

    await test.step("what was done meanwhile is kept: it is there after a reload of both", async () => {
      await Promise.all([visit.staff.reload(), visit.patient.reload()]);
      for (const each of [visit.staff, visit.patient]) {
        await expect.poll(async () => (await readScene(each)).hidden, { timeout: 60_000 }).toBe(hidden);
      }
    });
    await Promise.all([visit.staff.context().close(), visit.patient.context().close()]);
  });
});

async function expectOutagePage(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "We can’t reach our records" })).toBeVisible();
  await expect(page.getByText("this page opens by itself")).toBeVisible();
  await expect(page.getByRole("heading")).toHaveCount(1);
  expect(await page.locator("body").innerText()).not.toMatch(INNER);
}

/** A clinician and a patient in a room, both with the light model. */
async function openVisit(newContext: (options: { viewport: typeof DESK }) => Promise<BrowserContext>) {
  const [staff, patient] = await Promise.all(
    [1, 2].map(async () => {
      const page = await (await newContext({ viewport: DESK })).newPage();
      await loadTestLevel(page);
      return page;
    }),
  );
  if (staff === undefined || patient === undefined) throw new Error("two pages were opened");
  const somebody = inventPatient();
  const booking = await bookSoon(staff, somebody);
  await signInAs(staff, booking.clinician);
  await waitByCalls(patient.context(), patient, somebody.email);
  await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
  for (const page of [staff, patient]) await expect(page.locator("[data-connection='connected']")).toBeVisible({ timeout: 90_000 });
  return { staff, patient };
}

async function hideAPart(page: Page): Promise<void> {
  const before = (await readScene(page)).hidden;
  await page.locator(".room-parts [data-structure]").getByRole("button", { name: /^Hide / }).first().click();
  await expect.poll(async () => (await readScene(page)).hidden).not.toBe(before);
}
