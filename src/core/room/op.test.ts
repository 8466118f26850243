import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp } from "../../../tests/support/scene-arbitraries";
import { parseOp } from "./op";
import { checkRegisterValue, isRegisterName, registers } from "./registers";

const base = { actor: 1, seq: 1, lamport: 1 };
const upright = { p: [0, 1, 0], q: [0, 0, 0, 1], s: 1 };
const faultOf = (register: string, value: unknown) => {
  const parsed = parseOp({ ...base, register, value });
  return parsed.ok ? null : parsed.error;
};

describe("op", () => {
  it("ROOM-3: accepts what each known register may hold", () => {
    expect(faultOf(registers.transform("heart"), upright)).toBeNull();
    expect(faultOf(registers.transform("heart"), null)).toBeNull();
    expect(faultOf(registers.visible("heart", "aorta"), false)).toBeNull();
    expect(faultOf(registers.opacity("heart", "aorta"), 0.4)).toBeNull();
    expect(faultOf(registers.selection(1), { model: "heart", structure: null })).toBeNull();
    expect(faultOf(registers.cut(0), { on: true, n: [0, 1, 0], d: 0.02 })).toBeNull();
    expect(faultOf(registers.camera, { p: [0, 1, 1], q: [0, 0, 0, 1] })).toBeNull();
  });

  it.each([
    ["not a number", { ...upright, p: [Number.NaN, 0, 0] }, "shape"],
    ["infinite", { ...upright, s: Infinity }, "shape"],
    ["too far away", { ...upright, p: [9, 0, 0] }, "value"],
    ["not a rotation", { ...upright, q: [0, 0, 0, 0.5] }, "value"],
    ["too large", { ...upright, s: 51 }, "value"],
    ["mirrored", { ...upright, s: -1 }, "value"],
    ["with more than a transform", { ...upright, mood: 1 }, "value"],
  ])("ROOM-4: refuses a transform that is %s", (_, value, fault) => {
    expect(faultOf("model/heart/transform", value)).toBe(fault);
  });

  it("ROOM-4: refuses ill-formed names, deep values and large values", () => {
    expect(isRegisterName("model//transform")).toBe(false);
    expect(isRegisterName("model/../x")).toBe(false);
    expect(isRegisterName(`a/${"b".repeat(300)}`)).toBe(false);
    expect(faultOf("later/kind", "x".repeat(5000))).toBe("size");
    expect(faultOf("later/kind", "é".repeat(2500))).toBe("size");
    const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => [inner], 1);
    expect(faultOf("later/kind", deep)).toBe("shape");
  });

  it("ROOM-5: keeps a kind it does not know", () => {
    expect(checkRegisterValue("pin/7/body", { text: "here" })).toBe("unknown");
    expect(faultOf("pin/7/body", { text: "here" })).toBeNull();
  });

  it("ROOM-7: nobody writes another person's register", () => {
    expect(faultOf("person/2/selection", null)).toBe("owner");
    expect(faultOf("person/2/anything-later", 1)).toBe("owner");
  });

  it("ROOM-4: reading is total, and reading twice changes nothing", () => {
    fc.assert(fc.property(fc.anything({ maxDepth: 4 }), (input) => void parseOp(input)), { numRuns: 2000 });
    fc.assert(
      fc.property(anyOp, (op) => {
        expect(parseOp(JSON.parse(JSON.stringify(op)))).toEqual({ ok: true, value: op });
      }),
    );
  });
});
