import type { BrowserContext, Page } from "@playwright/test";
import { newestMail, signInAs, violations, watch } from "../support/e2e";
import { ask, hire, nextCode, setUpApp, signIn, type Member } from "../support/keys-steps";
import { picture } from "../support/picture";
import { expect, test } from "../support/test";

test.describe.configure({ timeout: 300_000 });

const PHONE = { viewport: { width: 320, height: 640 } };

async function linkTo(context: BrowserContext, email: string, page: string): Promise<string> {
  const mail = await newestMail(context, email, new RegExp(`${page}#`));
  return new RegExp(`https?://\\S+${page}#[\\w-]+`).exec(mail)?.[0] ?? "";
}

/** A member of staff with an app, signed in. */
async function settled(page: Page, roles: readonly string[]): Promise<{ member: Member; secret: string }> {
  const member = await hire(roles);
  await signIn(page, member);
  const { secret } = await setUpApp(page);
  await expect(page).not.toHaveURL(/\/account\/security\/start/);
  return { member, secret };
}

test("ACC-69, ACC-70, ACC-71: who lost every second factor asks, is vouched for, waits a day, and makes a new one", async ({ page, browser }) => {
  const { member } = await settled(page, ["clinician"]);
  await ask("update session set revoked_at = now() where account_id = $1", [member.accountId]);
  const admin = await (await browser.newContext()).newPage();
  await settled(admin, ["admin"]);

  const lost = await (await browser.newContext(PHONE)).newPage();
  const seen = watch(lost);
  await signIn(lost, member);
  await lost.getByRole("link", { name: "I have none of these" }).click();
  await expect(lost.getByRole("heading", { name: "No second factor left?" })).toBeVisible();
  expect(await violations(lost)).toEqual([]);
  await picture(lost, "recover-ask");
  await lost.getByRole("button", { name: "Ask a colleague to vouch" }).click();
  await expect(lost.getByText("Your request is with the admins of your practice.")).toBeVisible();
  expect(await violations(lost)).toEqual([]);

  await admin.goto("/settings/recoveries");
  await picture(admin, "recoveries");
  expect(await violations(admin)).toEqual([]);
  await admin.getByRole("listitem").filter({ hasText: member.email }).getByRole("button", { name: /^Vouch for / }).click();
  await admin.getByRole("alertdialog").or(admin.getByRole("dialog")).getByRole("button", { name: "Vouch", exact: true }).click();
  await expect(admin.getByText(/^Vouched for\. Counts from /).first()).toBeVisible();

  await lost.reload();
  await expect(lost.getByText("A colleague vouched for you")).toBeVisible();
  await picture(lost, "recover-waiting");
  expect(await violations(lost)).toEqual([]);
  // A day goes by.
  await ask("update account_recovery set requested_at = requested_at - interval '25 hours', vouched_at = vouched_at - interval '25 hours', ready_at = ready_at - interval '25 hours' where account_id = $1", [member.accountId]);
  await lost.reload();
  await expect(lost.getByRole("heading", { name: "You can go on now" })).toBeVisible();
  await picture(lost, "recover-ready");
  expect(await violations(lost)).toEqual([]);
  await lost.getByRole("button", { name: "Remove my old factors" }).click();
  await expect(lost.getByRole("heading", { name: "Make a second factor" })).toBeVisible();
  await setUpApp(lost);
  await expect(lost).toHaveURL(/\/today/);
  const mails = await ask<{ kind: string }>("select kind from notification where account_id = $1 and kind = 'account.recovery'", [member.accountId]);
  expect(mails).toHaveLength(3);
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
  await admin.context().close();
  await lost.context().close();
});

test("ACC-81, ACC-82: a mail address is changed from the account page, and taken back from the old mailbox", async ({ page, context, browser }) => {
  const { member, secret } = await settled(page, ["scheduler"]);
  const next = `new.${member.email}`;
  await page.goto("/account/security");
  await ask("update session set step_up_at = step_up_at - interval '6 minutes' where account_id = $1", [member.accountId]);
  await page.getByRole("button", { name: "Change the address" }).click();
  await page.getByLabel("New mail address").fill("not an address");
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(page.getByText("This is not a mail address.")).toBeVisible();
  await picture(page, "mail-part");
  await page.getByLabel("New mail address").fill(next);
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(page.getByRole("heading", { name: "Is it still you?" })).toBeVisible();
  await page.getByLabel("Password").fill("harbour-lights-2026");
  await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect(page.locator("#main").getByText(`Look in the mailbox of ${next}.`)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const link = await linkTo(context, next, "/account/email");
  const stranger = await (await browser.newContext(PHONE)).newPage();
  await stranger.goto(link);
  await stranger.getByRole("button", { name: "Use this address" }).click();
  await expect(stranger.getByText("Sign in here first, then open the link in the mail again.")).toBeVisible();
  await picture(stranger, "mail-signed-out");
  expect(await violations(stranger)).toEqual([]);
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Is this your new address?" })).toBeVisible();
  await expect(page).toHaveURL(/\/account\/email$/);
  await picture(page, "mail-confirm");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.getByRole("heading", { name: "Your mail address is changed" })).toBeVisible();
  await page.getByRole("link", { name: "Sign-in and security" }).click();
  await expect(page.getByText(`go to ${next}.`)).toBeVisible();
  await page.goto("/schedule");

  await stranger.goto("about:blank");
  await stranger.goto(await linkTo(context, member.email, "/sign-in/undo-email"));
  await picture(stranger, "mail-undo");
  expect(await violations(stranger)).toEqual([]);
  await stranger.getByRole("button", { name: "Undo the change" }).click();
  await expect(stranger.getByRole("heading", { name: "Your address is back" })).toBeVisible();
  await expect(stranger.getByRole("link", { name: "Set a new password" })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\?ended=1/, { timeout: 20_000 });
  await page.goto("about:blank");
  await signIn(page, member);
  await page.getByLabel("Code from your authenticator app").fill(await nextCode(secret));
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/schedule/);
  await stranger.context().close();
});

