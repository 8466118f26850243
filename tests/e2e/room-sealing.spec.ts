import { randomBytes } from "node:crypto";
import { type APIRequestContext, type BrowserContext, type Page } from "@playwright/test";
import { bookSoon } from "../support/desk-steps";
import { newestMail, signInAs, violations, watch } from "../support/e2e";
import { ask } from "../support/keys-steps";
import { Listener } from "../support/listener";
import { expectPictureAndSound, recordConnections } from "../support/media-stats";
import { picture } from "../support/picture";
import { readScene } from "../support/scene-steps";
import { expect, test } from "../support/test";
import { comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";

interface Entered {
  readonly identity: string;
  readonly roster: readonly { readonly identity: string }[];
  readonly livekit: { readonly url: string; readonly token: string; readonly sealed: boolean };
}

interface SceneAnswer {
  readonly key: { readonly epoch: number; readonly secret: string };
  readonly sealed: boolean;
  readonly roster: readonly { readonly identity: string }[];
}

async function call<T>(request: APIRequestContext, name: string, as: string, data: object): Promise<T> {
  const response = await request.post(`/api/${name}`, { data, headers: { "x-bedside-actor": as, "idempotency-key": crypto.randomUUID() } });
  expect(response.ok(), `${name}: ${await response.text()}`).toBe(true);
  return ((await response.json()) as { value: T }).value;
}

async function readRoom(request: APIRequestContext, visitId: string, as = "session"): Promise<SceneAnswer> {
  const input = encodeURIComponent(JSON.stringify({ visitId, sinceVersion: 0 }));
  const response = await request.get(`/api/room/scene?input=${input}`, { headers: { "x-bedside-actor": as } });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { value: SceneAnswer }).value;
}

/** A guest who comes in, without a window: three rooms at once are too many for a small machine. */
async function guestComesIn(staff: Page, guest: BrowserContext, visitId: string, email: string): Promise<string> {
  const host = staff.request;
  const { linkId } = await call<{ linkId: string }>(host, "visits/invite-guest", "session", { visitId, name: "Karim Haddad", part: "family", email });
  const token = /join#([\w-]+)/.exec(await newestMail(staff.context(), email, /\/join#/))?.[1] ?? "";
  const as = `visit:${visitId}`;
  await call(guest.request, "visits/open-link", "public", { token });
  await call(guest.request, "visits/say-guest-name", as, { visitId, name: "Karim H." });
  await call(host, "visits/admit-guest", "session", { visitId, linkId });
  await call(guest.request, "room/enter", as, { visitId, sealsMedia: true });
  return linkId;
}

/** A browser without 3D: what is looked at here is sound and picture. */
async function withoutDrawing(context: BrowserContext): Promise<void> {
  await recordConnections(context);
  await context.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) => unknown;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
    } as typeof HTMLCanvasElement.prototype.getContext;
  });
}

/** A browser from before sound and picture could be sealed. */
const cannotSeal = (page: Page) =>
  page.addInitScript(() => {
    Reflect.deleteProperty(window, "RTCRtpScriptTransform");
    Reflect.deleteProperty(RTCRtpSender.prototype, "createEncodedStreams");
  });

const sign = (page: Page, state: string) => page.locator(`.room-safety[data-sealing="${state}"]`);
const connected = (page: Page) => expect(page.locator("[data-connection='connected']")).toBeVisible({ timeout: 90_000 });
const PATIENCE = { timeout: 90_000 };

