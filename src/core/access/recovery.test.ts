import { describe, expect, it } from "vitest";
import type { AccountId } from "@/core/kit/ids";
import { decideStop, decideUse, decideVouch, RECOVERY_LIFE_MS, RECOVERY_WAIT_MS, recoveryState, type Recovery } from "./recovery";

const [me, colleague] = ["me" as AccountId, "colleague" as AccountId];
const asked: Recovery = { accountId: me, vouchedAtMs: null, readyAtMs: null, expiresAtMs: RECOVERY_LIFE_MS, usedAtMs: null, cancelledAtMs: null };

describe("recovering an account", () => {
  it("ACC-69: nobody vouches for themself, and one colleague is enough once", () => {
    expect(decideVouch(asked, me, 1)).toMatchObject({ ok: false, error: { code: "access.vouch_self" } });
    expect(decideVouch(asked, colleague, 1)).toMatchObject({ ok: true, value: { readyAtMs: 1 + RECOVERY_WAIT_MS } });
    const vouched = { ...asked, vouchedAtMs: 1, readyAtMs: 2 };
    expect(decideVouch(vouched, colleague, 1)).toMatchObject({ ok: false, error: { code: "access.recovery_vouched" } });
  });

  it("ACC-70: counts 24 hours after the vouch and not a moment before, once, until it runs out", () => {
    const vouched = { ...asked, vouchedAtMs: 0, readyAtMs: RECOVERY_WAIT_MS };
    expect(RECOVERY_WAIT_MS).toBe(24 * 3_600_000);
    expect(decideUse(vouched, RECOVERY_WAIT_MS - 1)).toMatchObject({ ok: false, error: { code: "access.recovery_not_ready" } });
    expect(decideUse(vouched, RECOVERY_WAIT_MS).ok).toBe(true);
    expect(decideUse({ ...vouched, usedAtMs: 5 }, RECOVERY_WAIT_MS)).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect(decideUse({ ...vouched, cancelledAtMs: 5 }, RECOVERY_WAIT_MS).ok).toBe(false);
    expect(decideUse(vouched, RECOVERY_LIFE_MS).ok).toBe(false);
    expect(decideUse(asked, 5)).toMatchObject({ ok: false, error: { code: "access.recovery_not_ready" } });
    expect(decideUse(null, 5)).toMatchObject({ ok: false, error: { code: "access.recovery_none" } });
  });

  it("ACC-70: a vouch on the last day still leaves a day to use it", () => {
    const late = RECOVERY_LIFE_MS - 1;
    const result = decideVouch(asked, colleague, late);
    if (!result.ok) throw new Error(result.error.code);
    const vouched = { ...asked, ...result.value, vouchedAtMs: late };
    expect(recoveryState(vouched, result.value.readyAtMs)).toBe("ready");
    expect(recoveryState(vouched, result.value.readyAtMs + RECOVERY_WAIT_MS)).toBe("over");
  });

  it("ACC-71: can be stopped while it stands", () => {
    expect(decideStop(asked, 1).ok).toBe(true);
    expect(decideStop({ ...asked, vouchedAtMs: 1, readyAtMs: 2 }, 3).ok).toBe(true);
    expect(decideStop(asked, RECOVERY_LIFE_MS)).toMatchObject({ ok: false, error: { kind: "gone" } });
  });
});
