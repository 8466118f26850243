import { describe, expect, it } from "vitest";
import { EMPTY_DRAFT, filterOf } from "./filter-state";

describe("the auditor's form", () => {
  it("asks for nothing in particular when it is empty", () => {
    expect(filterOf(EMPTY_DRAFT, "Europe/Zurich")).toEqual({});
  });

  it("asks for whole days of the practice's zone, the last one with it, over a change of clocks", () => {
    const asked = filterOf({ ...EMPTY_DRAFT, from: "2026-10-25", to: "2026-10-25" }, "Europe/Zurich");
    expect(asked).toEqual({ fromMs: Date.parse("2026-10-24T22:00:00Z"), toMs: Date.parse("2026-10-25T23:00:00Z") });
    const far = filterOf({ ...EMPTY_DRAFT, from: "2026-06-01" }, "Pacific/Auckland");
    expect(far.fromMs).toBe(Date.parse("2026-05-31T12:00:00Z"));
    expect(filterOf({ ...EMPTY_DRAFT, from: "2026-06-01" }, "America/Los_Angeles").fromMs).toBe(Date.parse("2026-06-01T07:00:00Z"));
  });

  it("tells what a member of staff did from what was done with a patient's record", () => {
    const id = "2f1c8a8e-0000-4000-8000-000000000001";
    expect(filterOf({ ...EMPTY_DRAFT, person: { id, kind: "staff", name: "x", note: "" } }, "UTC")).toEqual({ actorId: id });
    expect(filterOf({ ...EMPTY_DRAFT, person: { id, kind: "patient", name: "x", note: "" }, outcome: "refused", emergency: true }, "UTC")).toEqual({ patientId: id, outcome: "refused", emergency: true });
  });
});
