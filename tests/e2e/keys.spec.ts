import { type BrowserContext, type Page } from "@playwright/test";
import pg from "pg";
import { addAuthenticator } from "../support/authenticator";
import { newestMail, violations, watch } from "../support/e2e";
import { hire, nextCode, setUpApp, signIn } from "../support/keys-steps";
import { OIDC_CLIENT, OidcProvider } from "../support/oidc-provider";
import { expect, test } from "../support/test";

const DATABASE = process.env.BEDSIDE_TEST_DATABASE_URL ?? "";
const NEW_PASSWORD = "nine slow boats at dawn";

/** What the provider gave stays between it and the server: not in the page, its storage or its cookies. */
async function expectKeptFromBrowser(page: Page, issued: readonly string[]): Promise<void> {
  expect(issued.length).toBeGreaterThanOrEqual(4);
  const session = await (await page.request.get("/api/auth/session")).text();
  const held = await page.evaluate(() => [document.documentElement.outerHTML, location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join());
  const cookies = JSON.stringify(await page.context().cookies());
  for (const token of issued) for (const place of [session, held, cookies]) expect(place.includes(token)).toBe(false);
}

test.describe.configure({ timeout: 240_000 });

test("ACC-63: a password alone opens nothing; an app is set up, then asked for, and a recovery code stands in for it", async ({ page, browser }) => {
  const seen = watch(page);
  const member = await hire();
  await signIn(page, member);
  await expect(page.getByRole("heading", { name: "Make a second factor" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto("/today");
  await expect(page.getByRole("heading", { name: "Make a second factor" })).toBeVisible();
  const refused = await page.request.get("/api/scheduling/today?input=%7B%7D");
  expect(refused.status()).toBe(403);
  const { codes } = await setUpApp(page);
  await expect(page).toHaveURL(/\/today/);
  expect(codes).toHaveLength(10);

  const other = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage();
  await signIn(other, member);
  await expect(other.getByRole("heading", { name: "Show your second factor" })).toBeVisible();
  expect(await violations(other)).toEqual([]);
  await other.getByLabel("Code from your authenticator app").fill("000000");
  await other.getByRole("button", { name: "Go on" }).click();
  await expect(other.getByText("This code does not fit, or was used.")).toBeVisible();
  await other.getByRole("button", { name: "Use a recovery code" }).click();
  await other.getByLabel("Recovery code").fill((codes[0] ?? "").toLowerCase());
  await other.getByRole("button", { name: "Go on" }).click();
  await expect(other).toHaveURL(/\/today/);
  await other.context().close();
  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});

test("ACC-75: a passkey is made, signs in without a password, is named, and is asked for again before it is removed", async ({ page }) => {
  const member = await hire();
  const { cdp, authenticatorId } = await addAuthenticator(page);
  await signIn(page, member);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Keep these ten codes" })).toBeVisible();
  await page.getByRole("button", { name: "I kept them" }).click();
  await expect(page).toHaveURL(/\/today/);
  expect((await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials).toHaveLength(1);

  await page.goto("/sign-out");
  const signOut = page.getByRole("button", { name: "Sign out" });
  if (await signOut.isVisible()) await signOut.click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/today/);

  await page.goto("/account/security");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /^Rename / }).click();
  await page.getByLabel("Name of this passkey").fill("Ward laptop");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Ward laptop")).toBeVisible();
  await page.getByRole("button", { name: "Remove Ward laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("This is your last second factor.")).toBeVisible();

  // Six minutes later the same page asks who is there before it changes anything.
  const client = new pg.Client({ connectionString: DATABASE });
  await client.connect();
  await client.query("update session set step_up_at = step_up_at - interval '6 minutes' where account_id = $1", [member.accountId]);
  await client.end();
  await page.getByRole("button", { name: "Make new codes" }).click();
  await expect(page.getByRole("heading", { name: "Is it still you?" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("heading", { name: "Keep these ten codes" })).toBeVisible();
});

test("ACC-8, ACC-73: a forgotten password: opening the link uses nothing up, also over its own open page, the second factor stays, other browsers are out", async ({ page, context, browser }) => {
  const member = await hire();
  await signIn(page, member);
  const { secret } = await setUpApp(page);
  await expect(page).toHaveURL(/\/today/);

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  await elsewhere.getByLabel("Mail address").fill(member.email);
  await elsewhere.getByRole("button", { name: "Mail me a link" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Look in your mail" })).toBeVisible();
  const mail = await newestMail(context, member.email, /set-password#/);
  const link = /https?:\/\/\S+\/sign-in\/set-password#[\w-]+/.exec(mail)?.[0] ?? "";
  for (const before of ["about:blank", "about:blank", null]) {
    if (before !== null) await elsewhere.goto(before);
    await elsewhere.goto(link);
    // Over an open page nothing but the part behind the `#` changes; it is gone once the page has taken it.
    await expect(elsewhere).toHaveURL(/\/set-password$/);
    await expect(elsewhere.getByRole("heading", { name: "Choose your password" })).toBeVisible();
  }
  expect(await violations(elsewhere)).toEqual([]);
  await elsewhere.getByLabel("New password").fill("password2026");
  await elsewhere.getByRole("button", { name: "Set this password" }).click();
  await expect(elsewhere.getByText("Many people use this one")).toBeVisible();
  await elsewhere.getByLabel("New password").fill(NEW_PASSWORD);
  await elsewhere.getByRole("button", { name: "Set this password" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\?ended=1/);

  await signIn(elsewhere, member, NEW_PASSWORD);
  await expect(elsewhere.getByRole("heading", { name: "Show your second factor" })).toBeVisible();
  await elsewhere.getByLabel("Code from your authenticator app").fill(await nextCode(secret));
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere).toHaveURL(/\/today/);
  await elsewhere.context().close();
});

test("ACC-4: of two browsers one ends the other, whose open page leaves at once", async ({ page, browser }) => {
  const member = await hire();
  await signIn(page, member);
  const { codes } = await setUpApp(page);
  const other = await (await browser.newContext()).newPage();
  await signIn(other, member);
  await other.getByRole("button", { name: "Use a recovery code" }).click();
  await other.getByLabel("Recovery code").fill(codes[1] ?? "");
  await other.getByRole("button", { name: "Go on" }).click();
  await expect(other).toHaveURL(/\/today/);
  await page.goto("/account/sessions");
  await expect(page.getByText("password and recovery code")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(other).toHaveURL(/\/sign-in\?ended=1/, { timeout: 15_000 });
  expect((await other.request.get("/api/scheduling/today?input=%7B%7D")).status()).toBe(401);
  await other.context().close();
});

test("ACC-78: a minute before the session ends the page asks, and one press stays", async ({ page }) => {
  const member = await hire();
  await signIn(page, member);
  await setUpApp(page);
  await expect(page).toHaveURL(/\/today/);
  const client = new pg.Client({ connectionString: DATABASE });
  await client.connect();
  const idleFor = (minutes: number) => client.query("update session set last_seen_at = now() - make_interval(secs => $2) where account_id = $1 and revoked_at is null", [member.accountId, minutes * 60]);
  // What the page still loads counts as being there: idle again until it is quiet.
  await expect(async () => {
    await idleFor(14.3);
    await expect(page.getByRole("heading", { name: "Still there?" })).toBeVisible({ timeout: 25_000 });
  }).toPass({ timeout: 110_000 });
  await expect(page.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Still there?" })).toBeHidden();
  const { rows } = await client.query<{ recent: boolean }>("select max(last_seen_at) > now() - interval '1 minute' as recent from session where account_id = $1", [member.accountId]);
  expect(rows[0]?.recent).toBe(true);
  await client.end();
});

test("ACC-78: a session that ran out keeps what was typed behind a lock, for the same person alone", async ({ page, context }) => {
  const member = await hire(["scheduler"]);
  await signIn(page, member);
  const { codes } = await setUpApp(page);
  await page.goto("/people");
  const search = page.getByRole("searchbox").or(page.getByRole("combobox")).first();
  // Once the page answers, it listens to what is typed: of this there is nobody.
  await expect(async () => {
    await search.fill("");
    await search.fill("Nobody at all");
    await expect(page.getByText("Nobody on file fits.")).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await search.fill("Amira Hadd");
  const client = new pg.Client({ connectionString: DATABASE });
  await client.connect();
  await client.query("update session set last_seen_at = now() - interval '20 minutes' where account_id = $1 and revoked_at is null", [member.accountId]);
  await client.end();
  await expect(page.getByRole("heading", { name: "Your session is over" })).toBeVisible({ timeout: 60_000 });
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Your session is over" })).toBeVisible();
  await page.getByRole("button", { name: "I signed in: go on" }).click();
  await expect(page.getByText("You are not signed in yet.")).toBeVisible();
  const again = await context.newPage();
  await signIn(again, member);
  await again.getByRole("button", { name: "Use a recovery code" }).click();
  // The password alone opens nothing yet.
  await page.getByRole("button", { name: "I signed in: go on" }).click();
  await expect(page.getByText("You are not signed in yet.")).toBeVisible();
  await again.getByLabel("Recovery code").fill(codes[2] ?? "");
  await again.getByRole("button", { name: "Go on" }).click();
  await expect(again).toHaveURL(/\/schedule/);
  await page.getByRole("button", { name: "I signed in: go on" }).click();
  await expect(page.getByRole("heading", { name: "Your session is over" })).toBeHidden();
  await expect(search).toHaveValue("Amira Hadd");
  await again.close();
});

test("ACC-77: an outside provider signs in whom it may, by PKCE, state and nonce, and makes nobody", async ({ page, context }: { page: Page; context: BrowserContext }) => {
  const provider = await new OidcProvider(Number(process.env.BEDSIDE_TEST_OIDC_PORT ?? "3590")).start();
  // A page that is open would notice and go to the sign-in by itself.
  const forgetSession = async () => {
    await page.goto("about:blank");
    await context.clearCookies();
  };
  try {
    const member = await hire();
    await signIn(page, member);
    await setUpApp(page);
    provider.person = { sub: crypto.randomUUID(), email: member.email, email_verified: true };
    await page.goto("/account/security");
    const back = page.waitForResponse(/\/api\/auth\/callback\/oidc/);
    await page.getByRole("button", { name: /^Tie / }).click();
    await back;
    await page.waitForLoadState();
    await page.goto("/account/security");
    await expect(page.getByText(/^localhost, since/)).toBeVisible();
    await forgetSession();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page.getByRole("heading", { name: "Show your second factor" })).toBeVisible();

    provider.person = { ...provider.person, amr: ["pwd", "mfa"] };
    await forgetSession();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page).toHaveURL(/\/today/);
    await expectKeptFromBrowser(page, provider.issued);

    await forgetSession();
    provider.person = { sub: crypto.randomUUID(), email: "stranger@example.test", email_verified: true };
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page.getByText("That account is not known here.")).toBeVisible();

    // A token for somebody else, or for another question, is refused by what checks it.
    provider.twist = (claims) => ({ ...claims, aud: `not-${OIDC_CLIENT.id}` });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page.getByText("The outside sign-in did not finish.")).toBeVisible();
    provider.twist = (claims) => claims;
    provider.forge = true;
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page.getByText("The outside sign-in did not finish.")).toBeVisible();
    provider.forge = false;
    provider.twist = (claims) => ({ ...claims, nonce: "another" });
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Sign in with (?!a passkey)/ }).click();
    await expect(page.getByText("The outside sign-in did not finish.")).toBeVisible();
    expect((await context.cookies()).some(({ name }) => name.endsWith("bedside-session"))).toBe(false);
  } finally {
    await provider.stop();
  }
});
