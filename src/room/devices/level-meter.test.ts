import { describe, expect, it } from "vitest";
import { levelOf } from "./level-meter";

const sine = (amplitude: number): Float32Array => Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin(i / 3));

describe("levelOf", () => {
  it("is 0 for silence and 1 for a shout", () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(sine(0.001))).toBe(0);
    expect(levelOf(sine(1))).toBe(1);
  });

  it("rises with the voice", () => {
    expect(levelOf(sine(0.01))).toBeLessThan(levelOf(sine(0.05)));
    expect(levelOf(sine(0.05))).toBeLessThan(levelOf(sine(0.2)));
  });
});