/** Puts a fourteen-year-old with an ended visit into the practice of a clinician. */
async function endedVisitOfYouth({ accountId }: Member): Promise<{ visitId: string; family: string }> {
  const [patientId, appointmentId, visitId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const family = `Y${visitId.replaceAll(/[^a-f]/g, "")}`;
  const born = `${new Date().getUTCFullYear() - 14}-01-01`;
  await ask(
    `insert into patient (id, practice_id, given_name, family_name, search_name, birth_date, zone, email)
     select $1, practice_id, 'Noa', $2, $3, $4, 'Europe/Zurich', $5 from account where id = $6`,
    [patientId, family, `noa${family.toLowerCase()}`, born, `parent.${family.toLowerCase()}@parents.example.test`, accountId],
  );
  await ask(
    `insert into appointment (id, practice_id, clinician_id, patient_id, service_id, starts_at, ends_at)
     select $1, m.practice_id, m.id, $2, (select id from service where practice_id = m.practice_id limit 1), now() - interval '50 minutes', now() - interval '20 minutes'
     from staff_member m where m.account_id = $3`,
    [appointmentId, patientId, accountId],
  );
  await ask(
    `insert into visit (id, practice_id, appointment_id, patient_id, room_name, state, admitted_at, ended_at)
     select $1, practice_id, id, patient_id, $2, 'ended', now() - interval '48 minutes', now() - interval '21 minutes' from appointment where id = $3`,
    [visitId, crypto.randomUUID(), appointmentId],
  );
  return { visitId, family };
}

test("NOTE-13, NOTE-15: a clinician keeps what a young patient said in confidence; the signature says that no mail goes out", async ({ page }) => {
  const { member } = await settled(page, ["clinician"]);
  const { visitId, family } = await endedVisitOfYouth(member);
  await page.goto(`/visit/${visitId}/note`);
  const kept = page.getByRole("checkbox", { name: "Only the patient sees this summary" });
  await kept.check();
  await expect(page.getByText(`Noa ${family} has no account yet.`, { exact: false })).toBeVisible();
  await page.getByLabel("Why").fill("Asked for it");
  await page.getByLabel("Assessment").or(page.getByLabel("What I think")).first().fill("Well.");
  await page.getByLabel("Plan").first().fill("See again in a month.");
  await page.getByLabel("The one sentence to remember").fill("You are well.");
  await page.getByLabel("What it means").fill("Nothing to do.");
  await picture(page, "note-confidence");
  expect(await violations(page)).toEqual([]);
  await expect(page.locator("[data-save-status='saved']")).toBeVisible();
  await page.reload();
  await expect(kept).toBeChecked();
  await expect(page.getByLabel("Why")).toHaveValue("Asked for it");
  await page.getByRole("button", { name: "Sign note" }).click();
  await expect(page.getByText("no mail goes out", { exact: false })).toBeVisible();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign note" }).click();
  await expect(page.getByRole("heading", { name: "Signed" })).toBeVisible();
  await page.goto(`/visit/${visitId}/summary`);
  await expect(page.getByText("Only you see this here.", { exact: false })).toBeVisible();
  await picture(page, "summary-confidence");
  const rows = await ask<{ confidential: boolean }>("select confidential from visit where id = $1", [visitId]);
  expect(rows).toEqual([{ confidential: true }]);
});

test("ACC-83: signing in again in one browser ends the session before it", async ({ page }) => {
  await signInAs(page, "Sam Becker");
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith("bedside-session"));
  await page.goto("about:blank");
  await signInAs(page, "Kenji Sato");
  const now = page.context().cookies();
  expect((await page.request.get("/api/access/whoami?input=%7B%7D")).status()).toBe(200);
  // A copy of the older cookie is worth nothing.
  await page.context().addCookies([{ name: before?.name ?? "", value: before?.value ?? "", domain: "localhost", path: "/" }]);
  expect((await page.request.get("/api/scheduling/day?input=%7B%7D")).status()).toBe(401);
  await page.context().addCookies(await now);
});

/** The first pages and the settings of each role. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "Kenji Sato": ["/today", "/people", "/schedule", "/account/settings", "/account/notifications"],
  "Mara Lindqvist": ["/overview", "/settings", "/settings/practice", "/settings/staff", "/settings/services", "/settings/recoveries"],
  "Otto Brandt": ["/audit", "/review"],
};

for (const [name, paths] of Object.entries(PAGES)) {
  test(`ACC-86: signing out is in reach of every page of ${name}, and going back shows nothing`, async ({ page }) => {
    await signInAs(page, name);
    for (const path of paths) {
      await page.goto(path);
      await page.locator(".person-button").first().click();
      await expect(page.getByRole("menuitem", { name: "Sign out" }), path).toBeVisible();
      await page.keyboard.press("Escape");
    }
    const last = page.url();
    const heading = await page.getByRole("heading", { level: 1 }).first().innerText();
    await page.goto("/sign-out");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: heading, level: 1, exact: true })).toHaveCount(0);
    await page.goto(last);
    await expect(page.getByRole("heading", { name: heading, level: 1, exact: true })).toHaveCount(0);
  });
}
