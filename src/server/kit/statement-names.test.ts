import { describe, expect, it } from "vitest";
import { statementNames } from "./statement-names";

describe("names of statements", () => {
  it("names a statement from its second time on, always alike", () => {
    const nameOf = statementNames();
    expect(nameOf({ sql: "select 1" })).toBe("");
    const name = nameOf({ sql: "select 1" });
    expect(name).toMatch(/^b[\w-]{22}$/);
    expect(nameOf({ sql: "select 1" })).toBe(name);
    expect(nameOf({ sql: "select 2" })).toBe("");
    expect(nameOf({ sql: "select 2" })).not.toBe(name);
  });

  it("names no more than a connection keeps", () => {
    const nameOf = statementNames(2);
    const twice = (sql: string) => [nameOf({ sql }), nameOf({ sql })][1];
    expect([twice("a"), twice("b"), twice("c")].map((name) => name !== "")).toEqual([true, true, false]);
    expect(twice("a")).not.toBe("");
  });

  it("forgets what it saw once before that fills the memory", () => {
    const nameOf = statementNames(1);
    for (let n = 0; n < 1000; n++) expect(nameOf({ sql: `select ${n}` })).toBe("");
    expect(nameOf({ sql: "select 999" })).not.toBe("");
  });
});
