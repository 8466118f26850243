import { describe, expect, it } from "vitest";
import { ellipsoid, type Field } from "../field/distance";
import type { Part, PartSet } from "../organ";
import { crossingsOf, keepAround } from "./crossings";
import { labelField } from "./label-field";
import { smoothNormals } from "./normals";
import { project } from "./project";
import { simplify } from "./simplify";
import { surfaceNets } from "./surface-nets";
import { tidy } from "./tidy";
import { topologyOf } from "./topology";

/** Building takes a second, but a busy machine may take its time. */
const PATIENCE_MS = 60_000;
const outer: Field = ellipsoid([0, 0, 0], [7, 9, 7]);
const inner: Field = ellipsoid([0, 0, 0], [6, 8, 6]);

describe("surfaces that pass through themselves", () => {
  it("are found between two patches of one part", () => {
    const position = new Float32Array([0, 0, 0, 2, 0, 0, 0, 2, 0, 0.4, 0.4, -1, 0.5, 0.4, 1, 0.4, 0.5, 1]);
    const patches = [{ a: 0, b: 1, index: [0, 1, 2] }, { a: 1, b: 2, index: [3, 4, 5] }];
    expect(crossingsOf(position, patches)).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(crossingsOf(position, [{ a: 0, b: 1, index: [0, 1, 2] }, { a: 0, b: 2, index: [3, 4, 5] }])).toEqual([]);
  });

  it("mark the vertices around them once", () => {
    const position = new Float32Array([0, 0, 0, 2, 0, 0, 0, 2, 0, 0.4, 0.4, -1, 0.5, 0.4, 1, 0.4, 0.5, 1, 40, 40, 40]);
    const kept = new Uint8Array(7);
    expect(keepAround(position, [[0, 1, 2, 3, 4, 5]], kept)).toBe(true);
    expect([...kept]).toEqual([1, 1, 1, 1, 1, 1, 0]);
    expect(keepAround(position, [[0, 1, 2, 3, 4, 5]], kept)).toBe(false);
  });

  it("do not come from thinning a thin shell, whose two sides long edges would drive into each other", () => {
    // Blood within a wall of one millimetre, thinned until its edges are longer than the wall is thick.
    const parts: readonly Part[] = [{ name: "lumen", kind: "blood", f: inner }, { name: "wall", kind: "tissue", f: outer }];
    const set: PartSet = { parts, box: [[-11, -13, -11], [11, 13, 11]], cellMm: 0.5, errorFactor: 1 };
    const field = labelField(set);
    tidy(field, parts);
    const nets = surfaceNets(field);
    const topology = topologyOf(nets);
    project(nets, topology, parts, set.cellMm, true);
    expect(crossingsOf(nets.position, nets.patches)).toEqual([]);
    const levels = simplify(nets, topology, smoothNormals(nets), parts, [{ errorMm: 0.6, skinEdgeMm: Infinity, apart: "all" }, { errorMm: 1.6, skinEdgeMm: Infinity, apart: "all" }]);
    for (const patches of levels) expect(crossingsOf(nets.position, patches)).toEqual([]);
    const faces = [nets.patches, ...levels].map((patches) => patches.reduce((sum, { index }) => sum + index.length / 3, 0));
    expect(faces[1]).toBeLessThan((faces[0] ?? 0) / 10);
  }, PATIENCE_MS);
});
