import { describe, expect, it } from "vitest";
import type { StaffId } from "@/core/kit/ids";
import { BreakGlassInput, decideBreakGlass, decideEndEmergency, decideReview, EMERGENCY_MS, isEmergencyOpen } from "./break-glass";

const NOW = 1_800_000_000_000;
const state = { staffId: "s1" as StaffId, endsAtMs: NOW + EMERGENCY_MS, endedAtMs: null, reviewedAtMs: null };
const patientId = "00000000-0000-4000-8000-000000000020";

describe("emergency access", () => {
  it("ACC-41: wants a reason from the list and at least a few words", () => {
    const fits = { patientId, reason: "cover", words: "Covering for Dr. Moreau tonight" };
    expect(BreakGlassInput.safeParse(fits).success).toBe(true);
    for (const wrong of [{ reason: "curious" }, { words: "   short    " }, { words: "x".repeat(1001) }, { patientId: "all" }]) {
      expect(BreakGlassInput.safeParse({ ...fits, ...wrong }).success).toBe(false);
    }
  });

  it("ACC-42: stands for an hour to the millisecond, and no longer once it was ended", () => {
    expect(decideBreakGlass({ takesCare: false, standing: false }, NOW)).toEqual({
      ok: true,
      value: { startedAtMs: NOW, endsAtMs: NOW + 3_600_000 },
    });
    expect(isEmergencyOpen(state, NOW + EMERGENCY_MS - 1)).toBe(true);
    expect(isEmergencyOpen(state, NOW + EMERGENCY_MS)).toBe(false);
    expect(isEmergencyOpen({ ...state, endedAtMs: NOW + 1 }, NOW + 2)).toBe(false);
  });

  it("ACC-40: is not for those who take care of the patient, nor twice at once", () => {
    expect(decideBreakGlass({ takesCare: true, standing: false }, NOW)).toMatchObject({ error: { code: "access.emergency_not_needed" } });
    expect(decideBreakGlass({ takesCare: false, standing: true }, NOW)).toMatchObject({ error: { code: "access.emergency_stands" } });
  });

  it("ending it again changes nothing", () => {
    expect(decideEndEmergency(state, NOW + 5)).toEqual({ ok: true, value: { endedAtMs: NOW + 5 } });
    expect(decideEndEmergency({ ...state, endedAtMs: NOW + 5 }, NOW + 6)).toEqual({ ok: true, value: { endedAtMs: null } });
    expect(decideEndEmergency(state, NOW + EMERGENCY_MS)).toEqual({ ok: true, value: { endedAtMs: null } });
  });

  it("ACC-45: nobody reviews their own, and nothing is reviewed twice", () => {
    expect(decideReview(state, "s1" as StaffId, NOW)).toMatchObject({ error: { kind: "denied", code: "access.review_own" } });
    expect(decideReview(state, "s2" as StaffId, NOW)).toEqual({ ok: true, value: { reviewedAtMs: NOW } });
    expect(decideReview({ ...state, reviewedAtMs: NOW }, "s2" as StaffId, NOW)).toMatchObject({ error: { code: "access.reviewed_already" } });
  });
});
