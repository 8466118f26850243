import { beforeAll, describe, expect, it } from "vitest";
import { ellipsoid, halfSpace, within, type Field } from "../field/distance";
import type { Part, PartSet } from "../organ";
import { labelField } from "./label-field";
import { measureMesh } from "./measure";
import { smoothNormals } from "./normals";
import { project } from "./project";
import { simplify } from "./simplify";
import { structureMeshes, type StructureMesh } from "./structure-meshes";
import { surfaceNets } from "./surface-nets";
import { tidy } from "./tidy";
import { topologyOf } from "./topology";

/** Building takes a second, but a busy machine may take its time. */
const PATIENCE_MS = 60_000;
const RADIUS_MM = 10;
const ball: Field = ellipsoid([0, 0, 0], [RADIUS_MM, RADIUS_MM, RADIUS_MM]);
const core: Field = ellipsoid([0, 0, 0], [5, 5, 5]);
const speck: Field = ellipsoid([14, 14, 14], [1.5, 1.5, 1.5]);
/** A ball in two halves around a core, with a loose speck that tidying must drop. */
const parts: readonly Part[] = [
  { name: "core", kind: "blood", f: core },
  { name: "left", kind: "tissue", f: within(0.1, ball, halfSpace([0, 0, 0], [-1, 0, 0])) },
  { name: "right", kind: "tissue", f: (x, y, z) => Math.min(ball(x, y, z), speck(x, y, z)) },
];
const set: PartSet = { parts, box: [[-17, -17, -17], [17, 17, 17]], cellMm: 1.25, errorFactor: 1 };

function build(): StructureMesh[][] {
  const field = labelField(set);
  tidy(field, parts);
  const nets = surfaceNets(field);
  const topology = topologyOf(nets);
  project(nets, topology, parts, set.cellMm);
  const normals = smoothNormals(nets);
  const levels = simplify(nets, topology, normals, parts, [{ errorMm: 0.02, skinEdgeMm: Infinity }, { errorMm: 0.5, skinEdgeMm: Infinity }]);
  return levels.map((patches) => structureMeshes(nets.position, patches, normals, parts));
}

describe("from fields to meshes", () => {
  let levels: StructureMesh[][];
  beforeAll(() => {
    levels = build();
  }, PATIENCE_MS);
  const named = (level: number, name: string): StructureMesh => {
    const mesh = levels[level]?.find((m) => m.name === name);
    if (!mesh) throw new Error(`no ${name} at level ${level}`);
    return mesh;
  };

  it("closes every part at every level, in one piece", () => {
    for (const level of levels)
      for (const mesh of level) {
        const { openEdges, crowdedEdges, shells } = measureMesh(mesh, 1e-4);
        expect([mesh.name, openEdges, crowdedEdges, shells]).toEqual([mesh.name, 0, 0, 1]);
      }
  });

  it("keeps the volume of the ball", () => {
    const whole = (4 / 3) * Math.PI * RADIUS_MM ** 3;
    const volume = (level: number): number => (levels[level] ?? []).reduce((sum, mesh) => sum + measureMesh(mesh, 1e-4).volume, 0);
    expect(volume(0) / whole).toBeCloseTo(1, 1);
    expect(Math.abs(volume(0) / whole - 1)).toBeLessThan(0.02);
    expect(Math.abs(volume(1) / whole - 1)).toBeLessThan(0.12);
  });

  it("uses far fewer triangles at the coarser level", () => {
    const count = (level: number): number => (levels[level] ?? []).reduce((sum, mesh) => sum + mesh.index.length / 3, 0);
    expect(count(1)).toBeLessThan(count(0) / 3);
  });

  it("gives neighbours the same vertices on their common border", () => {
    for (const level of [0, 1]) {
      const keys = (mesh: StructureMesh): Set<string> => new Set(Array.from({ length: mesh.position.length / 3 }, (_, v) => mesh.position.slice(v * 3, v * 3 + 3).join()));
      const left = keys(named(level, "left")), right = keys(named(level, "right")), inner = keys(named(level, "core"));
      for (const point of inner) expect(left.has(point) || right.has(point)).toBe(true);
    }
  });

  it("gives the same meshes every time", () => {
    const again = build();
    levels.forEach((level, i) => level.forEach((mesh, m) => {
      expect(again[i]?.[m]?.index).toEqual(mesh.index);
      expect(again[i]?.[m]?.position).toEqual(mesh.position);
    }));
  }, PATIENCE_MS);
});
