import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBeat } from "@/core/room/values";
import { atRate, beatAt, beatOf, holdAt, momentOf, type Beat } from "./beating";
import { BEAT_PHASES, createMoment, cycleAt, EJECTION_FRACTION, momentInto, spanOf } from "./heartbeat";

const rate = fc.double({ min: 30, max: 200, noNaN: true });
const moment = fc.double({ min: 0, max: 1, noNaN: true });
const heart = { id: "heart" };
const valueOf = (edit: ReturnType<typeof beatAt>): Beat => {
  if (!isBeat(edit.value)) throw new Error("no beat");
  return edit.value;
};

describe("one heartbeat", () => {
  it("ANA-400: at every rate the six phases fill the cycle in their order, and diastole gives way first", () => {
    fc.assert(
      fc.property(rate, (bpm) => {
        const cycle = cycleAt(bpm);
        const lengths = BEAT_PHASES.map((phase) => cycle.durationsMs[phase]);
        for (const ms of lengths) expect(ms).toBeGreaterThanOrEqual(0);
        expect(lengths.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(60_000 / bpm, 6);
        expect(spanOf(cycle, "diastasis")[1]).toBeCloseTo(1, 9);
      }),
    );
    const diastole = (bpm: number): number => {
      const { durationsMs, periodMs } = cycleAt(bpm);
      return 1 - (durationsMs["isovolumetric-contraction"] + durationsMs.ejection) / periodMs;
    };
    for (let bpm = 30; bpm < 200; bpm += 1) {
      expect(diastole(bpm + 1)).toBeLessThan(diastole(bpm));
      expect(cycleAt(bpm + 1).durationsMs.ejection).toBeLessThan(cycleAt(bpm).durationsMs.ejection);
    }
  });

  it("ANA-400: ejection lasts as long as the published regression says, and goes on without a jump beyond it", () => {
    expect(cycleAt(60).durationsMs.ejection).toBeCloseTo(413 - 1.7 * 60, 6);
    expect(cycleAt(100).durationsMs.ejection).toBeCloseTo(413 - 1.7 * 100, 6);
    expect(cycleAt(110.001).durationsMs.ejection).toBeCloseTo(cycleAt(110).durationsMs.ejection, 1);
    expect(cycleAt(180).durationsMs.ejection).toBeGreaterThan(150);
    expect(cycleAt(60).durationsMs.diastasis).toBeGreaterThan(150);
    expect(cycleAt(140).durationsMs.diastasis).toBe(0);
    expect(cycleAt(1e9).bpm).toBe(200);
    expect(cycleAt(-5).bpm).toBe(30);
  });

  it("ANA-401: inlets and outlets are never open together, and each is shut while the volume holds", () => {
    const out = createMoment();
    fc.assert(
      fc.property(rate, moment, (bpm, at) => {
        momentInto(cycleAt(bpm), at, out);
        expect(out.inlets * out.outlets).toBe(0);
        for (const share of [out.inlets, out.outlets, out.ventricle, out.atrium]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
        if (out.phase.startsWith("isovolumetric")) expect([out.inlets, out.outlets]).toEqual([0, 0]);
        expect(out.outlets > 0).toBe(out.phase === "ejection" && out.outlets > 0);
        expect(out.ventricle).toBeGreaterThanOrEqual(1 - EJECTION_FRACTION - 1e-12);
      }),
      { numRuns: 600 },
    );
  });

  it("ANA-401: volumes go from moment to moment without a jump, fill and empty in their own phases, and a beat moves the published share", () => {
    const [a, b] = [createMoment(), createMoment()];
    for (const bpm of [30, 60, 75, 110, 150, 200]) {
      const cycle = cycleAt(bpm);
      let [most, least] = [0, 1];
      for (let step = 0; step < 600; step += 1) {
        momentInto(cycle, step / 600, a);
        momentInto(cycle, (step + 1) / 600, b);
        for (const key of ["ventricle", "atrium", "inlets", "outlets"] as const) expect(Math.abs(b[key] - a[key]), `${key} at ${bpm}, ${step}`).toBeLessThan(0.12);
        if (a.phase === b.phase && a.phase === "ejection") expect(b.ventricle).toBeLessThanOrEqual(a.ventricle);
        if (a.phase === b.phase && (a.phase === "rapid-filling" || a.phase === "atrial-systole")) expect(b.ventricle).toBeGreaterThanOrEqual(a.ventricle);
        most = Math.max(most, a.ventricle);
        least = Math.min(least, a.ventricle);
      }
      expect((most - least) / most).toBeGreaterThanOrEqual(0.52);
      expect((most - least) / most).toBeLessThanOrEqual(0.74);
    }
  });
});

describe("a heart that beats in a shared room", () => {
  const clock = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
  it("ANA-404: from one value every page counts the same moment, whenever it came; another rate goes on from there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 200 }), fc.integer({ min: 30, max: 200 }), clock, fc.integer({ min: 0, max: 3_600_000 }), (bpm, other, ms, later) => {
        const started = valueOf(beatAt(heart, null, bpm, ms));
        expect(momentOf(started, ms)).toBeCloseTo(0, 9);
        expect(momentOf(started, ms + 60_000)).toBeCloseTo(momentOf(started, ms), 6);
        const changed = valueOf(atRate(heart, started, other, ms + later));
        const apart = Math.abs(momentOf(changed, ms + later) - momentOf(started, ms + later));
        expect(Math.min(apart, 1 - apart)).toBeLessThan(0.0006);
        expect(changed).toMatchObject({ on: true, bpm: other });
      }),
    );
  });

  it("ANA-404: held, it stays at its moment for whoever comes when; what is no beat is none", () => {
    fc.assert(
      fc.property(moment, clock, (at, ms) => {
        const held = valueOf(holdAt(heart, null, at, ms));
        expect(momentOf(held, ms + 1e9)).toBe(momentOf(held, ms));
        expect(Math.abs(momentOf(held, ms) - Math.min(0.999, at))).toBeLessThan(0.0006);
      }),
    );
    const read = (value: unknown) => (): unknown => value;
    for (const value of [null, true, 70, { on: true }, { on: true, bpm: 500, at: 0, ms: 1 }, { on: 1, bpm: 70, at: 0, ms: 1 }, { on: true, bpm: 70, at: 2, ms: 1 }]) expect(beatOf(heart, read(value) as never)).toBeNull();
    expect(beatOf({ id: "kidney" }, read({ on: true, bpm: 70, at: 0, ms: 1 }) as never)).toBeNull();
  });
});
