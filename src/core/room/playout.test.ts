import { describe, expect, it } from "vitest";
import { FRAME_PARTS, createFrameValues } from "./frame";
import { createPlayout } from "./playout";

const frameAt = (seq: number, sentMs: number, x: number) => {
  const frame = createFrameValues();
  Object.assign(frame, { parts: FRAME_PARTS.head, seq: seq & 0xffff, sentMs: sentMs >>> 0 });
  frame.head[0] = x;
  return frame;
};

// A head that moves 1 m/s, sampled at 30 Hz, arriving 20 ms later give or take `jitterMs`.
const play = (jitterMs: number, startSentMs = 5000, startSeq = 0) => {
  const playout = createPlayout();
  const out = createFrameValues();
  const shown: number[] = [];
  let seq = 0;
  for (let now = 0; now < 4000; now += 11) {
    while (seq * 33 + 20 + ((seq * 7919) % (jitterMs + 1)) <= now) {
      playout.push(frameAt(startSeq + seq, startSentMs + seq * 33, (seq * 33) / 1000), now);
      seq += 1;
    }
    playout.sample(now, out);
    if (now > 1000) shown.push(out.head[0] ?? 0);
  }
  return { playout, shown };
};

describe("playout", () => {
  it("moves evenly whatever the jitter", () => {
    for (const jitterMs of [0, 25, 40]) {
      const { shown, playout } = play(jitterMs);
      const steps = shown.slice(1).map((x, i) => x - (shown[i] ?? 0));
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(-0.002);
      expect(Math.max(...steps)).toBeLessThan(0.035);
      expect(playout.delayMs()).toBeGreaterThanOrEqual(60);
      expect(playout.delayMs()).toBeLessThanOrEqual(120);
    }
  });

  it("survives the wrap of the sender's clock and of the sequence", () => {
    const { shown } = play(10, 0xffffffff - 1500, 0xffff - 40);
    const plain = play(10).shown;
    expect(Math.max(...shown.map((x, i) => Math.abs(x - (plain[i] ?? 0))))).toBeLessThan(1e-4);
  });

  it("drops copies and late frames", () => {
    const playout = createPlayout();
    expect(playout.push(frameAt(5, 100, 0), 0)).toBe(true);
    expect(playout.push(frameAt(5, 100, 0), 1)).toBe(false);
    expect(playout.push(frameAt(4, 67, 0), 2)).toBe(false);
    expect(playout.push(frameAt(6, 133, 0), 3)).toBe(true);
  });

  it("runs on for a moment when frames stop, then holds, then fades", () => {
    const { playout } = play(0);
    const out = createFrameValues();
    playout.sample(4200, out);
    const held = out.head[0] ?? 0;
    expect(playout.sample(5000, out)).toBe(1);
    expect(out.head[0]).toBeCloseTo(held, 3);
    expect(playout.sample(8000, out)).toBe(0);
  });

  it("begins a movement after rest from where things rested", () => {
    const playout = createPlayout();
    const out = createFrameValues();
    playout.push(frameAt(1, 0, 0), 20);
    playout.push(frameAt(2, 1000, 0), 1020);
    playout.push(frameAt(3, 1900, 0.5), 1920);
    playout.sample(1925, out);
    expect(out.head[0]).toBe(0);
  });
});
