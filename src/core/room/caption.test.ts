import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captionText } from "./caption";
import { MAX_CAPTION_LENGTH } from "./limits";
import { decodeMessage, encodeMessage, isCaption } from "./message";

const write = (text: string, line = 1, done = false) => encodeMessage({ kind: "caption", caption: { line, text, done } });

describe("captions between browsers", () => {
  it("CAP-3: what was typed is what is read, in any script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (text, line, done) => {
        const bytes = write(text, line, done);
        expect(isCaption(bytes)).toBe(true);
        expect(decodeMessage(bytes)).toEqual({ kind: "caption", caption: { line, text: captionText(text), done } });
      }),
    );
  });

  it("CAP-3: a line has one line, is not endless and turns nobody's reading direction", () => {
    expect(captionText("one\r\ntwo")).toBe("one two");
    expect(captionText("a\u202ereversed\u2069b")).toBe("a reversed b");
    expect(captionText("x".repeat(2 * MAX_CAPTION_LENGTH))).toHaveLength(MAX_CAPTION_LENGTH);
    // An emoji of two units that would be cut in half is left out.
    expect(captionText(`${"x".repeat(MAX_CAPTION_LENGTH - 1)}😀`)).toBe("x".repeat(MAX_CAPTION_LENGTH - 1));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 700 }), (typed) => {
        expect(captionText(captionText(typed))).toBe(captionText(typed));
      }),
    );
  });

  it("CAP-3: what no honest page writes is not read", () => {
    const good = write("yes");
    expect(decodeMessage(good.subarray(0, -1))).toBeNull();
    expect(decodeMessage(Uint8Array.of(...good, 0))).toBeNull();
    expect(decodeMessage(Uint8Array.of(good[0] ?? 0, 0, 0, 1, 0x61))).toBeNull();
    expect(decodeMessage(Uint8Array.of(good[0] ?? 0, 1, 7, 1, 0x61))).toBeNull();
    expect(decodeMessage(Uint8Array.of(good[0] ?? 0, 1, 0, 1, 0x0a))).toBeNull();
    expect(decodeMessage(Uint8Array.of(good[0] ?? 0, 1, 0, 1, 0xff))).toBeNull();
  });
});
