import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { manifestSchema } from "@/core/anatomy/manifest";
import { modelFile } from "@/core/anatomy/models";
import { structuresOnDisk } from "../../../tests/support/structures-on-disk";
import { bringModel, type StructuresState } from "./model-arrival";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const kidney = models.find(({ id }) => id === "kidney");
if (!kidney) throw new Error("no kidney");
const file = modelFile(kidney, "light");
const insideFile = file.inside?.file ?? "";

const asked: string[] = [];
const lost = new Set<string>();
beforeEach(() => {
  asked.length = 0;
  lost.clear();
  // Served from the folder that the product serves.
  vi.stubGlobal("fetch", (input: string) => {
    const name = input.replace("/models/", "");
    asked.push(name);
    return lost.has(name) ? Promise.reject(new TypeError("no network")) : Promise.resolve(new Response(readFileSync(`public/models/${name}`)));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** What a load has said so far, each step once. */
function listen(isOpened: boolean): { states: StructuresState[]; steps: () => string[]; load: ReturnType<typeof bringModel> } {
  const states: StructuresState[] = [];
  const load = bringModel(kidney!, file, isOpened, (state) => states.push(state));
  const nameOf = (state: StructuresState): string => (state.kind === "ready" ? state.inside.kind : state.kind);
  return { states, load, steps: () => states.map(nameOf).filter((name, i, all) => name !== all[i - 1]) };
}

const trianglesOf = (state: StructuresState | undefined): Record<string, number> =>
  state?.kind === "ready" ? Object.fromEntries(state.structures.map(({ id, geometry }) => [id, (geometry.index?.count ?? 0) / 3])) : {};

describe("a model on its way", () => {
  it("ANA-651: brings what is seen of it whole, and the rest once it is opened: together every triangle, in the same places", async () => {
    const { load, states, steps } = listen(false);
    await vi.waitFor(() => expect(steps()).toEqual(["loading", "closed"]));
    expect(asked).toEqual([file.file]);
    const closed = states.at(-1);
    for (const id of file.inside?.structures ?? []) expect(trianglesOf(closed)).not.toHaveProperty(id);
    load.open();
    load.open();
    await vi.waitFor(() => expect(steps().at(-1)).toBe("here"));
    expect(steps()).toEqual(["loading", "closed", "coming", "here"]);
    expect(asked).toEqual([file.file, insideFile]);
    const light = kidney!.levels.find(({ level }) => level === "light");
    expect(trianglesOf(states.at(-1))).toEqual(light?.structureTriangles);
    const whole = await structuresOnDisk(kidney!, "light");
    const here = states.at(-1);
    if (here?.kind !== "ready") throw new Error("not ready");
    expect(here.structures.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    here.structures.forEach(({ geometry }, i) => expect([...geometry.getAttribute("position").array]).toEqual([...(whole[i]?.geometry.getAttribute("position").array ?? [])]));
  });

  it("ANA-652: opened before it is here, it is never shown closed", async () => {
    const { steps } = listen(true);
    await vi.waitFor(() => expect(steps().at(-1)).toBe("here"));
    expect(steps()).toEqual(["loading", "here"]);
    const late = listen(false);
    late.load.open();
    await vi.waitFor(() => expect(late.steps().at(-1)).toBe("here"));
    expect(late.steps()).toEqual(["loading", "coming", "here"]);
  });

  it("ANA-652: an inside that does not come leaves what is seen, and can be tried again", async () => {
    lost.add(insideFile);
    const { load, states, steps } = listen(false);
    await vi.waitFor(() => expect(steps().at(-1)).toBe("closed"));
    const closed = trianglesOf(states.at(-1));
    load.open();
    await vi.waitFor(() => expect(steps().at(-1)).toBe("failed"));
    expect(states.at(-1)).toMatchObject({ kind: "ready", inside: { kind: "failed", fault: "network" } });
    expect(trianglesOf(states.at(-1))).toEqual(closed);
    lost.clear();
    load.retryInside();
    await vi.waitFor(() => expect(steps().at(-1)).toBe("here"));
  });

  it("says nothing more once it is stopped", async () => {
    const { load, states } = listen(false);
    load.stop();
    await new Promise((done) => setTimeout(done, 200));
    expect(states.filter(({ kind }) => kind !== "loading")).toEqual([]);
  });
});
