import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENVELOPE_BYTES, SIGNATURE_BYTES, associatedData, createReplayGuard, nonceOf, readEnvelope, writeHeader } from "./envelope";
import { MAX_MESSAGE_BYTES } from "./limits";
import { decodeMessage } from "./message";

const counters = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 48 - 1 }));

describe("envelope", () => {
  it("ROOM-51: a header comes back as it was, and no envelope is a message", () => {
    fc.assert(
      fc.property(counters, fc.nat({ max: 0xffff }), fc.boolean(), fc.uint8Array({ minLength: 16, maxLength: 80 }), (counter, epoch, isSigned, rest) => {
        const channel = !isSigned && counter % 2 === 0 ? "frame" : "scene";
        const head = writeHeader({ epoch, counter, isSigned, channel });
        if (!head) throw new Error("fits");
        const bytes = new Uint8Array([...head, ...new Uint8Array(isSigned ? SIGNATURE_BYTES : 0), ...rest]);
        const parts = readEnvelope(bytes, MAX_MESSAGE_BYTES);
        expect(parts?.header).toEqual({ epoch, counter, isSigned, channel });
        expect([...(parts?.sealed ?? [])]).toEqual([...rest]);
        expect(decodeMessage(bytes)).toBeNull();
      }),
    );
    expect(writeHeader({ epoch: 0, counter: 2 ** 48, isSigned: false, channel: "scene" })).toBeNull();
    expect(writeHeader({ epoch: 0x1_0000, counter: 1, isSigned: false, channel: "scene" })).toBeNull();
  });

  it("ROOM-10: arbitrary bytes are no envelope or one, and nothing throws", () => {
    const headed = fc.uint8Array({ maxLength: 120 }).map((rest) => new Uint8Array([0xe1, ...rest]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), headed), (bytes) => {
        const parts = readEnvelope(new Uint8Array(bytes), MAX_MESSAGE_BYTES);
        if (parts) expect(parts.sealed.length).toBeGreaterThanOrEqual(16);
      }),
      { numRuns: 10_000 },
    );
    expect(readEnvelope(new Uint8Array(MAX_MESSAGE_BYTES + ENVELOPE_BYTES + SIGNATURE_BYTES + 1).fill(0xe1), MAX_MESSAGE_BYTES)).toBeNull();
  });

  it("ROOM-51: nonces differ wherever counters do, and what the tag covers wherever room, sender or header do", () => {
    fc.assert(
      fc.property(counters, counters, (a, b) => {
        expect(String(nonceOf(a)) === String(nonceOf(b))).toBe(a === b);
      }),
    );
    const head = new Uint8Array(10);
    const texts = [["a", "bc"], ["ab", "c"], ["abc", ""], ["", "abc"]].map(([room, sender]) => String(associatedData(room ?? "", sender ?? "", head)));
    expect(new Set(texts).size).toBe(4);
  });

  it("ROOM-51: only ever newer packets of a sender are taken", () => {
    const guard = createReplayGuard();
    expect([guard.take("a", 5), guard.take("a", 5), guard.take("a", 4), guard.take("b", 1), guard.take("a", 6)]).toEqual([true, false, false, true, true]);
    expect(guard.mayTake("a", 2 ** 40)).toBe(true);
    expect(guard.take("a", 7)).toBe(true);
  });
});
