import type { DomainError } from "@/core/kit/errors";
import { ok, type Result } from "@/core/kit/result";
import type { AccountId, PracticeId, SessionId } from "@/core/kit/ids";

const MINUTE_MS = 60_000;

/**
 * How long a sign-in lasts (45 CFR 164.312(a)(2)(iii), automatic logoff): a time without any
 * request, and a time after which even a busy one ends. An open visit counts as a request a minute.
 */
export const SESSION_LIMITS = {
  staff: { idleMs: 15 * MINUTE_MS, absoluteMs: 12 * 60 * MINUTE_MS },
  patient: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * 60 * MINUTE_MS },
} as const;

/** Most sessions of one account at once. One more, and the one that was used longest ago ends. */
export const SESSIONS_AT_ONCE = 20;

/** How stale `lastSeenAtMs` may get before a request writes it again. */
export const SESSION_TOUCH_MS = 30_000;

/** A session as stored. Times are epoch ms. */
export interface SessionState {
  readonly sessionId: SessionId;
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
}

/** Whether a session still counts for such a person. */
export function isSessionLive(session: SessionState, person: keyof typeof SESSION_LIMITS, nowMs: number): boolean {
  if (session.revokedAtMs !== null || nowMs >= session.expiresAtMs) return false;
  return nowMs - session.lastSeenAtMs < SESSION_LIMITS[person].idleMs;
}

/** When a session ends if nothing more is heard from its browser: the idle limit or the absolute one, epoch ms. */
export function sessionEndsAtMs(session: Pick<SessionState, "expiresAtMs" | "lastSeenAtMs">, person: keyof typeof SESSION_LIMITS): number {
  return Math.min(session.expiresAtMs, session.lastSeenAtMs + SESSION_LIMITS[person].idleMs);
}

const PROLONG_MS = 15 * MINUTE_MS;
const LONGEST_MS = 16 * 60 * MINUTE_MS;

/**
 * The later absolute limit of a session whose person is in a room, or null where it stays: nobody is put out of
 * a live visit by the clock. By quarters of an hour, and never past 16 hours after signing in.
 */
export function prolongedEndMs(session: SessionState, isInRoom: boolean, nowMs: number): number | null {
  if (!isInRoom || session.expiresAtMs - nowMs > PROLONG_MS) return null;
  const endMs = Math.min(nowMs + PROLONG_MS * 2, session.createdAtMs + LONGEST_MS);
  return endMs > session.expiresAtMs ? endMs : null;
}

/** Whether a session comes so near its absolute limit that it matters whether its person is in a room. */
export function isNearlyOver(session: SessionState, nowMs: number): boolean {
  return session.expiresAtMs - nowMs <= PROLONG_MS;
}

/** Revoking twice is no error: the first time stands. */
export function decideRevocation(
  session: SessionState,
  _input: unknown,
  { nowMs }: { nowMs: number },
): Result<{ readonly revokedAtMs: number }, DomainError> {
  return ok({ revokedAtMs: session.revokedAtMs ?? nowMs });
}

const FAILURES_FREE = 5;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/**
 * How long the next password for an account must wait after failures: nothing for five, then 2 s,
 * doubling to at most a quarter of an hour. Never a lock: somebody else's guesses must not keep a
 * clinician from a patient, and a mailed link works meanwhile.
 */
export function signInWaitMs(failures: number, lastFailureAtMs: number, nowMs: number): number {
  if (failures < FAILURES_FREE) return 0;
  const waitMs = Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(20, failures - FAILURES_FREE));
  return Math.max(0, lastFailureAtMs + waitMs - nowMs);
}
