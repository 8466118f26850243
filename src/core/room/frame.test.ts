import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FRAME_PARTS,
  type FrameValues,
  MAX_FRAME_BYTES,
  copyFrame,
  createFrameValues,
  decodeFrame,
  encodeFrame,
  frameSize,
} from "./frame";

const coordinate = fc.double({ min: -8, max: 8, noNaN: true });
const rigid = fc
  .tuple(fc.tuple(coordinate, coordinate, coordinate), fc.array(coordinate, { minLength: 4, maxLength: 4 }))
  .filter(([, q]) => Math.hypot(...q) > 0.1)
  .map(([p, q]) => [...p, ...q.map((part) => part / Math.hypot(...q))]);
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const frames = fc
  .record({
    parts: fc.integer({ min: 0, max: 31 }),
    seq: fc.integer({ min: 0, max: 0xffff }),
    sentMs: u32,
    head: rigid,
    left: rigid,
    grip: fc.double({ min: 0, max: 1, noNaN: true }),
    hit: coordinate,
    target: u32,
    held: rigid,
    scale: fc.double({ min: 0.05, max: 50, noNaN: true }),
  })
  .map((raw): FrameValues => {
    const frame = createFrameValues();
    Object.assign(frame, { parts: raw.parts, seq: raw.seq, sentMs: raw.sentMs });
    Object.assign(frame, { leftGrip: raw.grip, pointerTarget: raw.target, heldObject: raw.target });
    frame.head.set(raw.head);
    frame.left.set(raw.left);
    frame.right.set(raw.head);
    frame.pointer.fill(raw.hit);
    frame.held.set([...raw.held, raw.scale]);
    return frame;
  });

const encode = (frame: FrameValues): Uint8Array => {
  const bytes = new Uint8Array(MAX_FRAME_BYTES);
  return bytes.slice(0, encodeFrame(frame, bytes));
};
const angleBetween = (a: Float32Array, b: Float32Array): number => {
  const dot = [3, 4, 5, 6].reduce((sum, i) => sum + (a[i] ?? 0) * (b[i] ?? 0), 0);
  return 2 * Math.acos(Math.min(Math.abs(dot), 1));
};

describe("presence frame", () => {
  it("carries head and both hands in 39 bytes", () => {
    expect(frameSize(FRAME_PARTS.head | FRAME_PARTS.left | FRAME_PARTS.right)).toBe(39);
    expect(frameSize(31)).toBe(MAX_FRAME_BYTES);
  });

  it("ROOM-10: what is read is what was written, within a quarter of a millimetre and of a degree", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const out = createFrameValues();
        expect(decodeFrame(encode(frame), out)).toBe(true);
        expect([out.parts, out.seq, out.sentMs]).toEqual([frame.parts, frame.seq, frame.sentMs]);
        if (frame.parts & FRAME_PARTS.head) {
          for (let i = 0; i < 3; i += 1) {
            expect(Math.abs((out.head[i] ?? 0) - (frame.head[i] ?? 0))).toBeLessThan(0.00025);
          }
          expect((angleBetween(out.head, frame.head) * 180) / Math.PI).toBeLessThan(0.25);
        }
        if (frame.parts & FRAME_PARTS.held) {
          expect((out.held[7] ?? 0) / (frame.held[7] ?? 1)).toBeCloseTo(1, 3);
          expect(out.heldObject).toBe(frame.heldObject);
        }
        if (frame.parts & FRAME_PARTS.pointer) expect(out.pointerTarget).toBe(frame.pointerTarget);
        const again = encode(out);
        const settled = createFrameValues();
        decodeFrame(again, settled);
        expect(again.length).toBe(frameSize(frame.parts));
      }),
      { numRuns: 2000 },
    );
  });

  it("ROOM-10: arbitrary bytes never throw, and nonsense leaves the last frame as it was", () => {
    const before = createFrameValues();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 96 }), (bytes) => {
        const out = createFrameValues();
        const read = decodeFrame(bytes, out);
        if (!read) expect(out).toEqual(before);
        else expect([...out.head, ...out.held, ...out.pointer].every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("holds poses that are not numbers or out of the room at something finite", () => {
    const frame = createFrameValues();
    frame.parts = 31;
    frame.head.set([Number.NaN, 99, -99, 0, 0, 0, 0]);
    const out = createFrameValues();
    expect(decodeFrame(encode(frame), out)).toBe(true);
    expect([...out.head].every(Number.isFinite)).toBe(true);
    copyFrame(out, frame);
    expect(frame).toEqual(out);
  });
});
