import { validateBytes } from "gltf-validator";
import { describe, expect, it } from "vitest";
import { modelSchema } from "@/core/anatomy/manifest";
import { likelyPlace, manifestLine } from "@/core/models/manifest-line";
import { cubeStl, triangleGlb } from "../../../tests/support/hostile-models";
import { convertModel, type Converted } from "./convert";

async function converted(bytes: Uint8Array): Promise<Converted> {
  const result = await convertModel(bytes);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** A ball of so many rings, as a binary STL; radius in the file's own unit. */
function ballStl(rings: number, radius: number): Buffer {
  const point = (ring: number, step: number): number[] => {
    const [down, around] = [(ring / rings) * Math.PI, (step / (2 * rings)) * 2 * Math.PI];
    return [Math.sin(down) * Math.cos(around), Math.cos(down), -Math.sin(down) * Math.sin(around)].map((value) => Math.fround(Math.round(value * radius * 1e5) / 1e5));
  };
  const facets: number[][] = [];
  for (let ring = 0; ring < rings; ring += 1) {
    for (let step = 0; step < 2 * rings; step += 1) {
      const [a, b, c, d] = [point(ring, step), point(ring + 1, step), point(ring + 1, (step + 1) % (2 * rings)), point(ring, (step + 1) % (2 * rings))];
      facets.push([...a, ...b, ...c], [...a, ...c, ...d]);
    }
  }
  const stl = Buffer.alloc(84 + 50 * facets.length);
  stl.writeUInt32LE(facets.length, 80);
  for (const [at, facet] of facets.entries()) for (const [n, value] of facet.entries()) stl.writeFloatLE(value, 84 + at * 50 + 12 + n * 4);
  return stl;
}

describe("a model made ours", () => {
  it("ANA-503: files that a validator finds nothing wrong with, in three levels", async () => {
    const { files, facts } = await converted(ballStl(80, 40));
    for (const name of ["full", "light", "test"] as const) {
      const report = await validateBytes(files[name]);
      expect([report.issues.numErrors, report.issues.numWarnings, report.issues.messages.filter(({ severity }) => severity < 2)]).toEqual([0, 0, []]);
      expect(files[name].length).toBe(facts.levels[name].bytes);
    }
    expect(facts.levels.full.triangles).toBe(2 * 80 * 2 * 80 - 2 * 160);
    expect(facts.levels.test.triangles).toBeLessThanOrEqual(6_000);
    expect(facts.parts).toMatchObject([{ id: "part-1", shells: 1, openEdges: 0 }]);
  });

  it("ANA-503: keeps what it shows: sides to a thousandth, the volume of a ball to one in a hundred", async () => {
    const { facts } = await converted(ballStl(60, 25));
    for (const side of facts.sides) expect(Math.abs(side - 50) / 50).toBeLessThan(0.001);
    expect(Math.abs((facts.parts[0]?.volume ?? 0) / ((4 / 3) * Math.PI * 25 ** 3) - 1)).toBeLessThan(0.01);
  });

  it("ANA-503: drops whatever was said in the file, names of its nodes included", async () => {
    const secret = "AMIRA-HADDAD-1968";
    const glb = triangleGlb((d) => Object.assign(d, { asset: { version: "2.0", copyright: secret, extras: { secret } }, nodes: [{ mesh: 0, name: secret, extras: { secret } }] }));
    for (const bytes of [glb, cubeStl(10, secret)]) {
      const { files } = await converted(bytes);
      for (const file of Object.values(files)) expect(Buffer.from(file).includes(secret)).toBe(false);
    }
  });

  it("makes the same files of the same bytes", async () => {
    const [one, two] = [await converted(cubeStl()), await converted(cubeStl())];
    expect(one.facts).toEqual(two.facts);
  });

  it("ANA-504: a cube of 10 mm is a structure of 10 mm and one millilitre, whichever way is up", async () => {
    const { facts } = await converted(cubeStl(10));
    expect(likelyPlace("stl", facts)).toEqual({ unit: "mm", up: "+z", quarters: 0 });
    for (const up of ["+y", "-y", "+z", "-z", "+x", "-x"] as const) {
      for (const quarters of [0, 1, 2, 3]) {
        const about = { fileName: "cube.stl", facts, words: null, place: { unit: "mm", up, quarters } } as const;
        const line = modelSchema.parse(manifestLine({ modelId: "6f9619ff-8b86-4011-b42d-00c04fc964ff", kind: "stl", about, folder: "own/session/x" }));
        expect(line.boundsM).toEqual({ min: [-0.005, -0.005, -0.005], max: [0.005, 0.005, 0.005] });
        expect(line.structures).toMatchObject([{ id: "part-1", volumeMl: 1, shells: 1 }]);
      }
    }
  });

  it("ANA-305: its line says how far the coarser of its levels lies off, in its true unit", async () => {
    const { facts } = await converted(cubeStl(10));
    const withinOf = (unit: "mm" | "cm", moved: Partial<typeof facts>): number | undefined => {
      const about = { fileName: "cube.stl", facts: { ...facts, ...moved }, words: null, place: { unit, up: "+z", quarters: 0 } } as const;
      return manifestLine({ modelId: "6f9619ff-8b86-4011-b42d-00c04fc964ff", kind: "stl", about, folder: "own/session/x" })?.drawnWithinMm;
    };
    expect(withinOf("mm", {})).toBe(0);
    expect(withinOf("mm", { movedBy: 0.2, lightMovedBy: 1.4 })).toBe(1.4);
    expect(withinOf("cm", { movedBy: 0.2, lightMovedBy: 1.4 })).toBe(14);
    expect(withinOf("mm", { movedBy: 0.9, lightMovedBy: undefined })).toBe(0.9);
  });
});
