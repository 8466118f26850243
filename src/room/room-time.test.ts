import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beatAt, momentOf } from "@/core/anatomy/beating";
import { isBeat } from "@/core/room/values";
import { createRoomTime } from "./room-time";

const HOUR = 3_600_000;

/** A page whose device's clock is off, and which hears the server over a line of uneven delays. */
function page(deviceOffMs: number, startMs: number) {
  let serverMs = startMs;
  const monotonic = (): number => serverMs - startMs + 5000;
  const time = createRoomTime(monotonic, () => serverMs + deviceOffMs);
  return {
    time,
    ask: (thereMs: number, backMs: number) => {
      const asked = monotonic();
      serverMs += thereMs;
      const said = serverMs;
      serverMs += backMs;
      time.hear(said, asked, monotonic());
    },
    to: (ms: number) => {
      serverMs = ms;
    },
  };
}

describe("the room's clock", () => {
  it("ANA-404: pages whose own clocks are hours apart show the same moment of the beat, as near as their quickest answers allow; who comes late, too", () => {
    const delay = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.integer({ min: -HOUR, max: HOUR }), fc.integer({ min: -HOUR, max: HOUR }), fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 6 }), fc.integer({ min: 30, max: 200 }), (offA, offB, linesA, linesB, bpm) => {
        const start = 1_800_000_000_000;
        const [a, b] = [page(offA, start), page(offB, start + 60_000)];
        for (const [there, back] of linesA) a.ask(there, back);
        for (const [there, back] of linesB) b.ask(there, back);
        const wrongA = Math.min(...linesA.map(([there, back]) => (there + back) / 2));
        const wrongB = Math.min(...linesB.map(([there, back]) => (there + back) / 2));
        const edit = beatAt({ id: "heart" }, null, bpm, a.time.now());
        if (!isBeat(edit.value)) throw new Error("no beat");
        a.to(start + 120_000);
        b.to(start + 120_000);
        const apartMs = Math.abs(a.time.now() - b.time.now());
        expect(apartMs).toBeLessThanOrEqual(wrongA + wrongB + 1e-3);
        const apart = Math.abs(momentOf(edit.value, a.time.now()) - momentOf(edit.value, b.time.now()));
        const nearest = Math.min(apart, 1 - apart) * (60_000 / bpm);
        expect(nearest).toBeLessThanOrEqual(wrongA + wrongB + 1e-3);
      }),
    );
  });

  it("takes no answer that says nothing, and counts by the device until one came", () => {
    const time = createRoomTime(() => 1000, () => 77);
    expect(time.now()).toBe(77);
    expect(time.offByMs()).toBe(Infinity);
    time.hear(Number.NaN, 0, 10);
    time.hear(5000, 10, 0);
    expect(time.now()).toBe(77);
    time.hear(5000, 900, 1000);
    expect(time.now()).toBe(5050);
    time.hear(9000, 500, 1000);
    expect(time.now()).toBe(5050);
  });
});
