import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hraHeart, obtain, type Source } from "./pull-source";

describe("pulling another publisher's file", () => {
  const content = new TextEncoder().encode("a model");
  const source: Source = { ...hraHeart, file: "model.glb", bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bedside-pull-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("takes the file that it knows", async () => {
    await writeFile(join(folder, "model.glb"), content);
    expect(await obtain(source, folder)).toEqual(content);
  });

  it("refuses a changed file and one that is cut short", async () => {
    await writeFile(join(folder, "model.glb"), "a modeL");
    await expect(obtain(source, folder)).rejects.toThrow("expected 7 bytes with SHA-256");
    await writeFile(join(folder, "model.glb"), "a mod");
    await expect(obtain(source, folder)).rejects.toThrow("got 5");
  });

  it("says which file is missing", async () => {
    await expect(obtain(source, folder)).rejects.toThrow("model.glb");
  });
});
