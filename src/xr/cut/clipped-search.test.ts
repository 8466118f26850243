import fc from "fast-check";
import { BufferAttribute, type BufferGeometry, Ray, Sphere, SphereGeometry, TorusGeometry, Triangle, Vector3 } from "three";
import { mergeVertices } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import { describe, expect, it } from "vitest";
import { NO_CUTS, turnedTo, type CutPlane, type Cuts } from "@/core/anatomy/cuts";
import { AnatomyModelObject, type ModelPart } from "../anatomy/anatomy-model";
import { createCutSearch } from "./clipped-search";

function prepared(geometry: BufferGeometry): BufferGeometry {
  geometry.deleteAttribute("uv");
  const count = geometry.getAttribute("position").count;
  geometry.setAttribute("color", new BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(new Uint8Array(count * 4), 4, true));
  return geometry;
}

/** A ring round a ball, interlocked with nothing cut. */
function model(): AnatomyModelObject {
  const ring = prepared(mergeVertices(new TorusGeometry(0.06, 0.015, 16, 40)));
  const ball = prepared(new SphereGeometry(0.03, 24, 16));
  return new AnatomyModelObject([{ id: "ring", geometry: ring }, { id: "ball", geometry: ball }], [0, 0, 0]);
}

function triangles({ geometry, offset }: ModelPart): Triangle[] {
  const position = geometry.getAttribute("position");
  const { index } = geometry;
  const all: Triangle[] = [];
  const at = (i: number): Vector3 => new Vector3().fromBufferAttribute(position, index?.getX(i) ?? i).add(offset);
  for (let i = 0; i < (index?.count ?? 0); i += 3) all.push(new Triangle(at(i), at(i + 1), at(i + 2)));
  return all;
}

const height = ({ n, d }: CutPlane, at: Vector3): number => n[0] * at.x + n[1] * at.y + n[2] * at.z - d;
const isKept = (cuts: Cuts, at: Vector3): boolean => cuts.every((plane) => !plane || height(plane, at) <= 1e-7);

/**
 * Every triangle asked, and then every plane: the slow way. Null where nothing is hit. Where parts overlap the faces that
 * close them lie in one plane: then any of them is right.
 */
function bruteFirst(object: AnatomyModelObject, cuts: Cuts, ray: Ray): { ids: readonly string[]; distance: number } | null {
  const found: { id: string; distance: number }[] = [];
  const offer = (id: string, distance: number): void => void found.push({ id, distance });
  for (const part of object.parts.values()) {
    const all = triangles(part);
    const hits = all.flatMap(({ a, b, c }) => {
      const point = ray.intersectTriangle(a, b, c, false, new Vector3());
      return point ? [{ distance: point.distanceTo(ray.origin), point, isFront: ray.direction.dot(new Triangle(a, b, c).getNormal(new Vector3())) < 0 }] : [];
    });
    for (const { distance, point, isFront } of hits) if (isFront && isKept(cuts, point)) offer(part.id, distance);
    cuts.forEach((plane, index) => {
      if (!plane) return;
      const [above, falls] = [height(plane, ray.origin), new Vector3(...plane.n).dot(ray.direction)];
      if (above <= 0 || falls >= 0) return;
      const at = ray.at(-above / falls, new Vector3());
      const others: Cuts = [index === 0 ? null : cuts[0], index === 1 ? null : cuts[1], index === 2 ? null : cuts[2]];
      // Inside where the ray has entered once more than it has left.
      const inside = hits.filter(({ distance }) => distance < -above / falls).reduce((sum, { isFront }) => sum + (isFront ? 1 : -1), 0) > 0;
      if (inside && isKept(others, at)) offer(part.id, -above / falls);
    });
  }
  const distance = Math.min(...found.map((one) => one.distance));
  return found.length === 0 ? null : { ids: found.filter((one) => one.distance - distance < 1e-9).map(({ id }) => id), distance };
}

