import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AccountId, PracticeId, SessionId } from "@/core/kit/ids";
import { decideRevocation, isNearlyOver, isSessionLive, prolongedEndMs, sessionEndsAtMs, SESSION_LIMITS, signInWaitMs, type SessionState } from "./session";

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

  it("ACC-80: is prolonged by quarters of an hour while its person is in a room, to 16 hours at most", () => {
    expect(prolongedEndMs(session, true, 700 * MIN)).toBeNull();
    expect(prolongedEndMs(session, false, 719 * MIN)).toBeNull();
    expect(prolongedEndMs(session, true, 719 * MIN)).toBe(749 * MIN);
    const last = { ...session, expiresAtMs: 960 * MIN };
    expect(prolongedEndMs(last, true, 959 * MIN)).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 960 * MIN }), (nowMs) => {
        const endMs = prolongedEndMs(session, true, nowMs);
        expect(endMs === null || (endMs > session.expiresAtMs && endMs <= 960 * MIN && isNearlyOver(session, nowMs))).toBe(true);
      }),
    );
  });

  it("ACC-78: ends at the nearer of its two limits", () => {
    expect(sessionEndsAtMs(session, "staff")).toBe(15 * MIN);
    expect(sessionEndsAtMs({ ...session, lastSeenAtMs: 719 * MIN }, "patient")).toBe(720 * MIN);
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
