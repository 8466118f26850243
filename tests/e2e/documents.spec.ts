import { type Page } from "@playwright/test";
import { BreakableLine } from "../support/breakable-line";
import { signInAs, violations, watch } from "../support/e2e";
import { pdfFile, pngFile } from "../support/sample-files";
import { expect, test } from "../support/test";

interface Dropped {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Drops files on the field, as a hand with a mouse does. */
async function drop(page: Page, ...files: readonly Dropped[]): Promise<void> {
  const sent = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") }));
  const transfer = await page.evaluateHandle((given) => {
    const all = new DataTransfer();
    for (const { name, type, base64 } of given) all.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name, { type }));
    return all;
  }, sent);
  const zone = page.locator(".file-drop");
  // What comes before the page's script is there falls on nothing.
  await expect.poll(() => zone.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps")))).toBe(true);
  for (const event of ["dragenter", "dragover", "drop"]) await zone.dispatchEvent(event, { dataTransfer: transfer });
}

const marked = (page: Page, name: string) => page.getByRole("list", { name: "The documents" }).getByRole("listitem").filter({ hasText: name });
const unique = (stem: string) => `${stem} ${Math.random().toString(36).slice(2, 8)}`;

async function openOwn(page: Page): Promise<void> {
  await signInAs(page, "Tomasz W");
  await page.goto("/home");
  await page.getByRole("link", { name: "Your documents" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your documents" })).toBeVisible();
}

test("FILE-1, FILE-14, FILE-15: a patient drops a document, renames it, deletes it and brings it back; the clinician opens it", async ({ page, browser }) => {
  const seen = watch(page);
  await openOwn(page);
  const [letter, scan] = [unique("Letter"), unique("Scan")];
  await drop(page, { name: `${letter}.pdf`, type: "application/pdf", bytes: pdfFile() }, { name: `${scan}.png`, type: "image/png", bytes: pngFile() });
  await expect(marked(page, letter)).toContainText("from you");
  await expect(marked(page, scan)).toContainText("Picture");
  expect(await violations(page)).toEqual([]);

  const called = unique("From the heart clinic");
  await marked(page, letter).getByRole("button", { name: /^Rename/ }).click();
  const dialog = page.getByRole("dialog", { name: "Give it another name" });
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByLabel("Name").fill(called);
  expect(await violations(page, "dialog[open]")).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(marked(page, `${called}.pdf`)).toBeVisible();

  await marked(page, scan).getByRole("button", { name: /^Delete/ }).click();
  await expect(marked(page, scan)).toBeHidden();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(marked(page, scan)).toBeVisible();
  const address = (await marked(page, scan).getByRole("link", { name: /^Open/ }).getAttribute("href")) ?? "";
  const shown = await page.request.get(address);
  expect(shown.headers()).toMatchObject({ "content-type": "image/png", "content-disposition": expect.stringMatching(/^inline/), "content-security-policy": expect.stringContaining("sandbox") });
  expect((await shown.body()).equals(pngFile())).toBe(true);

  // Whoever treats the patient finds both from the patient's page.
  const office = await browser.newContext();
  const clinic = await office.newPage();
  await signInAs(clinic, "Dr. Ines Moreau");
  await clinic.goto("/people");
  await clinic.getByRole("searchbox", { name: "Find a person" }).fill("Wójcik");
  await clinic.getByRole("link", { name: /Wójcik/ }).first().click();
  await clinic.getByRole("link", { name: "Documents", exact: true }).click();
  await expect(marked(clinic, called)).toContainText("from the patient");
  const saving = clinic.waitForEvent("download");
  await marked(clinic, called).getByRole("link", { name: /^Save/ }).click();
  expect((await saving).suggestedFilename()).toBe(`${called}.pdf`);
  expect(await violations(clinic)).toEqual([]);
  expect([...seen.errors, ...seen.refused, ...seen.foreign]).toEqual([]);
});

test("FILE-2, FILE-3: a bomb and a renamed program are refused in words, and those beside them get in", async ({ page }) => {
  await openOwn(page);
  const good = unique("Good");
  await drop(
    page,
    { name: "bomb.png", type: "image/png", bytes: pngFile({ width: 60_000, height: 60_000 }) },
    { name: "invoice.pdf", type: "application/pdf", bytes: Buffer.concat([Buffer.from("MZ\x90\0\x03"), Buffer.alloc(4_000_000, 1)]) },
    { name: "archive.pdf", type: "application/pdf", bytes: Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(100, 1)]) },
    { name: `${good}.pdf`, type: "application/pdf", bytes: pdfFile() },
  );
  await expect(marked(page, good)).toBeVisible();
  await expect(page.getByText(/bomb\.png: This image has too many pixels/)).toBeVisible();
  await expect(page.getByText(/invoice\.pdf: What is in this file is not taken here/)).toBeVisible();
  await expect(page.getByText(/archive\.pdf: What is in this file is not taken here/)).toBeVisible();
  for (const name of ["bomb", "invoice", "archive"]) await expect(marked(page, name)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /^Leave it out.*bomb/ }).click();
  await expect(page.getByText(/bomb\.png/)).toHaveCount(0);
});

test("FILE-8: an upload that is stopped keeps nothing; one whose connection breaks is sent again by a press", async ({ page, context, baseURL }) => {
  const line = await BreakableLine.to(baseURL ?? "");
  try {
    await signInAs(page, "Tomasz W");
    await page.goto(`${line.url}/home/documents`);
    const name = unique("Long letter");
    const bytes = pdfFile(`% ${"a long line of a long letter ".repeat(100_000)}`);
    const choose = () => page.getByLabel("Add documents").setInputFiles({ name: `${name}.pdf`, mimeType: "application/pdf", buffer: bytes });
    const browser = await context.newCDPSession(page);
    const pace = (uploadThroughput: number) => browser.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });

    await pace(300_000);
    await choose();
    await expect(page.getByText(new RegExp(`${name}.pdf: [1-9]`))).toBeVisible();
    await page.getByRole("button", { name: "Stop sending" }).click();
    await expect(page.getByText("Stopped. Nothing was kept.")).toBeVisible();

    await choose();
    await expect(page.getByText(new RegExp(`${name}.pdf: [1-9]`))).toBeVisible();
    line.cut();
    await expect(page.getByText(/The connection broke\. Nothing of it was kept/)).toBeVisible();
    await expect(marked(page, name)).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    line.mend();
    await pace(-1);
    await page.getByRole("button", { name: /^Send it again/ }).click();
    await expect(marked(page, name)).toHaveCount(1);
    await expect(page.getByText(/The connection broke/)).toHaveCount(0);
  } finally {
    line.close();
  }
});
