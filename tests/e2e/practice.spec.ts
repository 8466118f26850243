import { type Locator, type Page } from "@playwright/test";
import { generate } from "otplib";
import { newestMail, signInAs, violations, watch } from "../support/e2e";
import { expect, test } from "../support/test";

const DEMO_PASSWORD = "harbour-lights-2026";
const PASSWORD = "nine slow boats at dawn";

test.describe.configure({ timeout: 240_000 });

/** Presses, and shows once more who one is where the page asks, until what should come is there. */
async function pressAndProve(page: Page, name: string, done: Locator): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  const proof = page.getByRole("dialog", { name: "Is it still you?" });
  await expect(proof.or(done).first()).toBeVisible();
  if (await proof.isVisible()) {
    await proof.getByLabel("Password").fill(DEMO_PASSWORD);
    await proof.getByRole("button", { name: "Go on" }).click();
  }
  await expect(done).toBeVisible();
}

async function chooseRole(page: Page, role: string, isOn = true): Promise<void> {
  await page.getByRole("group", { name: "Roles" }).getByRole("checkbox", { name: new RegExp(`^${role}`) }).setChecked(isOn);
}

test("STAFF-8, STAFF-1: somebody is invited, sets up their account, and gets another role", async ({ page, context, browser }) => {
  const seen = watch(page);
  const tag = crypto.randomUUID().slice(0, 8);
  const [name, email] = [`Robin ${tag.replace(/\d/g, "x")}`, `${tag}@staff.example.test`];
  await signInAs(page, "Mara Lindqvist");
  await page.goto("/settings/staff");
  await expect(page.getByRole("heading", { name: "Staff", level: 1 })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Name, as patients read it").fill(name);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("Choose at least one role.")).toBeVisible();
  await chooseRole(page, "Scheduler");
  expect(await violations(page)).toEqual([]);
  const row = page.getByRole("button", { name: new RegExp(name) });
  await pressAndProve(page, "Send invitation", row.filter({ hasText: "Invited until" }));

  const link = /https?:\/\/\S+\/sign-in\/set-password#[\w-]+/.exec(await newestMail(context, email, /invites you/))?.[0] ?? "";
  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(link);
  await theirs.getByLabel("New password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Set this password" }).click();
  await expect(theirs.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await theirs.goto("/sign-in");
  await theirs.getByLabel("Mail address").fill(email);
  await theirs.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await theirs.getByRole("button", { name: "Sign in", exact: true }).click();
  await theirs.getByRole("button", { name: "Set up an app" }).click();
  const secret = (await theirs.locator("[data-totp-key]").getAttribute("data-totp-key")) ?? "";
  await theirs.getByLabel("Code that the app shows").fill(await generate({ secret }));
  await theirs.getByRole("button", { name: "Confirm" }).click();
  await theirs.getByRole("button", { name: "I kept them" }).click();
  await expect(theirs).toHaveURL(/\/schedule/);
  await theirs.goto("/settings/staff");
  await expect(theirs.getByRole("heading", { name: "Staff", level: 1 })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Invite somebody" })).toHaveCount(0);

  // Who asked them learns that they came.
  await page.goto("/account/notifications");
  await expect(page.getByRole("link", { name: /Somebody you invited has set up their account\.$/ }).first()).toHaveAttribute("href", "/settings/staff");
  await page.goto("/settings/staff");
  await row.click();
  await chooseRole(page, "Auditor");
  await pressAndProve(page, "Save", row.filter({ hasText: "Auditor" }));
  await theirs.goto("/audit");
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Deactivate…" }).click();
  await expect(page.getByText("No visits are to come.")).toBeVisible();
  await pressAndProve(page, "Deactivate", row.filter({ hasText: "Left" }));
  await theirs.goto("/audit");
  await expect(theirs.getByRole("link", { name: /sign in/i }).first()).toBeVisible();
  await theirs.context().close();
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});

test("PRC-2, PRC-5: the look and the mails are tried before they are saved", async ({ page }) => {
  const seen = watch(page);
  await signInAs(page, "Mara Lindqvist");
  await page.goto("/settings/practice");
  await page.getByLabel("Accent colour").fill("#ffcc00");
  await expect(page.getByText("Too pale to read")).toBeVisible();
  await page.getByRole("button", { name: /^Use #/ }).click();
  await expect(page.getByText("Can be read")).toBeVisible();
  await page.getByLabel("Time zone").selectOption("America/New_York");
  await expect(page.getByText(/stays? at (its|their) moments?/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.goto("/settings/templates");
  await page.getByLabel("Mail", { exact: true }).selectOption("summary_ready");
  await page.getByLabel("Text").fill("Dear {name}, look here.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("This mail is of no use without “link”.")).toBeVisible();
  await page.getByRole("button", { name: "Insert link" }).click();
  await expect(page.getByRole("region", { name: "How it reads" })).toContainText("Dear Amira");
  expect(await violations(page)).toEqual([]);
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});

test("PRC-9: where there is a practice there is nothing to set up", async ({ page }) => {
  const answer = await page.goto("/setup");
  expect(answer?.status()).toBe(404);
});
