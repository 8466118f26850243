import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOf, measureOf, regionsOf, showsUrgent } from "./compare";
import { encodeFaces } from "./face-set";
import { PACKED_FIGURE } from "./figure-data";
import { facesOfRegion, figureOf, percentOf, regionOfFace, regionsTouched, unpackFigure } from "./figure";
import { FIGURE_FACES, type PainMapContent } from "./map";
import { EMPTY_MARK } from "./edit";
import { BODY_PARTS, regionNumber, REGIONS } from "./regions";
import { brushed, FRAME, lookFrom, NOTHING, sideAtViewersRight, strokePoints, VIEW_ANGLES, type Seen } from "./view";

/** Of version 1: kept maps name its faces. */
const SHA256 = "6b0cd39d0781e53df8f08cfe8821f69527faf18d34d165ed5c1424f9e306b176";

const body = unpackFigure(PACKED_FIGURE);
const looks = Object.fromEntries(Object.entries(VIEW_ANGLES).map(([view, angle]) => [view, lookFrom(body, angle)])) as Readonly<Record<keyof typeof VIEW_ANGLES, Seen>>;
const painted = (...regions: string[]): PainMapContent => ({
  figure: 1,
  marks: regions.map((id) => ({ ...EMPTY_MARK, faces: encodeFaces(facesOfRegion(body, regionNumber(id) ?? -1)) })),
});

/** A box of 30 × 20 × 10 mm, its faces on the left half in one region and on the right half in another. */
const box = figureOf({
  version: 1,
  positions: Float32Array.from([0, 0, 0, 30, 0, 0, 30, 20, 0, 0, 20, 0, 0, 0, 10, 30, 0, 10, 30, 20, 10, 0, 20, 10]),
  corners: Uint16Array.from([4, 5, 6, 4, 6, 7, 1, 0, 3, 1, 3, 2, 5, 1, 2, 5, 2, 6, 0, 4, 7, 0, 7, 3, 7, 6, 2, 7, 2, 3, 0, 1, 5, 0, 5, 4]),
  regionOf: Uint8Array.from([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3]),
});

it("PAIN-2: the figure is the very one on which maps were painted", () => {
  expect(createHash("sha256").update(PACKED_FIGURE.data).digest("hex")).toBe(SHA256);
  expect(PACKED_FIGURE).toMatchObject({ version: 1, faces: FIGURE_FACES[1] });
});

describe("areas of the figure", { timeout: 60_000 }, () => {
  it("PAIN-8: are exact on a box: 2·(30·20 + 20·10 + 30·10) mm²", () => {
    expect(box.totalArea).toBeCloseTo(2200, 6);
    expect(percentOf(box, [0, 1])).toBeCloseTo((600 / 2200) * 100, 6);
    expect(percentOf(box, [0, 1, 1, 0])).toBeCloseTo((600 / 2200) * 100, 6);
    expect(percentOf(box, Array.from({ length: 12 }, (_, face) => face))).toBeCloseTo(100, 6);
  });

  it("PAIN-8: are exact on a sphere within 1 %", () => {
    const [rings, sectors] = [64, 128];
    const positions: number[] = [], corners: number[] = [];
    for (let ring = 0; ring <= rings; ring++) for (let sector = 0; sector < sectors; sector++) {
      const [theta, phi] = [(ring / rings) * Math.PI, (sector / sectors) * 2 * Math.PI];
      positions.push(100 * Math.sin(theta) * Math.cos(phi), 100 * Math.cos(theta), 100 * Math.sin(theta) * Math.sin(phi));
      if (ring === rings) continue;
      const [a, b] = [ring * sectors + sector, ring * sectors + ((sector + 1) % sectors)];
      corners.push(a, b, b + sectors, a, b + sectors, a + sectors);
    }
    const sphere = figureOf({ version: 1, positions: Float32Array.from(positions), corners: Uint16Array.from(corners), regionOf: new Uint8Array(corners.length / 3) });
    expect(sphere.totalArea / (4 * Math.PI * 100 ** 2)).toBeGreaterThan(0.99);
    expect(sphere.totalArea / (4 * Math.PI * 100 ** 2)).toBeLessThanOrEqual(1);
  });

  it("PAIN-8: of the body is a closed skin of an adult's size, and a union counts what is shared once", () => {
    expect(body.faceCount).toBe(FIGURE_FACES[1]);
    expect(body.totalArea / 1e6).toBeGreaterThan(1.3);
    expect(body.totalArea / 1e6).toBeLessThan(2.2);
    const edges = new Map<string, number>();
    for (let face = 0; face < body.faceCount; face++) for (const k of [0, 1, 2]) {
      const [a, b] = [body.corners[face * 3 + k] ?? 0, body.corners[face * 3 + ((k + 1) % 3)] ?? 0];
      const edge = `${Math.min(a, b)} ${Math.max(a, b)}`;
      edges.set(edge, (edges.get(edge) ?? 0) + (a < b ? 1 : -1));
    }
    expect([...edges.values()].filter((sum) => sum !== 0)).toEqual([]);
    const some = fc.uniqueArray(fc.integer({ min: 0, max: body.faceCount - 1 }), { maxLength: 300 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const both = a.filter((face) => b.includes(face));
        expect(percentOf(body, [...a, ...b])).toBeCloseTo(percentOf(body, a) + percentOf(body, b) - percentOf(body, both), 5);
      }),
      { numRuns: 30 },
    );
  });
});