/** The nearest of a dense sample of what is kept of all surfaces: never nearer than the truth. */
function sampledNearest(object: AnatomyModelObject, cuts: Cuts, from: Vector3): number {
  let best = Infinity;
  for (const part of object.parts.values()) {
    for (const { a, b, c } of triangles(part)) {
      for (let i = 0; i <= 4; i += 1) {
        for (let j = 0; i + j <= 4; j += 1) {
          const at = a.clone().multiplyScalar(1 - (i + j) / 4).addScaledVector(b, i / 4).addScaledVector(c, j / 4);
          if (isKept(cuts, at)) best = Math.min(best, at.distanceTo(from));
        }
      }
    }
  }
  return best;
}

// In steps, and beside round numbers: rays along the seams of a mesh are another matter.
const angle = (limit: number) => fc.integer({ min: -500, max: 499 }).map((step) => ((step + 0.4142) / 500) * limit);
const plane = fc.record({ around: angle(3.1), above: angle(1.5), d: angle(0.05) }).map(({ around, above, d }) => turnedTo({ n: [0, 0, 1], d }, { aroundRad: around, aboveRad: above }));
const cutsOfAny = fc.tuple(plane, fc.option(plane), fc.option(plane)).map((planes): Cuts => planes);
const place = fc.tuple(angle(0.09), angle(0.1), angle(0.11)).map(([x, y, z]) => new Vector3(x, y, z));
const rays = fc.record({ around: angle(3), above: angle(1.4), to: place }).map(({ around, above, to }) => {
  const from = new Vector3(...turnedTo({ n: [0, 0, 1], d: 0 }, { aroundRad: around, aboveRad: above }).n).multiplyScalar(0.4);
  return new Ray(from, to.clone().multiplyScalar(0.5).sub(from).normalize());
});

function cut(object: AnatomyModelObject, cuts: Cuts): void {
  object.setCuts(cuts);
  object.cutSearch = cuts.every((each) => each === null) ? null : createCutSearch(cuts, true, () => null);
}

describe("pointing at a model that is cut", () => {
  it("ANA-103: a ray finds what asking every triangle and every plane finds: never what is cut away, and the closed faces", () => {
    const object = model();
    fc.assert(
      fc.property(cutsOfAny, rays, fc.boolean(), (cuts, ray, isApart) => {
        object.setOffsets((id) => (isApart && id === "ring" ? [0.02, 0.03, -0.01] : [0, 0, 0]));
        cut(object, cuts);
        const [found, truth] = [object.hit(ray), bruteFirst(object, cuts, ray)];
        expect(found === null).toBe(truth === null);
        if (!found || !truth) return;
        expect(truth.ids).toContain(found.structureId);
        expect(Math.abs(found.distance - truth.distance)).toBeLessThan(1e-5);
      }),
      { numRuns: 80 },
    );
  });

  it("ANA-103: a fingertip touches the nearest of what is left, closed faces included", () => {
    const object = model();
    fc.assert(
      fc.property(cutsOfAny, place, (cuts, from) => {
        object.setOffsets(() => [0, 0, 0]);
        cut(object, cuts);
        const found = object.touch(new Sphere(from, 0.5));
        const sampled = sampledNearest(object, cuts, from);
        expect(found === null).toBe(sampled === Infinity);
        if (!found) return;
        expect(isKept(cuts, found.point.clone().multiplyScalar(1 - 1e-6))).toBe(true);
        // Never farther than a sample, and the faces that close a cut may be nearer.
        expect(found.distance).toBeLessThan(sampled + 1e-6);
        expect(found.point.distanceTo(from)).toBeCloseTo(found.distance, 6);
      }),
      { numRuns: 20 },
    );
  });

  it("ANA-103: uncut and together again, it is pointed at as before", () => {
    const object = model();
    const ray = new Ray(new Vector3(0.06, 0, 1), new Vector3(0, 0, -1));
    const before = object.hit(ray);
    object.setOffsets(() => [0, 0.2, 0]);
    cut(object, [turnedTo({ n: [0, 0, 1], d: 0 }, { aroundRad: 0, aboveRad: 0 }), null, null]);
    expect(object.hit(ray)).toBeNull();
    object.setOffsets(() => [0, 0, 0]);
    expect(object.hit(ray)?.point.z).toBeCloseTo(0, 9);
    cut(object, NO_CUTS);
    expect(object.hit(ray)).toEqual(before);
  });
});
