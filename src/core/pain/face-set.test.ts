import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFaces, encodeFaces } from "./face-set";

const COUNT = 5_200;
const sets = fc.uniqueArray(fc.integer({ min: 0, max: COUNT - 1 }), { maxLength: 400 });

describe("sets of faces as text", () => {
  it("PAIN-2: what was painted comes back, in whatever order it was painted", () => {
    fc.assert(
      fc.property(sets, (faces) => {
        expect(decodeFaces(encodeFaces(faces), COUNT)).toEqual([...faces].sort((a, b) => a - b));
      }),
    );
  });

  it("PAIN-2: one set has one text", () => {
    fc.assert(
      fc.property(sets, (faces) => {
        expect(encodeFaces([...faces, ...faces].reverse())).toBe(encodeFaces(faces));
      }),
    );
  });

  it("takes no text that another could have been, and no face that is not there", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const faces = decodeFaces(text, COUNT);
        if (faces !== null) expect(encodeFaces(faces)).toBe(text);
      }),
    );
    expect(decodeFaces(encodeFaces([COUNT]), COUNT)).toBeNull();
    expect(decodeFaces("$", COUNT)).toBeNull();
    expect(decodeFaces("", COUNT)).toEqual([]);
  });

  it("stays small where a whole part is painted", () => {
    expect(encodeFaces(Array.from({ length: 900 }, (_, face) => face + 100)).length).toBeLessThan(10);
  });
});
