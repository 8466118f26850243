import { describe, expect, it } from "vitest";
import { CODE_ATTEMPTS_MAX, decideOpenSummary, OpenSummaryInput } from "./summary-code";

const now = 1_800_000_000_000;
const live = { expiresAtMs: now + 60_000, attempts: 0, usedAtMs: null };
const visitId = "00000000-0000-4000-8000-000000000001";

describe("decideOpenSummary", () => {
  it("NOTE-10: the right code opens", () => {
    expect(decideOpenSummary(live, true, now)).toEqual({ ok: true, value: { opens: true } });
  });

  it("NOTE-10: works once", () => {
    expect(decideOpenSummary({ ...live, usedAtMs: now - 1 }, true, now)).toMatchObject({ ok: false, error: { kind: "gone" } });
  });

  it("NOTE-10: ends on the millisecond", () => {
    expect(decideOpenSummary(live, true, live.expiresAtMs - 1).ok).toBe(true);
    expect(decideOpenSummary(live, true, live.expiresAtMs).ok).toBe(false);
  });

  it("NOTE-10: dies after five wrong tries, even for the right code", () => {
    expect(decideOpenSummary({ ...live, attempts: CODE_ATTEMPTS_MAX }, true, now)).toMatchObject({
      ok: false,
      error: { code: "record.code_worn_out" },
    });
  });

  it("NOTE-11: no code and a wrong code sound the same", () => {
    expect(decideOpenSummary(null, false, now)).toEqual(decideOpenSummary(live, false, now));
  });

  it("forgives spaces in a code and nothing else", () => {
    expect(OpenSummaryInput.parse({ visitId, code: " 012 345" }).code).toBe("012345");
    for (const code of ["12345", "1234567", "12345a", "١٢٣٤٥٦"]) {
      expect(OpenSummaryInput.safeParse({ visitId, code }).success).toBe(false);
    }
  });
});
