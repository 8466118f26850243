import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/models/hra/[file]/route";
import { atlasSchema } from "@/core/anatomy/manifest";
import { pull, removeOrgans, type PullOrder } from "../../scripts/anatomy/atlas/pull";
import { makeLibrary } from "../support/atlas-library";

let folder: string;
const out = () => join(folder, "hra");
const ask = (file: string): Promise<Response> => GET(new Request(`http://localhost/models/hra/${file}`), { params: Promise.resolve({ file }) });
const list = async () => atlasSchema.parse(await (await ask("manifest.json")).json()).models;

describe("serving pulled models", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bedside-atlas-"));
    vi.stubEnv("BEDSIDE_ATLAS_DIR", out());
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it("has an empty list, and no fault, where nothing was pulled", async () => {
    const answer = await ask("manifest.json");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.json()).toEqual({ models: [] });
  });

  it("serves what is pulled while it runs, byte for byte, and forgets what is taken away", async () => {
    const library = await makeLibrary(join(folder, "library"));
    const order: PullOrder = { library, names: [], all: true, from: join(folder, "library"), out: out(), say: () => undefined };
    await pull(order);
    const models = await list();
    expect(models.map(({ id }) => id)).toEqual(["hra-vh-f-heart", "hra-vh-f-kidney-l"]);
    for (const { file, bytes } of models.flatMap((model) => [model, ...model.levels])) {
      const answer = await ask(file.replace(/^hra\//, ""));
      expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-length")]).toEqual([200, "model/gltf-binary", String(bytes)]);
      expect(answer.headers.get("cache-control")).toContain("immutable");
      expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
    }
    await removeOrgans(order);
    expect(await list()).toEqual([]);
    expect((await ask((models[0]?.file ?? "").replace(/^hra\//, ""))).status).toBe(404);
  });

  it("gives nothing but models: no other file, no way out of the folder", async () => {
    const library = await makeLibrary(join(folder, "library"));
    await pull({ library, names: [], all: false, from: join(folder, "library"), out: out(), say: () => undefined });
    await writeFile(join(folder, "secret.glb"), "secret");
    for (const name of ["../secret.glb", "..%2fsecret.glb", "ATTRIBUTION.txt", "/etc/passwd", ".sources", "", "a".repeat(4000), "x\0.glb"]) {
      expect([name, (await ask(name)).status]).toEqual([name, 404]);
    }
  });

  it("shows no model of a list that it can't read", async () => {
    const library = await makeLibrary(join(folder, "library"));
    await pull({ library, names: [], all: false, from: join(folder, "library"), out: out(), say: () => undefined });
    await writeFile(join(out(), "manifest.json"), '{"models":[{"id":"half');
    expect(await list()).toEqual([]);
  });
});
