import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areStrong, FACTORS, isStepUpFresh, STEP_UP_FRESH_MS } from "./factors";
import { decideAddFactor, decideRemoveFactor, decideWhole, nextSignInStep, type FactorChange } from "./second-factor";

const NONE = { passkeys: 0, totp: false, recoveryCodes: 0 };
const change = (more: Partial<FactorChange>): FactorChange => ({
  isStaff: true,
  held: NONE,
  sessionFactors: ["password"],
  isStrong: false,
  stepUpAtMs: null,
  isPasswordFromMail: false,
  ...more,
});

describe("a session", () => {
  it("ACC-62: is strong by a passkey, a code or a provider that asked for two, never by a password or a link", () => {
    expect(FACTORS.filter((each) => areStrong([each])).sort()).toEqual(["demo", "oidc_strong", "passkey", "recovery_code", "totp"]);
    expect(areStrong(["password", "link", "oidc", "vouch"])).toBe(false);
    expect(areStrong([])).toBe(false);
  });

  it("ACC-63: leads staff without a second factor to make one, and whoever has one to show it", () => {
    const step = (isStaff: boolean, isStrong: boolean, totp: boolean) => nextSignInStep({ isStaff, isStrong, held: { ...NONE, totp } });
    expect(step(true, false, false)).toBe("enrol");
    expect(step(true, false, true)).toBe("second");
    expect(step(false, false, true)).toBe("second");
    expect(step(false, false, false)).toBe("in");
    expect(step(true, true, true)).toBe("in");
    expect(nextSignInStep(null)).toBe("out");
  });

  it("ACC-64: showing who one is counts for five minutes, and not before it was shown", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10 }), (n) => {
        expect(isStepUpFresh(1_000_000, 1_000_000 + n * 60_000)).toBe(n >= 0 && n < 5);
      }),
    );
    expect(isStepUpFresh(null, 5)).toBe(false);
    expect(isStepUpFresh(0, STEP_UP_FRESH_MS)).toBe(false);
  });
});

describe("adding a factor", () => {
  it("ACC-65: a stolen mailbox makes staff no second factor: neither by a link nor by a password that came by mail", () => {
    expect(decideAddFactor(change({ sessionFactors: ["link"] }), 0)).toMatchObject({ ok: false, error: { code: "access.vouch_needed" } });
    expect(decideAddFactor(change({ isPasswordFromMail: true }), 0)).toMatchObject({ ok: false, error: { code: "access.vouch_needed" } });
    expect(decideAddFactor(change({ sessionFactors: ["password", "vouch"], isPasswordFromMail: true }), 0).ok).toBe(true);
    expect(decideAddFactor(change({}), 0).ok).toBe(true);
    expect(decideAddFactor(change({ isStaff: false, sessionFactors: ["link"] }), 0).ok).toBe(true);
  });

  it("ACC-64: whoever has a factor shows one first", () => {
    const held = { passkeys: 1, totp: false, recoveryCodes: 3 };
    expect(decideAddFactor(change({ held, isStrong: true }), 9e9)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
    expect(decideAddFactor(change({ held, isStrong: true, stepUpAtMs: 9e9 }), 9e9).ok).toBe(true);
  });

  it("ACC-65: a step-up in a session that has not shown the second factor leads around nothing", () => {
    const held = { passkeys: 0, totp: true, recoveryCodes: 10 };
    const weak = { ok: false, error: { code: "access.second_factor_needed" } };
    for (const isStaff of [true, false]) {
      const half = change({ isStaff, held, stepUpAtMs: 9e9 });
      expect(decideAddFactor(half, 9e9)).toMatchObject(weak);
      expect(decideRemoveFactor(half, NONE, 9e9)).toMatchObject(weak);
      expect(decideWhole(half)).toMatchObject(weak);
    }
    expect(decideWhole(change({}))).toMatchObject(weak);
    expect(decideWhole(change({ isStaff: false })).ok).toBe(true);
    expect(decideWhole(change({ isStrong: true, held })).ok).toBe(true);
  });

  it("ACC-66: staff keep one factor at least; patients may take the last away", () => {
    const held = { passkeys: 1, totp: false, recoveryCodes: 3 };
    const left = { ...held, passkeys: 0 };
    expect(decideRemoveFactor(change({ held, isStrong: true, stepUpAtMs: 1 }), left, 2)).toMatchObject({ ok: false, error: { code: "access.last_factor" } });
    expect(decideRemoveFactor(change({ held, isStrong: true, stepUpAtMs: 1, isStaff: false }), left, 2).ok).toBe(true);
    expect(decideRemoveFactor(change({ held, isStrong: true }), left, 2)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
  });
});
