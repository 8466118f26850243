import { arriveByCalls } from "../support/arrive";
import { bookSoon } from "../support/desk-steps";
import { newestMail, signInAs, violations } from "../support/e2e";
import { picture } from "../support/picture";
import { readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

test("GUEST-1, GUEST-2, GUEST-3, ROOM-20: a guest is asked in by mail, waits, is let in and named, and is taken out", async ({ page, context, browser }) => {
  test.setTimeout(400_000);
  await loadTestLevel(page);
  const patient = inventPatient();
  const { clinician } = await bookSoon(page, patient);
  // Without a window of their own: three rooms at once are too many for a small machine.
  const visitId = await arriveByCalls(await browser.newContext(), patient.email);

  await signInAs(page, clinician);
  await page.goto(`/visit/${visitId}`);
  await page.getByRole("button", { name: "Invite a guest" }).click();
  const email = `karim.${patient.family.toLowerCase()}@helpers.example.test`;
  await page.getByLabel("Name").fill("Karim Haddad");
  await page.getByLabel("Mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.locator("[data-guest=invited]")).toContainText("Karim Haddad");

  const guest = await (await browser.newContext({ permissions: ["camera", "microphone"] })).newPage();
  await loadTestLevel(guest);
  await guest.goto(/https?:\/\/\S+\/join#[\w-]+/.exec(await newestMail(context, email, /\/join#/))?.[0] ?? "");
  await expect(guest.getByRole("heading", { name: "You are asked into a video visit" })).toBeVisible();
  await expect(guest.getByText(patient.family)).toHaveCount(0);
  await guest.getByLabel("Your name").fill("Karim H.");
  await guest.getByRole("button", { name: "Go on" }).click();
  await expect(guest.getByRole("heading", { name: /^You wait for / })).toBeVisible();

  await expect(page.locator("[data-guest=waiting]")).toContainText("Karim H.");
  await page.getByRole("button", { name: "Let Karim H. in" }).click();
  await page.getByRole("button", { name: /^Admit / }).click();
  await expect(guest.locator("[data-stage=room]")).toBeAttached();
  const tile = page.getByRole("figure").filter({ hasText: "Karim H." });
  await expect(tile).toContainText("Family", { timeout: 60_000 });

  // Drawing the scene keeps a small machine busy: presses take their time.
  const patience = { timeout: 90_000 };
  await test.step("CAP-1, CAP-2, CAP-6: what the guest types shows on the clinician's page, once it is wanted", async () => {
    await guest.getByRole("button", { name: "More", exact: true }).click(patience);
    await guest.getByRole("button", { name: "Type captions" }).click(patience);
    await guest.getByRole("textbox", { name: "Your line" }).fill("Hon säger att det gör ont här");
    // The offer to show them passes after a while; the key stays.
    await page.getByText("Karim H. types captions.").waitFor(patience);
    await page.locator("body").press("c");
    const captions = page.getByRole("region", { name: "Captions" });
    await expect(captions.getByRole("listitem")).toHaveText("Karim H. Hon säger att det gör ont här", patience);
    await expect(captions.locator("[data-done=true]")).toHaveCount(0);
    await guest.keyboard.press("Enter");
    await expect(captions.locator("[data-done=true]")).toHaveCount(1, patience);
    await guest.keyboard.type("Sedan i går");
    await expect(captions.getByRole("listitem")).toHaveCount(2, patience);
    expect(await violations(page)).toEqual([]);
    expect(await violations(guest)).toEqual([]);
    await picture(page, "captions");
    await picture(guest, "captions-typing");
    await guest.keyboard.press("Escape");
    await guest.getByRole("button", { name: "Hide captions" }).click(patience);
    await page.locator("body").press("c");
    await expect(captions).toHaveCount(0, patience);
  });

  await page.getByRole("button", { name: "More", exact: true }).click(patience);
  // They look on until the clinician lets them do more (ROOM-20).
  await expect(guest.getByText("You look on. You can point at parts.").first()).toBeVisible(patience);
  await expect(guest.getByRole("button", { name: /^Hide / })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Guests may change the scene" }).check(patience);
  await expect(guest.getByText("You can change the scene now.").first()).toBeVisible(patience);
  await guest.locator("[data-cell=eye]").first().click(patience);
  await expect.poll(async () => (await readScene(page)).hidden, patience).not.toBe("");
  await page.getByRole("checkbox", { name: "Guests may change the scene" }).uncheck(patience);
  await expect(guest.getByText("You look on. You can point at parts.").first()).toBeVisible(patience);
  // What they changed stays as it shows.
  expect((await readScene(page)).hidden).not.toBe("");
  expect((await readScene(guest)).hidden).not.toBe("");

  await page.getByRole("button", { name: "Take Karim H. out" }).click(patience);
  await page.getByRole("button", { name: "Take Karim H. out" }).click(patience);
  await expect(guest.getByRole("heading", { name: /This (page has lost its visit|link is closed)/ })).toBeVisible({ timeout: 90_000 });
  await guest.context().close();
});
