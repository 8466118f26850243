import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PatientId } from "@/core/kit/ids";
import { CLASS_RULES, decideDeletion, decideRule, endOfKeeping, RECORD_CLASSES, type DeletionState } from "./retention";

const rule = { years: 10, minorsUntilAge: 25 };
const state: DeletionState = {
  status: "active", version: 3, familyName: "Haddad", birthDate: "1968-03-02", lastVisit: "2010-06-01", begun: "2009-01-01",
  hasHealthRecord: true, isHeld: false, openVisits: 0, rule, today: "2026-11-26",
};
const input = { patientId: "6f1c6a1e-0000-4000-8000-000000000001" as PatientId, version: 3, basis: "retention", familyName: "haddad " } as const;
const codeOf = (more: Partial<DeletionState>, given: Partial<typeof input | { basis: "erasure_request" }> = {}) => {
  const result = decideDeletion({ ...state, ...more }, { ...input, ...given } as typeof input);
  return result.ok ? "deleted" : result.error.code;
};

describe("how long a record is kept", () => {
  it("RET-3: from the last visit on, children's until an age besides, whichever is later", () => {
    expect(endOfKeeping(rule, "2016-11-26", "1968-03-02")).toBe("2026-11-27");
    expect(endOfKeeping(rule, "2016-11-26", "2010-05-05")).toBe("2035-05-06");
    expect(endOfKeeping(rule, "2016-02-29", null)).toBe("2026-03-01");
    expect(endOfKeeping({ years: 8, minorsUntilAge: null }, "2016-02-29", "2016-01-01")).toBe("2024-03-01");
  });

  it("RET-3: never shorter for a longer rule, a later visit or a younger patient", () => {
    const date = fc.date({ min: new Date("1950-01-01"), max: new Date("2026-01-01"), noInvalidDate: true }).map((each) => each.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, date, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 18, max: 40 }), (last, born, years, age) => {
        const end = endOfKeeping({ years, minorsUntilAge: age }, last, born);
        expect(endOfKeeping({ years: years + 1, minorsUntilAge: age }, last, born) >= end).toBe(true);
        expect(endOfKeeping({ years, minorsUntilAge: age + 1 }, last, born) >= end).toBe(true);
        expect(end > last).toBe(true);
      }),
    );
  });

  it("RET-3: a practice keeps longer, never shorter than the least, and children's records not like adults'", () => {
    for (const recordClass of RECORD_CLASSES) {
      const { leastYears, minorsUntilAge, years } = CLASS_RULES[recordClass];
      expect(years).toBeGreaterThanOrEqual(leastYears);
      expect(decideRule({ recordClass, years, minorsUntilAge })).toEqual({ ok: true, value: { years, minorsUntilAge } });
      if (leastYears > 0) expect(decideRule({ recordClass, years: leastYears - 1, minorsUntilAge })).toMatchObject({ error: { code: "retention.years_low", params: { years: leastYears } } });
    }
    expect(decideRule({ recordClass: "health_record", years: 12, minorsUntilAge: null })).toMatchObject({ error: { code: "retention.age_needed" } });
  });
});

describe("whether a record may go", () => {
  it("RET-4, RET-5: a hold, open visits, another name, an old version and the time of keeping each stand in the way", () => {
    expect(codeOf({})).toBe("deleted");
    expect(codeOf({ isHeld: true })).toBe("retention.held");
    expect(codeOf({ openVisits: 1 })).toBe("retention.visits_open");
    expect(codeOf({ familyName: "Other" })).toBe("retention.name_differs");
    expect(codeOf({ version: 4 })).toBe("retention.changed");
    expect(codeOf({ status: "erased" })).toBe("retention.gone");
    expect(codeOf({ lastVisit: "2020-01-01" })).toBe("retention.not_due");
    expect(codeOf({ birthDate: "2005-01-01" })).toBe("retention.not_due");
  });

  it("RET-5: where the patient asks, what the law wants kept stays, with the day until which; what it doesn't want goes", () => {
    const asked = { basis: "erasure_request" } as const;
    expect(codeOf({ lastVisit: "2020-01-01" }, asked)).toBe("retention.law_keeps");
    expect(decideDeletion({ ...state, lastVisit: "2020-01-01" }, { ...input, ...asked })).toMatchObject({ error: { params: { date: "2030-01-02" } } });
    expect(codeOf({ lastVisit: null, hasHealthRecord: false, begun: "2026-01-01" }, asked)).toBe("deleted");
    expect(codeOf({ lastVisit: null, hasHealthRecord: false, begun: "2026-01-01", isHeld: true }, asked)).toBe("retention.held");
    expect(codeOf({}, asked)).toBe("deleted");
  });

  it("RET-4: no state in which a hold stands is ever deletable", () => {
    const states = fc.record({
      status: fc.constantFrom("active", "pending", "merged", "erased"), version: fc.integer({ min: 1, max: 4 }), familyName: fc.constantFrom("Haddad", "x"),
      lastVisit: fc.constantFrom(null, "1990-01-01", "2026-01-01"), hasHealthRecord: fc.boolean(), openVisits: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(fc.property(states, fc.constantFrom("erasure_request", "retention"), (more, basis) => {
      expect(codeOf({ ...more, isHeld: true }, { basis } as never)).not.toBe("deleted");
    }));
  });
});
