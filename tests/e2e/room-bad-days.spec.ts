import { type BrowserContext, type Page, type WebSocketRoute } from "@playwright/test";
import { bookSoon } from "../support/desk-steps";
import { signInAs, watch } from "../support/e2e";
import { expectHeart, expectSameScene, expectTurned, readScene, turnByMouse } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

/** The media server's signalling, for one browser alone: cut, and mended again. */
class MediaLine {
  private isCut = true;
  private readonly open = new Set<WebSocketRoute>();

  static async cutFor(context: BrowserContext): Promise<MediaLine> {
    const line = new MediaLine();
    await context.routeWebSocket(/\/rtc/, (socket) => {
      if (line.isCut) return void socket.close({ code: 1011 });
      line.open.add(socket);
      socket.connectToServer();
    });
    return line;
  }

  mend(): void {
    this.isCut = false;
  }
}

/** A browser that can't draw in 3D and whose clock is three hours ahead. */
async function makeWorse(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) => unknown;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
    } as typeof HTMLCanvasElement.prototype.getContext;
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3 * 3_600_000;
  });
}

test("a patient without 3D, without the media server and with a wrong clock is in the visit all the same, and what they do offline is not lost", async ({ browser }) => {
  test.setTimeout(300_000);
  const staffContext = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const patientContext = await browser.newContext({ viewport: { width: 1280, height: 640 } });
  await makeWorse(patientContext);
  const line = await MediaLine.cutFor(patientContext);
  const staff = await staffContext.newPage();
  const patient = await patientContext.newPage();
  const seen = watch(staff);
  await loadTestLevel(staff);
  const somebody = inventPatient();
  const booking = await bookSoon(staff, somebody);
  await signInAs(staff, booking.clinician);

  await test.step("clock skew: the waiting room opens and the time is right", () => comeToTheWaitingRoom(patientContext, patient, somebody));

  await test.step("media server out of reach: the room opens, says so, and the scene is there", async () => {
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
    await expect(patient.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
    await expect(patient.getByText("Sound and picture are not available.")).toBeVisible({ timeout: 60_000 });
    await expect(patient.getByText(/The scene is still shared/)).toBeVisible();
  });

  await test.step("no 3D: the page says so, and list and changes go both ways", async () => {
    await expect(patient.getByText("This browser can’t draw in 3D.")).toBeVisible();
    await expectHeart(staff);
    await expectTurned(staff, () => turnByMouse(staff));
    await expectSameScene(staff, patient);
    await hidePart(patient, 0);
    await expectSameScene(staff, patient);
    expect((await readScene(staff)).hidden).not.toBe("");
  });

  await test.step("offline: the page says so, keeps what is done, and sends it once it is back", async () => {
    await patientContext.setOffline(true);
    await expect(patient.getByText("You are off the internet.")).toBeVisible({ timeout: 30_000 });
    await hidePart(patient, 1);
    const offline = (await readScene(patient)).hidden;
    expect((await readScene(staff)).hidden).not.toBe(offline);
    await patientContext.setOffline(false);
    await expect.poll(async () => (await readScene(staff)).hidden, { timeout: 45_000 }).toBe(offline);
  });

  await test.step("the media server is back: sound and picture come by themselves", async () => {
    line.mend();
    await expect(patient.locator("[data-connection='connected']")).toBeVisible({ timeout: 90_000 });
    await expect(patient.getByText("Sound and picture are not available.")).toHaveCount(0);
    await expectSameScene(staff, patient);
  });
  expect(seen.errors).toEqual([]);
});

/** Hides the n-th part that is still shown, from the list. */
async function hidePart(page: Page, at: number): Promise<void> {
  const before = (await readScene(page)).hidden;
  await page.locator(".room-parts [data-structure]").getByRole("button", { name: /^Hide / }).nth(at).click();
  await expect.poll(async () => (await readScene(page)).hidden).not.toBe(before);
}
