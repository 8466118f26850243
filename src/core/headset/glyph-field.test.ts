import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOARD_GLYPHS, distanceField, FIELD_RANGE, GlyphShelf } from "./glyph-field";

const SIZE = 24;
const texels = (value: number): number => ((value - 127.5) / 255) * FIELD_RANGE;

describe("the field of a letter", () => {
  it("of a round spot tells the distance from its edge to half a texel, on both sides", () => {
    fc.assert(
      fc.property(fc.double({ min: 3, max: 8, noNaN: true }), fc.double({ min: 10, max: 14, noNaN: true }), fc.double({ min: 10, max: 14, noNaN: true }), (radius, cx, cy) => {
        const coverage = Array.from({ length: SIZE * SIZE }, (_, i) => {
          let hits = 0;
          for (let k = 0; k < 64; k += 1) if (Math.hypot((i % SIZE) + ((k % 8) + 0.5) / 8 - cx, Math.floor(i / SIZE) + (Math.floor(k / 8) + 0.5) / 8 - cy) < radius) hits += 1;
          return (hits / 64) * 255;
        });
        const field = distanceField(coverage, SIZE, SIZE);
        field.forEach((value, i) => {
          const distance = radius - Math.hypot((i % SIZE) + 0.5 - cx, Math.floor(i / SIZE) + 0.5 - cy);
          if (Math.abs(distance) < FIELD_RANGE / 2 - 1) expect(Math.abs(texels(value) - distance)).toBeLessThan(0.6);
        });
      }),
    );
  });

  it("of any pixels is what trying every pixel finds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.boolean()), (width, height, bits) => {
        const on = Array.from({ length: width * height }, () => bits.next().value === true);
        const field = distanceField(on.map((is) => (is ? 255 : 0)), width, height);
        const nearest = (i: number, wanted: boolean): number =>
          Math.min(FIELD_RANGE, ...on.flatMap((is, k) => (is === wanted ? [Math.hypot((i % width) - (k % width), Math.floor(i / width) - Math.floor(k / width))] : [])));
        on.forEach((is, i) => {
          const distance = is ? nearest(i, false) : -nearest(i, true);
          const clamped = Math.min(255, Math.max(0, 127.5 + (distance / FIELD_RANGE) * 255));
          expect(Math.abs((field[i] ?? 0) - clamped)).toBeLessThanOrEqual(0.5);
        });
      }),
    );
  });
});

describe("a page of letters", () => {
  it("holds them all, none on another", () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (list) => {
        const shelf = new GlyphShelf(100);
        const placed = list.map(([width, height]) => ({ ...shelf.put(width, height), width, height }));
        for (const { x, y, width, height } of placed) expect(x >= 0 && y >= 0 && x + width <= 100 && y + height <= shelf.height).toBe(true);
        placed.forEach((a, i) => {
          for (const b of placed.slice(0, i)) expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
        });
      }),
    );
  });
});

describe("what boards can write", () => {
  it("ANA-612: every sign of every message in English and Spanish, of every part's name and of names in Latin letters", () => {
    const known = new Set(BOARD_GLYPHS);
    const texts = ["en", "es"].flatMap((locale) => readdirSync(`messages/${locale}`).map((file) => readFileSync(`messages/${locale}/${file}`, "utf8")));
    const models = readdirSync("public/models", { encoding: "utf8", recursive: true }).filter((name) => name.endsWith(".json")).map((name) => readFileSync(`public/models/${name}`, "utf8"));
    const unknown = [...new Set([...texts, ...models, "Łukasz Żółć, Þórður, Ağaoğlu, Dvořák, Müller-Weiß, Núñez, Åse"].join("").replaceAll(/\s/g, " "))].filter((sign) => !known.has(sign));
    expect(unknown).toEqual([]);
    expect(known.size).toBe(BOARD_GLYPHS.length);
  });
});
