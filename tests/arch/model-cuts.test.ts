import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CUT_PRESETS, middleOf, presetCut, reachAlong } from "@/core/anatomy/cuts";
import { manifestSchema } from "@/core/anatomy/manifest";
import { createSectioner } from "@/core/anatomy/sectioner";
import { dot } from "@/core/anatomy/vector";
import { readWhole } from "../../scripts/anatomy/write/read-model";

const folder = resolve(import.meta.dirname, "../../public/models");
const manifest = manifestSchema.parse(JSON.parse(readFileSync(resolve(folder, "manifest.json"), "utf8")));
/** Planes through each structure along one axis, in its own box. */
const PLANES = 40;

describe.each(manifest.models)("cuts of the $id", (model) => {
  it("ANA-102: every section of every structure is closed, and all of them together are its volume", async () => {
    const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, file)));
    const meshes = await readWhole(bytesOf(model.file), model.inside && bytesOf(model.inside.file));
    const middle = middleOf(model);
    const surfaces = model.structures.flatMap(({ id, node }) => {
      const mesh = meshes.get(node);
      // Single precision, as a browser holds them.
      return mesh ? [{ id, positions: Float32Array.from(mesh.position, (value, i) => value - (middle[i % 3] ?? 0)), index: mesh.index }] : [];
    });
    expect(surfaces).toHaveLength(model.structures.length);
    const sectioner = createSectioner(surfaces);
    for (const preset of CUT_PRESETS) {
      const { n } = presetCut(preset);
      const reach = reachAlong(model, n);
      for (const { id } of surfaces) for (const share of [-0.61, -0.2, 0, 0.017, 0.5]) expect(sectioner.cut(id, { n, d: reach * share }).open, `${id} ${preset} ${share}`).toEqual([]);
    }
    for (const { id, positions } of surfaces) {
      const volumeMl = model.structures.find((structure) => structure.id === id)?.volumeMl;
      if (volumeMl === undefined || volumeMl < 1) continue;
      const { n } = presetCut("transverse");
      let [low, high] = [Infinity, -Infinity];
      for (let i = 0; i < positions.length; i += 3) {
        const height = dot(n, [positions[i] ?? 0, positions[i + 1] ?? 0, positions[i + 2] ?? 0]);
        [low, high] = [Math.min(low, height), Math.max(high, height)];
      }
      const step = (high - low) / PLANES;
      let sum = 0;
      for (let k = 0; k < PLANES; k += 1) sum += sectioner.cut(id, { n, d: low + (k + 0.5) * step }).areaM2 * step;
      expect(Math.abs((sum * 1e6) / volumeMl - 1), id).toBeLessThan(0.05);
    }
  });
});
