import { describe, expect, it } from "vitest";
import { weld } from "./measure";
import { countSelfIntersections } from "./self-intersections";

/** A tetrahedron, moved `x` along x and a little less along y and z. */
function tetrahedron(x: number): { position: number[]; index: number[] } {
  const y = x * 0.3, z = x * 0.2;
  return { position: [x, y, z, x + 2, y, z, x, y + 2, z, x, y, z + 2], index: [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3] };
}

function together(...xs: readonly number[]): { position: Float32Array; normal: Float32Array; index: Uint32Array } {
  const parts = xs.map(tetrahedron);
  const position = new Float32Array(parts.flatMap((part) => part.position));
  return { position, normal: position, index: new Uint32Array(parts.flatMap((part, i) => part.index.map((v) => v + i * 4))) };
}

describe("self-intersections", () => {
  const count = (...xs: readonly number[]): number => {
    const mesh = together(...xs);
    return countSelfIntersections(mesh, weld(mesh.position, 1e-6));
  };

  it("are none in a closed body, nor between bodies that stand apart", () => {
    expect(count(0)).toBe(0);
    expect(count(0, 5)).toBe(0);
  });

  it("are found where two bodies overlap", () => {
    expect(count(0, 0.7)).toBeGreaterThan(0);
  });
});
