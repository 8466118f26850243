import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { impossibleTextIn, isPossibleText } from "./text-limits";

describe("text that can be one", () => {
  it("is what people write, in any script, with line ends, joiners and flags", () => {
    const written = ["", "José\tNúñez\r\n", "عائشة\u200c", "นพ. สมชาย", "👩🏽‍⚕️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u200f(שלום)", "a\u2028b", "\u{10ffff}".slice(0, 0)];
    for (const text of written) expect(isPossibleText(text), JSON.stringify(text)).toBe(true);
  });

  it("IN-3: has no NUL, control, lone surrogate, noncharacter or mark that turns text around", () => {
    for (const sign of ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\ud800", "\udfff", "\u202e", "\u202d", "\ufffe", "\uffff", "\ufdd0"]) {
      expect(isPossibleText(`a${sign}b`), sign.charCodeAt(0).toString(16)).toBe(false);
    }
  });

  it("is looked for in every member and key, and never fails on what JSON can hold", () => {
    expect(impossibleTextIn({ a: [{ b: "x" }, { b: "\u0000" }] })).toBe("a.1.b");
    expect(impossibleTextIn({ "a\u0000": 1 })).toBe("");
    expect(impossibleTextIn("\ud800")).toBe("");
    fc.assert(fc.property(fc.jsonValue(), (value) => impossibleTextIn(value) === null || impossibleTextIn(value) !== undefined));
  });
});
