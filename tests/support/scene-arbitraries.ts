import fc from "fast-check";
import type { JsonValue } from "@/core/room/json";
import type { Seat, Seats } from "@/core/room/judge";
import { type SceneOp, parseOp } from "@/core/room/op";

const unitQuat = fc
  .tuple(...([0, 1, 2, 3] as const).map(() => fc.double({ min: -1, max: 1, noNaN: true })))
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q) => q.map((part) => part / Math.hypot(...q)));

const metre = fc.double({ min: -8, max: 8, noNaN: true });
const point = fc.tuple(metre, metre, metre);

const transform = fc.record({
  p: point,
  q: unitQuat,
  s: fc.double({ min: 0.05, max: 50, noNaN: true }),
});

/** Two clinicians, two page loads of one patient, and a guest: whom `anyOp` writes for, and nobody for 6. */
export const seats: Seats = new Map<number, Seat>([
  [1, { role: "clinician" }],
  [2, { role: "patient", person: 2 }],
  [3, { role: "guest" }],
  [4, { role: "clinician" }],
  [5, { role: "patient", person: 2 }],
]);

const fence = fc.uniqueArray(fc.tuple(fc.constantFrom(2, 3, 5), fc.integer({ min: 0, max: 14 })), { selector: ([actor]) => actor, maxLength: 3 });
const policy = fc.record({ allow: fc.constantFrom<JsonValue>("clinicians", "patient", "all", [], [3], [2, 3]), fence }) as fc.Arbitrary<JsonValue>;
const camera = fc.record({ p: point, q: unitQuat }) as fc.Arbitrary<JsonValue>;

type Write = readonly [register: string, value: JsonValue];
const write = (register: fc.Arbitrary<string>, value: fc.Arbitrary<JsonValue>): fc.Arbitrary<Write> => fc.tuple(register, value);

const work: fc.Arbitrary<Write> = fc.oneof(
  write(fc.constant("model/heart/transform"), fc.option(transform)),
  write(
    fc.constantFrom("model/heart/s/aorta/visible", "model/heart/s/left-ventricle/visible", "model/heart/xray", "model/hra-vh-f-heart/present"),
    fc.option(fc.boolean()),
  ),
  write(fc.constantFrom("model/heart/s/aorta/opacity", "model/heart/explode"), fc.double({ min: 0, max: 1, noNaN: true })),
  write(fc.constant("model/heart/beat"), fc.option(fc.record({ on: fc.boolean(), bpm: fc.integer({ min: 30, max: 200 }), at: fc.double({ min: 0, max: 1, noNaN: true }), ms: fc.integer({ min: 0, max: 2e12 }) }))),
  write(fc.constant("model/knee/bend"), fc.option(fc.integer({ min: 0, max: 120 }))),
  write(fc.constant("model/heart/condition"), fc.option(fc.constantFrom<JsonValue>({ id: "coronary-stenosis", grade: "mild" }, { id: "coronary-stenosis", grade: "severe" }))),
  write(fc.constant("model/heart/beside"), fc.option(fc.constant<JsonValue>("healthy"))),
  write(fc.constant("model/heart/s/aorta/colour"), fc.constantFrom("#000000", "#00ff7f", "#ffffff")),
  write(fc.constant("cut/1"), fc.constant<JsonValue>({ on: true, n: [0, 1, 0], d: 0.02 })),
  write(fc.constant("later/kind"), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>),
);

const elementsOf = (actor: number): fc.Arbitrary<Write> => {
  const id = fc.constantFrom(`${actor}-1`, `${actor}-2`);
  const anyId = fc.constantFrom("1-1", "2-1", "3-1", `${actor}-2`);
  return fc.oneof(
    write(id.map((each) => `pin/${each}/body`), point.map((at) => ({ model: "heart", structure: null, at }))),
    write(anyId.map((each) => `pin/${each}/note`), fc.constantFrom("", "here", "été")),
    write(anyId.map((each) => `pin/${each}/here`), fc.boolean()),
    write(id.map((each) => `stroke/${each}/part/0`), fc.array(point, { minLength: 1, maxLength: 4 }).map((points) => points.flat())),
    write(id.map((each) => `stroke/${each}/end`), fc.integer({ min: 0, max: 3 })),
    write(id.map((each) => `measure/${each}/body`), fc.tuple(point, point).map((points) => ({ model: "heart", points }))),
    write(id.map((each) => `area/${each}/body`), fc.tuple(point, point, point).map((points) => ({ model: "heart", points }))),
    write(anyId.map((each) => `area/${each}/here`), fc.boolean()),
  );
};

const edit = (actor: number): fc.Arbitrary<Write> =>
  fc.oneof(
    { weight: 6, arbitrary: work },
    { weight: 2, arbitrary: write(fc.constant("room/policy"), policy) },
    { weight: 1, arbitrary: write(fc.constantFrom("room/presenter"), fc.constantFrom<JsonValue>(null, { actor: 2, hold: true }, { actor: 1, hold: false })) },
    { weight: 1, arbitrary: write(fc.constant(`person/${actor}/eye`), camera) },
    { weight: 1, arbitrary: write(fc.constant("room/model"), fc.constantFrom("heart", "lungs")) },
    { weight: 3, arbitrary: elementsOf(actor) },
  );

/** Any valid op of a few actors on a few registers, so that they collide. */
export const anyOp: fc.Arbitrary<SceneOp> = fc
  .integer({ min: 1, max: 6 })
  .chain((actor) =>
    fc.record({
      actor: fc.constant(actor),
      seq: fc.integer({ min: 1, max: 12 }),
      lamport: fc.integer({ min: 1, max: 20 }),
      edit: edit(actor),
    }),
  )
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
