import fc from "fast-check";
import { BufferAttribute, type Intersection, Ray, Raycaster, Sphere, TorusGeometry, Vector3, type BufferGeometry } from "three";
import { describe, expect, it } from "vitest";
import { AnatomyModelObject } from "../anatomy/anatomy-model";
import type { GripFound } from "../stage/grips";
import type { StageView } from "../stage/stage-view";
import { ModelTarget } from "./model-target";

const RING_M = 0.05;
const THICK_M = 0.01;

function ring(change: (geometry: BufferGeometry) => void): BufferGeometry {
  const geometry: BufferGeometry = new TorusGeometry(RING_M, THICK_M, 24, 64);
  geometry.deleteAttribute("uv");
  change(geometry);
  const count = geometry.getAttribute("position").count;
  geometry.setAttribute("color", new BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(new Uint8Array(count * 4), 4, true));
  return geometry;
}

/** Two links of a chain: each goes through the other's hole, and each one's box holds much of the other. */
function links(grip: GripFound | null = null) {
  const model = new AnatomyModelObject(
    [
      { id: "upright", geometry: ring(() => undefined) },
      { id: "flat", geometry: ring((geometry) => geometry.rotateX(Math.PI / 2).translate(RING_M, 0, 0)) },
    ],
    [0, 0, 0],
  );
  model.updateMatrixWorld(true);
  // The parts of a stage that a target asks; the whole needs a graphics card.
  const target = new ModelTarget({ modelObject: model, grips: grip && { along: () => grip, near: () => grip, point: () => true } } as unknown as StageView);
  const found = (ask: (into: Intersection[]) => void): Intersection | undefined => {
    const into: Intersection[] = [];
    ask(into);
    return into[0];
  };
  return {
    model,
    near: (at: Vector3, radius: number) => found((into) => target.spherecast(new Sphere(at, radius), into)),
    along: (ray: Ray) => found((into) => target.raycast(new Raycaster(ray.origin, ray.direction), into)),
  };
}

/** How far a place is from either link's surface, by the formula of a torus, metres. */
const awayFrom = {
  upright: ({ x, y, z }: Vector3): number => Math.abs(Math.hypot(Math.hypot(x, y) - RING_M, z) - THICK_M),
  flat: ({ x, y, z }: Vector3): number => Math.abs(Math.hypot(Math.hypot(x - RING_M, z) - RING_M, y) - THICK_M),
};

describe("what a hand is at", () => {
  const coordinate = fc.double({ min: -0.09, max: 0.14, noNaN: true });

  it("ANA-614: near, it is the part whose surface is nearest, of two that go through each other, and nothing beyond reach", () => {
    const { model, near } = links();
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, fc.double({ min: 0.01, max: 0.05, noNaN: true }), (x, y, z, reach) => {
        const at = new Vector3(x, y, z);
        const [upright, flat] = [awayFrom.upright(at), awayFrom.flat(at)];
        const nearest = Math.min(upright, flat);
        const touched = model.touch(new Sphere(at, reach));
        // The rings are drawn in flat pieces, up to half a millimetre within the true ones.
        if (nearest > reach + 0.0006) expect(touched).toBeNull();
        if (nearest > reach - 0.0006 || Math.abs(upright - flat) < 0.0012) return;
        expect(touched?.structureId).toBe(upright < flat ? "upright" : "flat");
        const hit = near(at, reach);
        expect(Math.abs((hit?.distance ?? NaN) - nearest)).toBeLessThan(0.0006);
        expect(hit?.point.distanceTo(at)).toBeCloseTo(hit?.distance ?? NaN, 6);
      }),
    );
  });

  it("ANA-614: by ray, it is the first surface on the way, through a hole and between the links", () => {
    const { along } = links();
    const downwards = (x: number): Intersection | undefined => along(new Ray(new Vector3(x, 0.2, 0), new Vector3(0, -1, 0)));
    // Above the upright link's top; through its hole onto the flat one that lies in it; and past both.
    expect(downwards(0)?.point.y).toBeCloseTo(RING_M + THICK_M, 3);
    const through = along(new Ray(new Vector3(0, 0, 0.2), new Vector3(0, 0, -1)));
    expect(through?.point.z).toBeCloseTo(Math.sqrt((RING_M + THICK_M) ** 2 - RING_M ** 2), 3);
    expect(downwards(0.2)).toBeUndefined();
  });

  it("ANA-105: a handle goes before the model, by ray and near", () => {
    const handle = { point: new Vector3(0, 0, 0.3), distance: 0.05, take: () => null };
    const { near, along } = links(handle);
    expect(near(new Vector3(0, RING_M, 0), 0.05)?.point).toBe(handle.point);
    expect(along(new Ray(new Vector3(0, 0.2, 0), new Vector3(0, -1, 0)))?.point).toBe(handle.point);
  });
});