describe("sides", { timeout: 60_000 }, () => {
  it("PAIN-1: every region of the left lies on the patient's left, and of the right on their right", () => {
    for (let face = 0; face < body.faceCount; face++) {
      const x = [0, 1, 2].reduce((sum, k) => sum + (body.positions[(body.corners[face * 3 + k] ?? 0) * 3] ?? 0), 0);
      expect(regionOfFace(body, face).side).toBe(x > 0 ? "left" : "right");
    }
  });

  it.each([
    ["front", "left", "right"],
    ["back", "right", "left"],
  ] as const)("PAIN-1: from the %s the patient's %s hand is at the viewer's right, and their %s hand at the viewer's left", (view, atRight, atLeft) => {
    expect(sideAtViewersRight(VIEW_ANGLES[view])).toBe(atRight);
    const columns = (id: string): number[] => {
      const faces = new Set(facesOfRegion(body, regionNumber(id) ?? -1));
      return [...looks[view].faces.entries()].filter(([, face]) => faces.has(face)).map(([pixel]) => pixel % FRAME.width);
    };
    expect(Math.min(...columns(`${atRight}-hand`))).toBeGreaterThan(FRAME.width / 2);
    expect(Math.max(...columns(`${atLeft}-hand`))).toBeLessThan(FRAME.width / 2);
  });

  it.each(["left", "right"] as const)("PAIN-1: from the %s side only that arm is seen, and neither side is named at the edges", (side) => {
    const other = side === "left" ? "right" : "left";
    const seen = new Set([...looks[side].faces].filter((face) => face !== NOTHING).map((face) => regionOfFace(body, face).id));
    expect(seen.has(`${side}-elbow`)).toBe(true);
    expect(seen.has(`${other}-elbow`)).toBe(false);
    expect(sideAtViewersRight(VIEW_ANGLES[side])).toBeNull();
  });

  it("PAIN-1: both sides are of one size, part by part", () => {
    for (const { id } of BODY_PARTS) {
      const [left, right] = (["left", "right"] as const).map((side) => percentOf(body, facesOfRegion(body, regionNumber(`${side}-${id}`) ?? -1)));
      expect(left, id).toBeGreaterThan(0);
      expect(Math.abs((left ?? 0) - (right ?? 0)) / Math.max(left ?? 0, right ?? 0), id).toBeLessThan(0.35);
    }
  });
});

