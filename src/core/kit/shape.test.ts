import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as shape from "./shape";

/** Each shape beside the schema that says the same. */
const pairs: readonly [string, shape.Shape<unknown>, z.ZodType][] = [
  ["flag", shape.isFlag, z.boolean()],
  ["number", shape.isNumber(-1, 1), z.number().min(-1).max(1)],
  ["any number", shape.isNumber(), z.number()],
  ["whole", shape.isWhole(0, 5), z.number().int().min(0).max(5)],
  ["whole without end", shape.isWhole(1), z.int().positive()],
  ["text", shape.isText(1, 2), z.string().min(1).max(2)],
  ["match", shape.isMatch(/^a*$/), z.string().regex(/^a*$/)],
  ["or null", shape.orNull(shape.isFlag), z.boolean().nullable()],
  ["where", shape.isWhere(shape.isText(), (text) => text !== "a"), z.string().refine((text) => text !== "a")],
  ["list", shape.isListOf(shape.isWhole(0), 1, 3), z.array(z.int().min(0)).min(1).max(3)],
  ["tuple", shape.isTuple<[number, string]>(shape.isNumber(), shape.isText()), z.tuple([z.number(), z.string()])],
  ["record", shape.isRecord<{ a: number; b?: string }>({ a: shape.isNumber(), b: shape.orMissing(shape.isText()) }), z.object({ a: z.number(), b: z.string().optional() })],
  ["exactly", shape.isExactly<{ a: number; b?: string }>({ a: shape.isNumber(), b: shape.orMissing(shape.isText()) }), z.strictObject({ a: z.number(), b: z.string().optional() })],
];

const small = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, "", "a", "aa", "b", 0, -0, 1, 2, 5, 6, -1, 1.5, NaN, Infinity, 2 ** 53),
  fc.double(),
  fc.string({ maxLength: 4 }),
);
const key = fc.constantFrom("a", "b", "c");
/** Values close to what the shapes want, and whatever else there is. */
const anything = fc.oneof(
  small,
  fc.array(small, { maxLength: 4 }),
  fc.tuple(fc.double(), fc.string()),
  fc.dictionary(key, small, { maxKeys: 3 }),
  fc.dictionary(key, fc.double({ noNaN: true }), { maxKeys: 3 }),
  fc.record({ a: fc.double({ noNaN: true }), b: fc.string() }, { requiredKeys: ["a"] }),
  fc.anything({ maxDepth: 3 }),
);

describe("shapes", () => {
  it.each(pairs)("%s accepts exactly what its schema accepts", (_name, fits, schema) => {
    let accepted = 0;
    fc.assert(
      fc.property(anything, (value) => {
        const answer = fits(value);
        accepted += Number(answer);
        expect(answer).toBe(schema.safeParse(value).success);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  it("look at a list's length before its items", () => {
    const seen: unknown[] = [];
    const counting = shape.isListOf((value): value is unknown => seen.push(value) > 0, 0, 2);
    expect(counting([1, 2, 3])).toBe(false);
    expect(seen).toEqual([]);
  });

  it("see a missing place in a list", () => {
    expect(shape.isListOf(shape.isNumber())(new Array(2))).toBe(false);
  });
});
