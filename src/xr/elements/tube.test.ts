import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/core/anatomy/vector";
import { tubesThrough } from "./tube";

const RADIUS_M = 0.001;

function volumeOf(pieces: readonly (readonly Vec3[])[]): { volume: number; corners: Vector3[] } {
  const geometry = tubesThrough(pieces, RADIUS_M);
  const position = geometry.getAttribute("position");
  const index = [...(geometry.index?.array ?? [])];
  const at = (i: number): Vector3 => new Vector3().fromBufferAttribute(position, index[i] ?? -1);
  let volume = 0;
  for (let i = 0; i < index.length; i += 3) volume += at(i).dot(at(i + 1).cross(at(i + 2))) / 6;
  const corners = Array.from({ length: position.count }, (_, i) => new Vector3().fromBufferAttribute(position, i));
  return { volume, corners };
}

describe("round lines", () => {
  const line: Vec3[] = [[0, 0, 0], [0.02, 0, 0], [0.02, 0.02, 0], [0.02, 0.02, 0.02]];

  it("are closed and face outwards, round corners too", () => {
    const { volume } = volumeOf([line]);
    const round = Math.PI * RADIUS_M ** 2 * 0.06;
    expect(volume).toBeGreaterThan(round * 0.6);
    expect(volume).toBeLessThan(round * 1.2);
  });

  it("hold every piece, and bear points that lie on each other", () => {
    const one = volumeOf([[[0, 0, 0], [0.01, 0, 0]]]).volume;
    const two = volumeOf([[[0, 0, 0], [0.01, 0, 0]], [[0, 0, 0.05], [0.01, 0, 0.05]], [[9, 9, 9]]]).volume;
    expect(two).toBeCloseTo(2 * one, 12);
    const { corners } = volumeOf([[[0, 0, 0], [0, 0, 0], [0, 0.01, 0], [0, 0.01, 0]]]);
    for (const corner of corners) expect(Number.isFinite(corner.lengthSq())).toBe(true);
  });
});