describe("painting", { timeout: 60_000 }, () => {
  it("paints what is seen under the brush and nothing behind it", () => {
    const chest = brushed(looks.front, FRAME.width / 2 + 30, 210, 8);
    expect(chest.size).toBeGreaterThan(0);
    for (const face of chest) expect(regionOfFace(body, face).id).toBe("left-chest");
    const back = brushed(looks.back, FRAME.width / 2 + 30, 210, 8);
    for (const face of back) expect(regionOfFace(body, face).id).toBe("right-upper-back");
  });

  it("paints nothing beside the figure, and more with a larger brush", () => {
    expect(brushed(looks.front, 5, 5, 3).size).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FRAME.width }), fc.integer({ min: 0, max: FRAME.height }), (x, y) => {
        const small = brushed(looks.front, x, y, 6), large = brushed(looks.front, x, y, 20);
        for (const face of small) expect(large.has(face)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves no gap in a quick stroke", () => {
    const points = [[10, 10], ...strokePoints([10, 10], [200, 90], 12)] as const;
    points.slice(1).forEach(([x, y], at) => expect(Math.hypot(x - (points[at]?.[0] ?? 0), y - (points[at]?.[1] ?? 0))).toBeLessThanOrEqual(12 / 3 + 1e-9));
    expect(points.at(-1)).toEqual([200, 90]);
  });

  it("shows nearly all of the skin from some side", () => {
    const seen = new Set(Object.values(looks).flatMap(({ faces }) => [...new Set(faces)]));
    expect(percentOf(body, seen)).toBeGreaterThan(85);
  });
});

describe("what a map says", { timeout: 60_000 }, () => {
  it("PAIN-9: names the parts that are painted, the fullest first, and not what a brush slipped over", () => {
    const knee = facesOfRegion(body, regionNumber("left-knee") ?? -1);
    const [shin] = facesOfRegion(body, regionNumber("left-shin") ?? -1);
    expect(regionsTouched(body, [...knee, shin ?? 0]).map(({ region }) => region.id)).toEqual(["left-knee"]);
    expect(regionsTouched(body, [shin ?? 0]).map(({ region }) => region.id)).toEqual(["left-shin"]);
    expect(regionsTouched(body, [])).toEqual([]);
  });

  it("PAIN-9: a code says whether it is exact, and looks like one", () => {
    for (const { uberon } of REGIONS) if (uberon !== null) expect(uberon.code).toMatch(/^UBERON:\d{7}$/);
    const exact = new Map(REGIONS.filter(({ uberon, side }) => side === "left" && uberon?.match === "exact").map(({ id, uberon }) => [uberon?.code, id]));
    expect(exact.size).toBe(REGIONS.filter(({ uberon, side }) => side === "left" && uberon?.match === "exact").length);
    expect(exact.get("UBERON:0001465")).toBe("left-knee");
  });

  it("PAIN-10: says again whom to call for chest, throat and upper belly, and for nothing else", () => {
    const urgent = BODY_PARTS.filter(({ id }) => showsUrgent(painted(`left-${id}`), body)).map(({ id }) => id);
    expect(urgent).toEqual(["throat", "chest", "upper-belly"]);
    expect(showsUrgent({ figure: 1, marks: [] }, body)).toBe(false);
    expect(showsUrgent({ figure: 1, marks: [{ ...EMPTY_MARK, radiatesTo: ["right-chest"] }] }, body)).toBe(true);
    expect(showsUrgent({ figure: 1, marks: [{ ...EMPTY_MARK, radiatesTo: ["right-knee"] }] }, body)).toBe(false);
  });

  it("PAIN-8: a change is from the earlier to the later, and unknown where one of them did not say", () => {
    const mark = (map: PainMapContent, intensity: number | null): PainMapContent => ({ ...map, marks: map.marks.map((each) => ({ ...each, intensity })) });
    const before = measureOf(mark(painted("left-knee"), 4), body), after = measureOf(mark(painted("left-knee", "left-shin"), 7), body);
    expect(changeOf(before, after).worst).toBe(3);
    expect(changeOf(before, after).areaPercent).toBeCloseTo(percentOf(body, facesOfRegion(body, regionNumber("left-shin") ?? -1)), 4);
    expect(changeOf(after, before).worst).toBe(-3);
    expect(changeOf(measureOf(mark(painted("left-knee"), null), body), after).worst).toBeNull();
    expect(regionsOf(painted("left-knee", "left-shin"), body).map(({ id }) => id).sort()).toEqual(["left-knee", "left-shin"]);
  });
});