test("ROOM-60 ROOM-61 ROOM-62 ROOM-63: sound and picture are sealed, open for nobody else, and stay while keys change", async ({ browser }) => {
  test.setTimeout(480_000);
  const staffContext = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const patientContext = await browser.newContext({ viewport: { width: 390, height: 780 } });
  await Promise.all([withoutDrawing(staffContext), withoutDrawing(patientContext)]);
  const staff = await staffContext.newPage();
  const patient = await patientContext.newPage();
  const seen = watch(staff);
  const somebody = inventPatient();
  const booking = await bookSoon(staff, somebody);
  await signInAs(staff, booking.clinician);
  await comeToTheWaitingRoom(patientContext, patient, somebody);
  await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
  await expect(staff).toHaveURL(/\/visit\//);
  const visitId = new URL(staff.url()).pathname.split("/")[2] ?? "";

  await test.step("both see and hear each other, sealed, and the lock says so", async () => {
    await Promise.all([connected(staff), connected(patient)]);
    await Promise.all([expectPictureAndSound(staff), expectPictureAndSound(patient)]);
    for (const page of [staff, patient]) await expect(sign(page, "sealed")).toHaveText(/^Sealed/);
  });

  await test.step("the lock opens by keyboard and says who can see what", async () => {
    await sign(staff, "sealed").focus();
    await staff.keyboard.press("Enter");
    const sheet = staff.getByRole("dialog", { name: "Who can see what" });
    await expect(sheet.getByText("Only the people below can see and hear you.")).toBeVisible();
    await expect(sheet.getByText("Hands out the keys")).toBeVisible();
    await expect(sheet.getByRole("listitem").filter({ hasText: somebody.given })).toContainText("Has a key");
    expect(await violations(staff)).toEqual([]);
    await picture(staff, "safety-sheet");
    await staff.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(sign(staff, "sealed")).toBeFocused();
  });

  const entered = await call<Entered>(staff.request, "room/enter", "session", { visitId, sealsMedia: true });
  expect(entered.livekit.sealed).toBe(true);
  const { key, roster } = await readRoom(staff.request, visitId);
  const senders = roster.map(({ identity }) => identity);
  const listener = await Listener.join(browser, entered.livekit);

  await test.step("a third one with a token and a wrong key gets every packet and opens none", async () => {
    await listener.takeKeys(visitId, { epoch: key.epoch, secret: randomBytes(32).toString("base64url") }, senders);
    await expect.poll(async () => (await listener.heard()).packets, PATIENCE).toBeGreaterThan(200);
    expect(await listener.heard()).toMatchObject({ framesDecoded: 0, audioEnergy: 0 });
  });

  await test.step("with the room's key it would see them: the test can tell", async () => {
    await listener.takeKeys(visitId, key, senders);
    await expect.poll(async () => (await listener.heard()).framesDecoded, PATIENCE).toBeGreaterThan(10);
  });

  await test.step("somebody is taken out: everybody moves over, picture and sound go on, the old key opens nothing", async () => {
    const guest = await browser.newContext();
    const linkId = await guestComesIn(staff, guest, visitId, `karim.${somebody.family.toLowerCase()}@helpers.example.test`);
    await call(staff.request, "visits/remove-guest", "session", { visitId, linkId });
    const next = await readRoom(staff.request, visitId);
    expect(next.key.epoch).toBeGreaterThan(key.epoch);
    expect(next.key.secret).not.toBe(key.secret);
    await expect(async () => {
      const before = await listener.heard();
      await expect.poll(async () => (await listener.heard()).packets - before.packets, PATIENCE).toBeGreaterThan(100);
      expect((await listener.heard()).framesDecoded).toBe(before.framesDecoded);
    }).toPass(PATIENCE);
    await Promise.all([expectPictureAndSound(staff), expectPictureAndSound(patient)]);
    for (const page of [staff, patient]) await expect(sign(page, "sealed")).toBeVisible();
    await Promise.all([listener.leave(), guest.close()]);
  });

  await test.step("where nothing can seal, nothing leaves the page, and it says so", async () => {
    await patient.close();
    const broken = await patientContext.newPage();
    await broken.addInitScript(() => {
      window.Worker = class {
        constructor() {
          throw new Error("no worker here");
        }
      } as unknown as typeof Worker;
    });
    await broken.goto(`/visit/${visitId}`);
    await expect(broken.getByText("Your sound and picture stay on this page.")).toBeVisible(PATIENCE);
    await expect(broken.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(await broken.evaluate(() => (window as unknown as { testConnections: unknown[] }).testConnections.length)).toBe(0);
    expect(await violations(broken)).toEqual([]);
    await picture(broken, "safety-held");
    await broken.close();
  });

  await test.step("a browser that can't seal is let in, and both are told", async () => {
    const old = await patientContext.newPage();
    await cannotSeal(old);
    await old.goto(`/visit/${visitId}`);
    for (const page of [old, staff]) await expect(sign(page, "open")).toHaveText(/^Not sealed/, PATIENCE);
    await Promise.all([expectPictureAndSound(staff), expectPictureAndSound(old)]);
    await picture(old, "safety-open");
    await sign(staff, "open").click();
    await expect(staff.getByRole("listitem").filter({ hasText: somebody.given })).toContainText("Browser can’t seal");
    await staff.keyboard.press("Escape");
    await old.close();
  });

  await test.step("where the practice asks for sealing always, that browser has the scene, no sound and picture, and is told why", async () => {
    const [practice] = await ask<{ id: string; media_sealing: string }>("select p.id, p.media_sealing from practice p join visit v on v.practice_id = p.id where v.id = $1", [visitId]);
    await ask("update practice set media_sealing = 'always' where id = $1", [practice?.id]);
    try {
      const old = await patientContext.newPage();
      await cannotSeal(old);
      await old.goto(`/visit/${visitId}`);
      await expect(sign(old, "refused")).toHaveText(/^No sound or picture/, PATIENCE);
      const notice = old.getByRole("alert").filter({ hasText: "This browser can’t seal sound and picture." });
      await expect(notice).toContainText("Your practice asks for that in every visit.");
      expect(await old.evaluate(() => (window as unknown as { testConnections: unknown[] }).testConnections.length)).toBe(0);
      await staff.getByRole("button", { name: /^Hide .*[Aa]orta/ }).first().click();
      await expect.poll(async () => (await readScene(old)).hidden, PATIENCE).toContain("aorta");
      expect(await violations(old)).toEqual([]);
      await sign(old, "refused").click();
      await expect(old.getByRole("dialog", { name: "Who can see what" })).toContainText("This browser can’t seal them, and your practice asks for it.");
      await picture(old, "safety-refused");
      await old.close();
    } finally {
      await ask("update practice set media_sealing = $2 where id = $1", [practice?.id, practice?.media_sealing]);
    }
  });

  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});
