import { ask, PASSWORD, setUpApp, signIn, type Member } from "../support/keys-steps";
import { expect, test } from "../support/test";

/** A patient with an account of this test's own, the demo's password and no second factor. */
async function patientWithAccount(): Promise<Member> {
  const [accountId, patientId] = [crypto.randomUUID(), crypto.randomUUID()];
  const email = `${accountId.slice(0, 8)}@patients.example.test`;
  await ask(
    `with model as (select practice_id, password_hash from account where email = 'ines.moreau@harbour.example.test'),
          made as (insert into account (id, practice_id, email, name, zone, password_hash) select $1, practice_id, $2, 'Noor Vale', 'Europe/Zurich', password_hash from model returning practice_id)
     insert into patient (id, practice_id, given_name, family_name, search_name, birth_date, zone, account_id) select $3, practice_id, 'Noor', 'Vale', 'noorvale', '1979-05-04', 'Europe/Zurich', $1 from made`,
    [accountId, email, patientId],
  );
  return { accountId, email };
}

test("ACC-4, ACC-79: a page of one's own account outlives a stronger session of its own, and leaves when another browser ends it", async ({ page, browser }) => {
  const member = await patientWithAccount();
  await signIn(page, member);
  await expect(page).toHaveURL(/\/home/);
  await page.goto("/account/security");
  // The app makes the session a stronger one with another id: the codes, told once, must stay to be read.
  const { codes } = await setUpApp(page);
  await expect(page).toHaveURL(/\/account\/security$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await signIn(other, member, PASSWORD);
  // A page that has just loaded may not listen yet.
  const field = other.getByLabel("Recovery code");
  await expect(async () => {
    if (!(await field.isVisible())) await other.getByRole("button", { name: "Use a recovery code" }).click({ timeout: 2_000 });
    await expect(field).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await field.fill(codes[1] ?? "");
  await other.getByRole("button", { name: "Go on" }).click();
  await expect(other).toHaveURL(/\/home/);
  await other.goto("/account/sessions");
  await other.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page).toHaveURL(/\/sign-in\?ended=1/);
});
