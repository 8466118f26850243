import type { Page } from "@playwright/test";
import { generate } from "otplib";
import pg from "pg";
import { violations } from "./e2e";
import { expect } from "./expect";

const DATABASE = process.env.BEDSIDE_TEST_DATABASE_URL ?? "";
/** Password of everybody who was hired. */
export const PASSWORD = "harbour-lights-2026";

/** Asks the product's database; for what no page may do: moving time, hiring without an invitation. */
export async function ask<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: DATABASE });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Somebody who was hired for one test. */
export interface Member {
  readonly accountId: string;
  readonly email: string;
}

/** A member of staff of this test's own, with the demo's password and no second factor. */
export async function hire(roles: readonly string[] = ["clinician"]): Promise<Member> {
  const client = new pg.Client({ connectionString: DATABASE });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; practice_id: string; password_hash: string }>(
      "select id, practice_id, password_hash from account where email = 'ines.moreau@harbour.example.test'",
    );
    const [model] = rows;
    if (model === undefined) throw new Error("the demo practice is not there");
    const [accountId, staffId] = [crypto.randomUUID(), crypto.randomUUID()];
    const email = `${accountId.slice(0, 8)}@staff.example.test`;
    await client.query("insert into account (id, practice_id, email, name, zone, password_hash) values ($1, $2, $3, 'Robin Vale', 'Europe/Zurich', $4)", [
      accountId,
      model.practice_id,
      email,
      model.password_hash,
    ]);
    await client.query(
      "insert into staff_member (id, practice_id, account_id, display_name, speciality, roles, zone) values ($1, $2, $3, 'Robin Vale', '', $4, 'Europe/Zurich')",
      [staffId, model.practice_id, accountId, roles],
    );
    return { accountId, email };
  } finally {
    await client.end();
  }
}

/** Signs in by password. */
export async function signIn(page: Page, { email }: Member, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Sets an app up on the start page; answers its secret and the codes. */
export async function setUpApp(page: Page): Promise<{ secret: string; codes: readonly string[] }> {
  await page.getByRole("button", { name: "Set up an app" }).click();
  const secret = (await page.locator("[data-totp-key]").getAttribute("data-totp-key")) ?? "";
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await page.getByLabel("Code that the app shows").fill(await generate({ secret }));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Keep these ten codes" })).toBeFocused();
  const codes = await page.locator("[data-recovery-codes] li").allInnerTexts();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "I kept them" }).click();
  return { secret, codes };
}

/** Each code counts once: the one that an app half a minute ahead shows by now. */
export const nextCode = (secret: string): Promise<string> => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
