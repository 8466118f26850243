import { describe, expect, it } from "vitest";
import { makeLogger } from "./logger";

function linesOf(write: (log: ReturnType<typeof makeLogger>) => void): string {
  const lines: string[] = [];
  write(makeLogger("test", (line) => lines.push(line)));
  return lines.join("");
}

describe("the log", () => {
  it("ACC-21: drops whatever isn't on the list: names, addresses, inputs, nested things", () => {
    const text = linesOf((log) => {
      log.info({ event: "request", requestId: "r1", name: "Amira Haddad", email: "a@x.test", input: { reason: "chest pain" }, url: "/x?q=amira", visitId: { name: "Amira" } });
    });
    expect(text).toContain('"requestId":"r1"');
    for (const secret of ["Amira", "a@x.test", "chest", "?q="]) expect(text).not.toContain(secret);
  });

  it("ACC-21: an error leaves class, code and stack, never its message", () => {
    const error = Object.assign(new TypeError("duplicate key (email)=(amira@x.test)"), { code: "P2002" });
    const text = linesOf((log) => log.error({ event: "bug", err: error }));
    expect(text).toContain("TypeError");
    expect(text).toContain("P2002");
    expect(text).toContain("logger.test");
    expect(text).not.toContain("amira@x.test");
  });

  it("ACC-21: an error's message in several lines doesn't pass as stack", () => {
    const error = new Error("Invalid `tx.patient.create()`\n  familyName: Haddad\n at the desk of Amira");
    const text = linesOf((log) => log.error({ event: "bug", err: error }));
    expect(text).not.toContain("Haddad");
  });
});
