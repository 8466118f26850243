import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { measureMesh } from "./mesh/measure";
import { generate } from "./generate";
import { kidney } from "./kidney/organ";
import { readModel } from "./write/read-model";
import { WELD_M } from "./write/manifest";

/** Growing takes some seconds, but a busy machine may take its time. */
const PATIENCE_MS = 240_000;

describe("growing an organ", () => {
  // All organs, at the size that is shipped, by command: npm run anatomy -- --check
  it("gives the same bytes twice, and all of it closed, for a kidney on a coarse grid", async () => {
    const grow = () => generate(kidney(2.2), [{ errorMm: 0.4, skinEdgeMm: Infinity }], () => undefined);
    const [first] = await grow();
    const [second] = await grow();
    if (!first || !second) throw new Error("nothing grew");
    const sumOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
    expect(sumOf(second)).toBe(sumOf(first));
    for (const [id, mesh] of await readModel(first)) {
      expect([id, measureMesh(mesh, WELD_M).openEdges]).toEqual([id, 0]);
    }
  }, PATIENCE_MS);
});
