import fc from "fast-check";
import type { JsonValue } from "@/core/room/json";
import { type SceneOp, parseOp } from "@/core/room/op";

const unitQuat = fc
  .tuple(...([0, 1, 2, 3] as const).map(() => fc.double({ min: -1, max: 1, noNaN: true })))
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q) => q.map((part) => part / Math.hypot(...q)));

const metre = fc.double({ min: -8, max: 8, noNaN: true });

const transform = fc.record({
  p: fc.tuple(metre, metre, metre),
  q: unitQuat,
  s: fc.double({ min: 0.05, max: 50, noNaN: true }),
});

const edit: fc.Arbitrary<readonly [string, JsonValue]> = fc.oneof(
  fc.tuple(fc.constant("model/heart/transform"), fc.option(transform)),
  fc.tuple(
    fc.constantFrom("model/heart/s/aorta/visible", "model/heart/s/left-ventricle/visible", "model/heart/xray"),
    fc.option(fc.boolean()),
  ),
  fc.tuple(fc.constant("model/heart/s/aorta/opacity"), fc.double({ min: 0, max: 1, noNaN: true })),
  fc.tuple(fc.constant("later/kind"), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>),
);

/** Any valid op of a few actors on a few registers, so that they collide. */
export const anyOp: fc.Arbitrary<SceneOp> = fc
  .record({
    actor: fc.integer({ min: 1, max: 4 }),
    seq: fc.integer({ min: 1, max: 12 }),
    lamport: fc.integer({ min: 1, max: 20 }),
    edit,
  })
  .map(({ actor, seq, lamport, edit: [register, value] }) => parseOp({ actor, seq, lamport, register, value }))
  .filter((parsed) => parsed.ok)
  .map((parsed) => {
    if (!parsed.ok) throw new Error("filtered above");
    return parsed.value;
  });

/** Ops as honest actors write them: (actor, seq) once only, Lamport time rising with seq. */
export const honestOps: fc.Arbitrary<SceneOp[]> = fc
  .array(anyOp, { maxLength: 40 })
  .map((ops) => {
    const next = new Map<number, { seq: number; lamport: number }>();
    return ops.map((op) => {
      const last = next.get(op.actor) ?? { seq: 0, lamport: 0 };
      const stamp = { seq: last.seq + 1, lamport: last.lamport + op.lamport };
      next.set(op.actor, stamp);
      return { ...op, ...stamp };
    });
  });
