import { describe, expect, it } from "vitest";
import { readModel } from "../write/read-model";
import { writeGlb } from "../write/glb";
import { crossingsOf } from "./crossings";
import { gridOf, snapLevel } from "./snap";
import type { StructureMesh } from "./structure-meshes";
import type { Patch } from "./surface-nets";

/** Two tetrahedra of one part, a little under a step of the file's grid apart. */
function nearlyTouching(gapMm: number): { position: Float32Array; patches: Patch[] } {
  const y = 0.3, top = 8 + gapMm;
  const position = new Float32Array([-40, -40, -40, 40, -40, -40, 0, -40, 40, 0.013, 8, y, -5, top, 3, 5, top, 3.1, 0.3, top + 0.004, -4, 0.4, 30, 0]);
  return { position, patches: [{ a: 0, b: 1, index: [0, 1, 2, 0, 3, 1, 1, 3, 2, 2, 3, 0, 4, 6, 5, 4, 5, 7, 5, 6, 7, 6, 4, 7] }] };
}
const meshOf = (position: Float32Array, { index }: Patch): StructureMesh => ({ name: "part", position, normal: Float32Array.from(position, (_, i) => (i % 3 === 1 ? 1 : 0)), index: Uint32Array.from(index) });

describe("positions on the grid of the file", () => {
  it("come back from the file as they were written", async () => {
    const { position, patches } = nearlyTouching(0.5);
    const out = snapLevel(position, patches, gridOf([{ position, patches }]));
    const back = (await readModel(await writeGlb("test", [{ ...meshOf(out, patches[0] as Patch), tissue: "bone", roughness: 0.5, colour: new Uint8Array((out.length / 3) * 4).fill(200) }]))).get("part");
    const sorted = (list: ArrayLike<number>, by: number): string[] => Array.from({ length: list.length / 3 }, (_, v) => [0, 1, 2].map((c) => ((list[v * 3 + c] ?? NaN) * by).toFixed(4)).join()).sort();
    expect(sorted(back?.position ?? [], 1000)).toEqual(sorted(out, 1));
  });

  it("do not cross where they only just lay apart", () => {
    for (const gapMm of [0.002, 0.004, 0.006, 0.009, 0.012]) {
      const { position, patches } = nearlyTouching(gapMm);
      expect(crossingsOf(position, patches)).toEqual([]);
      const out = snapLevel(position, patches, gridOf([{ position, patches }]));
      expect(crossingsOf(out, patches)).toEqual([]);
      for (let i = 0; i < out.length; i++) expect(Math.abs((out[i] ?? 0) - (position[i] ?? 0))).toBeLessThan(0.2);
    }
  });
});
