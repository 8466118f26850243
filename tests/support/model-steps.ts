import { expect, type Locator, type Page } from "@playwright/test";
import type { OwnModelView } from "@/core/models/contract";
import { sendCommand } from "./desk-steps";
import { cubeStl } from "./hostile-models";

/** A model's row in the practice's list. */
export const modelRow = (page: Page, name: string): Locator => page.getByRole("list", { name: "The models of your practice" }).getByRole("listitem").filter({ hasText: name });

/** Brings a cube of 10 mm in by the same way as the page does, named and ready; for tests of rooms. */
export async function bringInCube(page: Page, name: string): Promise<string> {
  const bytes = cubeStl(10);
  const { ticket } = await sendCommand<{ ticket: string }>(page, "files/prepare-model", { name: "cube.stl", byteCount: bytes.length });
  const sent = await page.request.post("/api/files/upload", { data: bytes, headers: { "content-type": "application/octet-stream", "x-bedside-upload": ticket, "x-bedside-actor": "session" } });
  const { value } = (await sent.json()) as { value: { fileId: string } };
  const find = async (): Promise<OwnModelView | undefined> => {
    const answer = await page.request.get("/api/models/list?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
    return ((await answer.json()) as { value: { models: OwnModelView[] } }).value.models.find(({ modelId }) => modelId === value.fileId);
  };
  await expect.poll(async () => (await find())?.state, { timeout: 90_000 }).toBe("draft");
  const said = { en: name, es: "" };
  const words = { names: { clinical: said, plain: { en: "", es: "" } }, parts: [], source: "A test", licence: "Our own" };
  const version = (await find())?.version ?? 0;
  await sendCommand(page, "models/settle", { modelId: value.fileId, version, words, place: { unit: "mm", up: "+z", quarters: 0 }, showsPatient: false });
  return value.fileId;
}
