import { describe, expect, it } from "vitest";
import { STEP_UP_FRESH_MS } from "./factors";
import { decideMailChange, type MailChange } from "./mail-change";

const NOW = 1_800_000_000_000;
const NONE = { passkeys: 0, totp: false, recoveryCodes: 0 };
const base: MailChange = { isStaff: false, held: NONE, isStrong: false, hasPassword: true, stepUpAtMs: null, signedInAtMs: NOW, email: "old@example.test" };
const decide = (more: Partial<MailChange>, email = "new@example.test") => {
  const decided = decideMailChange({ ...base, ...more }, email, NOW);
  return decided.ok ? "ok" : (decided.error.fields?.email ?? decided.error.code);
};

describe("changing one's mail address", () => {
  it("ACC-81: asks for a fresh proof of whoever has a password or a second factor, however lately they signed in", () => {
    expect(decide({})).toBe("access.step_up_needed");
    expect(decide({ stepUpAtMs: NOW - STEP_UP_FRESH_MS })).toBe("access.step_up_needed");
    expect(decide({ stepUpAtMs: NOW - 1 })).toBe("ok");
    expect(decide({ hasPassword: false, held: { ...NONE, passkeys: 1 }, isStrong: true })).toBe("access.step_up_needed");
  });

  it("ACC-81: takes a sign-in of the last minutes from somebody who has mailed links alone", () => {
    expect(decide({ hasPassword: false, signedInAtMs: NOW - STEP_UP_FRESH_MS + 1 })).toBe("ok");
    expect(decide({ hasPassword: false, signedInAtMs: NOW - STEP_UP_FRESH_MS })).toBe("access.sign_in_again");
  });

  it("ACC-81: nobody goes around a second factor, and the address that stands is no change", () => {
    expect(decide({ isStaff: true, stepUpAtMs: NOW })).toBe("access.second_factor_needed");
    expect(decide({ held: { ...NONE, totp: true }, stepUpAtMs: NOW })).toBe("access.second_factor_needed");
    expect(decide({ stepUpAtMs: NOW }, "old@example.test")).toBe("access.mail_same");
  });
});
