import { type APIResponse, type Page } from "@playwright/test";
import { sendCommand } from "../support/desk-steps";
import { signInAs } from "../support/e2e";
import { pdfFile, pngFile, stlFile } from "../support/sample-files";
import { expect, test } from "../support/test";

async function upload(page: Page, purpose: string, name: string, bytes: Buffer, more: object = {}): Promise<APIResponse> {
  const { ticket } = await sendCommand<{ ticket: string }>(page, `files/prepare-${purpose}`, { name, byteCount: bytes.length, ...more });
  return page.request.post("/api/files/upload", { data: bytes, headers: { "content-type": "application/octet-stream", "x-bedside-upload": ticket, "x-bedside-actor": "session" } });
}

test("FILE-1, FILE-12: a model of 40 MB goes through the built product and comes back byte by byte, to be saved", async ({ page }) => {
  await signInAs(page, "Mara Lindqvist");
  const bytes = stlFile(800_000);
  bytes.fill(7, 84);
  const answer = await upload(page, "model", "skull.stl", bytes);
  expect(answer.status(), await answer.text()).toBe(200);
  const { value } = (await answer.json()) as { value: { fileId: string; byteCount: number } };
  expect(value.byteCount).toBe(bytes.length);
  const given = await page.request.get(`/api/files/model/${value.fileId}`);
  expect(given.headers()).toMatchObject({
    "content-type": "model/stl",
    "content-disposition": expect.stringContaining("attachment"),
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": expect.stringContaining("sandbox"),
  });
  expect((await given.body()).equals(bytes)).toBe(true);
  await sendCommand(page, "files/remove-model", { fileId: value.fileId });
  expect((await page.request.get(`/api/files/model/${value.fileId}`)).status()).toBe(404);
});

test("FILE-2, FILE-4: what is not what it says is refused in words, also over HTTP", async ({ page }) => {
  await signInAs(page, "Mara Lindqvist");
  const svg = await upload(page, "logo", "logo.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".padEnd(200)));
  expect([svg.status(), (await svg.json()).error.code]).toEqual([400, "files.kind_unknown"]);
  const pdf = await upload(page, "logo", "logo.png", pdfFile());
  expect((await pdf.json()).error.code).toBe("files.kind_not_taken");
  const cross = await page.request.post("/api/files/upload", { data: pngFile(), headers: { "content-type": "application/octet-stream", origin: "https://elsewhere.example", "x-bedside-upload": "x" } });
  expect(cross.status()).toBe(403);
});
