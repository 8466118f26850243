import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anyOp } from "../../../tests/support/scene-arbitraries";
import { sceneOpSchema } from "./contract";
import { MAX_ACTOR, MAX_COUNTER, POSITION_LIMIT_M, QUATERNION_TOLERANCE, SCALE_MAX, SCALE_MIN } from "./limits";
import { isOpShaped } from "./op";
import { isCamera, isColour, isCut, isFraction, isSelection, isTransform } from "./values";

// The same rules once more, as schemas: what browsers judge by hand must accept neither more nor less.
const coordinate = z.number().min(-POSITION_LIMIT_M).max(POSITION_LIMIT_M);
const vec3 = z.tuple([coordinate, coordinate, coordinate]);
const part = z.number().min(-1.01).max(1.01);
const isUnit = (parts: readonly number[]) => Math.abs(Math.hypot(...parts) - 1) <= QUATERNION_TOLERANCE;
const quat = z.tuple([part, part, part, part]).refine(isUnit);
const values = [
  ["transform", isTransform, z.strictObject({ p: vec3, q: quat, s: z.number().min(SCALE_MIN).max(SCALE_MAX) })],
  ["selection", isSelection, z.strictObject({ model: z.string().min(1).max(64), structure: z.string().min(1).max(64).nullable() })],
  ["camera", isCamera, z.strictObject({ p: vec3, q: quat, fovRad: z.number().min(0.1).max(2.6).optional() })],
  ["cut", isCut, z.strictObject({ on: z.boolean(), n: z.tuple([part, part, part]).refine(isUnit), d: z.number().min(-2 * POSITION_LIMIT_M).max(2 * POSITION_LIMIT_M) })],
  ["fraction", isFraction, z.number().min(0).max(1)],
  ["colour", isColour, z.string().regex(/^#[0-9a-f]{6}$/)],
] as const;


const edge = fc.constantFrom<unknown>(0, -0, 1, -1, 8, 8.01, -8, 16, 50, 0.05, 0.04, 2.6, MAX_ACTOR, MAX_ACTOR + 1, MAX_COUNTER, MAX_COUNTER + 1, 1.5);
const odd = fc.oneof(edge, fc.constantFrom<unknown>(null, true, "", "a", "#00ff7f", "#00FF7F", "x".repeat(65)), fc.jsonValue({ maxDepth: 2 }));
const rarely = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> => fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: odd });
const axis = fc.constantFrom([0, 0, 0, 1], [0, 1, 0, 0], [0.6, 0.8, 0, 0], [0, 0, 0, 0.9], [0, 0, 0, 1.0005], [0, 0, 1], [0, 0.6, 0.8], [0, 0, 0.5]);
const point = fc.array(rarely(fc.double({ min: -8, max: 8, noNaN: true })), { minLength: 3, maxLength: 3 });
const member: Record<string, fc.Arbitrary<unknown>> = {
  p: rarely(point),
  q: rarely(axis),
  n: rarely(axis),
  s: rarely(fc.double({ min: 0.05, max: 50, noNaN: true })),
  d: rarely(fc.double({ min: -16, max: 16, noNaN: true })),
  fovRad: rarely(fc.double({ min: 0.1, max: 2.6, noNaN: true })),
  on: rarely(fc.boolean()),
  model: rarely(fc.constantFrom("heart", "x".repeat(64))),
  structure: rarely(fc.constantFrom("aorta", null)),
};
const pick = (names: readonly string[], requiredKeys: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, member[name] ?? odd])), { requiredKeys });
const value = fc.oneof(
  pick(["p", "q", "s", "mood"], ["p", "q", "s"]),
  pick(["p", "q", "fovRad", "mood"], ["p", "q"]),
  pick(["on", "n", "d", "mood"], ["on", "n", "d"]),
  pick(["model", "structure", "mood"], ["model"]),
  fc.double({ min: -0.1, max: 1.1 }),
  fc.constantFrom("#00ff7f", "#00FF7F", "#00ff7", " #00ff7f"),
  odd,
  fc.anything({ maxDepth: 3 }),
);

describe("what the room's pages judge by hand", () => {
  it.each(values)("ROOM-4: a %s is one by hand exactly when it is one by schema", (_name, fits, schema) => {
    const counts = [0, 0];
    fc.assert(
      fc.property(value, (one) => {
        const answer = fits(one);
        counts[Number(answer)]! += 1;
        expect(answer).toBe(schema.safeParse(one).success);
      }),
      { numRuns: 4000 },
    );
    for (const count of counts) expect(count).toBeGreaterThan(5);
  });

  it("ROOM-4: an op has the shape by hand exactly when it has it by the server's schema", () => {
    const spoilt = fc.tuple(anyOp, fc.constantFrom("actor", "seq", "lamport", "register", "value", "more"), fc.oneof(odd, fc.anything({ maxDepth: 3 })));
    const input = fc.oneof(anyOp, spoilt.map(([op, name, other]) => ({ ...op, [name]: other })), fc.anything({ maxDepth: 3 }));
    fc.assert(
      fc.property(input, (one) => {
        expect(isOpShaped(one)).toBe(sceneOpSchema.safeParse(one).success);
      }),
      { numRuns: 4000 },
    );
  });
});
