import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, PracticeId, SessionId } from "@/core/kit/ids";
import { decideRevocation, isSessionLive, SESSION_LIMITS, signInWaitMs, type SessionState } from "./session";

const MIN = 60_000;
const session: SessionState = {
  sessionId: "s" as SessionId,
  practiceId: "p" as PracticeId,
  accountId: "a" as AccountId,
  createdAtMs: 0,
  lastSeenAtMs: 0,
  expiresAtMs: SESSION_LIMITS.staff.absoluteMs,
  revokedAtMs: null,
};

describe("a session", () => {
  it("ACC-3: ends after 15 idle minutes for staff and 30 for patients", () => {
    expect(isSessionLive(session, "staff", 15 * MIN - 1)).toBe(true);
    expect(isSessionLive(session, "staff", 15 * MIN)).toBe(false);
    expect(isSessionLive(session, "patient", 30 * MIN - 1)).toBe(true);
    expect(isSessionLive(session, "patient", 30 * MIN)).toBe(false);
  });

  it("ACC-3: ends after 12 hours however busy", () => {
    const busy = { ...session, lastSeenAtMs: 720 * MIN - 1 };
    expect(isSessionLive(busy, "staff", 720 * MIN - 1)).toBe(true);
    expect(isSessionLive(busy, "staff", 720 * MIN)).toBe(false);
  });

  it("ACC-4: a revoked session never counts, and revoking again keeps the first time", () => {
    expect(isSessionLive({ ...session, revokedAtMs: 5 }, "staff", 6)).toBe(false);
    expect(decideRevocation({ ...session, revokedAtMs: 5 }, {}, { nowMs: 9 })).toEqual({ ok: true, value: { revokedAtMs: 5 } });
  });
});

describe("waiting after wrong passwords", () => {
  it("ACC-7: five are free, then 2 s, doubling to a quarter of an hour and never more", () => {
    expect([4, 5, 6, 7, 30].map((failures) => signInWaitMs(failures, 1000, 1000))).toEqual([0, 2000, 4000, 8000, 15 * MIN]);
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10 * MIN), (failures, sinceMs) => {
        const waitMs = signInWaitMs(failures, 0, sinceMs);
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(15 * MIN);
        expect(signInWaitMs(failures, 0, sinceMs + waitMs)).toBe(0);
      }),
    );
  });
});
