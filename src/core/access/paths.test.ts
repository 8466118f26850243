import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./paths";

describe("where a person is sent back to", () => {
  it("ACC-9: keeps paths of ours", () => {
    for (const path of ["/", "/today", "/visit/4b5c?as=visitor", "/calendar?day=2026-11-25"]) expect(safeReturnPath(path)).toBe(path);
  });

  it("ACC-9: refuses whatever a browser would read as another place", () => {
    const bad = ["//x.test", "/\\x.test", "/\t/x.test", "https://x.test", "javascript:alert(1)", "/%2f/x.test", "/%5cx.test", "/../x", "/api/auth/signout", "", "today", "/a\n", "/@x", null, undefined];
    for (const path of bad) expect(safeReturnPath(path)).toBeNull();
  });

  it("ACC-9: whatever it keeps stays on the origin", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("/", "\\", ".", "a", "%", "2", "f", "5", "c", ":", "@", "?", "#", "\t", "x") }), (text) => {
        const kept = safeReturnPath(`/${text}`);
        if (kept !== null) expect(new URL(kept, "https://bedside.test").origin).toBe("https://bedside.test");
      }),
      { numRuns: 5000 },
    );
  });
});
