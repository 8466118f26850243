import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHandShape, HAND_JOINTS, JOINT_PARENT, mixHands, placeJoints, readHandShape, restingHand, type HandShape } from "../headset/hand-shape";
import { createFrameValues, decodeFrame } from "./frame";
import { createHandsValues, decodeHands, encodeHands, HANDS_PARTS, handsSize, MAX_HANDS_BYTES } from "./hands-frame";

const ways = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })).filter((way) => Math.hypot(...way) > 0.05), {
  minLength: HAND_JOINTS,
  maxLength: HAND_JOINTS,
});
const hands = fc.record({ ways, size: fc.double({ min: 0.5, max: 1.5, noNaN: true }) }).map((raw): HandShape => {
  const hand = createHandShape();
  raw.ways.forEach((way, joint) => hand.ways.set(way.map((part) => part / Math.hypot(...way)), joint * 3));
  hand.size = raw.size;
  return hand;
});
const places = (hand: HandShape): Float32Array => {
  const out = new Float32Array(HAND_JOINTS * 3);
  placeJoints(hand, out);
  return out;
};
const apart = (a: Float32Array, b: Float32Array, joint: number): number => Math.hypot(...[0, 1, 2].map((i) => (a[joint * 3 + i] ?? 0) - (b[joint * 3 + i] ?? 0)));

describe("hands on the way", () => {
  it("ANA-606: every one of 25 joints arrives within 12 mm of where it was, however the hand is held, in 77 bytes for two", () => {
    expect(MAX_HANDS_BYTES).toBe(77);
    fc.assert(
      fc.property(hands, hands, (left, right) => {
        const sent = { ...createHandsValues(), parts: HANDS_PARTS.left | HANDS_PARTS.right, seq: 65535, left, right };
        const bytes = new Uint8Array(MAX_HANDS_BYTES);
        const got = createHandsValues();
        expect(decodeHands(bytes.slice(0, encodeHands(sent, bytes)), got)).toBe(true);
        for (const side of ["left", "right"] as const) for (let joint = 0; joint < HAND_JOINTS; joint += 1) expect(apart(places(sent[side]), places(got[side]), joint)).toBeLessThan(0.012);
        expect(got.seq).toBe(65535);
      }),
    );
  });

  it("ANA-606: a tracked hand is read from its joints, as large as it is, and what makes no hand is not sent", () => {
    fc.assert(
      fc.property(hands, (hand) => {
        const read = createHandShape();
        expect(readHandShape(places(hand), read)).toBe(true);
        expect(read.size).toBeCloseTo(hand.size, 3);
        for (let joint = 1; joint < HAND_JOINTS; joint += 1) expect(apart(places(hand), places(read), joint)).toBeLessThan(1e-3);
      }),
    );
    expect(readHandShape(new Float32Array(75), createHandShape())).toBe(false);
  });

  it("ANA-606: any bytes are a packet or none, and neither kind is ever taken for the other", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 90 }), (bytes) => {
        const out = createHandsValues();
        if (!decodeHands(bytes, out)) expect(out).toEqual(createHandsValues());
        else expect(decodeFrame(bytes, createFrameValues())).toBe(false);
      }),
    );
    expect(handsSize(HANDS_PARTS.away)).toBe(3);
  });

  it("closes as far as a controller's buttons are pressed, mirrored on the other side, and goes evenly from one shape to another", () => {
    const [open, closed, left, half] = [createHandShape(), createHandShape(), createHandShape(), createHandShape()];
    restingHand("right", 0, open);
    restingHand("right", 1, closed);
    restingHand("left", 0, left);
    const tip = (hand: HandShape): Float32Array => places(hand).slice(27, 30);
    expect(Math.hypot(...tip(open))).toBeGreaterThan(Math.hypot(...tip(closed)) + 0.03);
    expect(tip(left)[0]).toBeCloseTo(-(tip(open)[0] ?? 0), 6);
    // A right hand's thumb lies to the left of its fingers, palm down.
    expect(places(open)[12]).toBeLessThan(0);
    mixHands(open, closed, 0.5, half);
    expect(tip(half)[1]).toBeLessThan(tip(open)[1] ?? 0);
    expect(JOINT_PARENT).toEqual([-1, 0, 1, 2, 3, 0, 5, 6, 7, 8, 0, 10, 11, 12, 13, 0, 15, 16, 17, 18, 0, 20, 21, 22, 23]);
  });
});
