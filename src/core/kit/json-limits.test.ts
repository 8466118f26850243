import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BODY_LIMITS, jsonProblem } from "./json-limits";

const limits = { maxDepth: 4, maxKeys: 6 };

describe("what a JSON body may be", () => {
  it("FILE-9: too deep, too many keys, one key twice in any spelling, and __proto__ are told before anything is built", () => {
    expect(jsonProblem('{"a":[[[1]]]}', limits)).toBeNull();
    expect(jsonProblem('{"a":[[[[1]]]]}', limits)).toBe("too_deep");
    expect(jsonProblem(`${"[".repeat(100_000)}`, BODY_LIMITS)).toBe("too_deep");
    expect(jsonProblem('{"a":1,"b":{"c":2,"d":3},"e":[{"f":1},{"g":2}]}', limits)).toBe("too_many_keys");
    expect(jsonProblem('{"a":1,"a":2}', limits)).toBe("duplicate_key");
    expect(jsonProblem('{"a":1,"\\u0061":2}', limits)).toBe("duplicate_key");
    expect(jsonProblem('{"b":{"a":1},"a":{"a":2}}', limits)).toBeNull();
    expect(jsonProblem('{"__proto__":1}', limits)).toBe("forbidden_key");
    expect(jsonProblem('{"a":"{\\"a\\":[[[[[[","b":"\\\\"}', limits)).toBeNull();
  });

  it("FILE-9: whatever JSON.stringify writes within the limits passes, and nothing makes it throw", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      const problem = jsonProblem(text, { maxDepth: 8, maxKeys: 100_000 });
      if (problem !== null) expect(text).toContain("__proto__");
    }));
    fc.assert(fc.property(fc.string(), (text) => {
      jsonProblem(text, limits);
    }));
  });
});
