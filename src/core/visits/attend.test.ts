import { describe, expect, it } from "vitest";
import { type AttendState, decideArrive, decideLeave, decidePrepare, decideSweep, decideTakeOver } from "./attend";
import { decideOpenLink } from "./link";
import { Whereabouts } from "./prepare";

const HOUR = 3_600_000;
const visit: AttendState = {
  state: "expected",
  startsAtMs: 10 * HOUR,
  endsAtMs: 10.5 * HOUR,
  hasWhereabouts: true,
  seat: { confirmedAtMs: 1, replacedAtMs: null, revokedAtMs: null },
};

describe("decideArrive", () => {
  it("VISIT-5: from 60 minutes before the start", () => {
    expect(decideArrive(visit, 9 * HOUR - 1)).toMatchObject({ ok: false, error: { code: "visits.too_early" } });
    expect(decideArrive(visit, 9 * HOUR)).toEqual({ ok: true, value: { state: "waiting", changed: true } });
  });

  it("VISIT-9: not before they said where they are", () => {
    const state = { ...visit, hasWhereabouts: false };
    expect(decideArrive(state, 10 * HOUR)).toMatchObject({ error: { code: "visits.whereabouts_missing" } });
  });

  it("VISIT-3: not before they said who they are", () => {
    const seat = { confirmedAtMs: null, replacedAtMs: null, revokedAtMs: null };
    expect(decideArrive({ ...visit, seat }, 10 * HOUR)).toMatchObject({ error: { code: "visits.not_confirmed" } });
    expect(decidePrepare({ ...visit, seat })).toMatchObject({ error: { code: "visits.not_confirmed" } });
  });

  it("VISIT-7: not from a device that was replaced, which may take the visit back", () => {
    const seat = { confirmedAtMs: 1, replacedAtMs: 2, revokedAtMs: null };
    expect(decideArrive({ ...visit, seat }, 10 * HOUR)).toMatchObject({ error: { code: "visits.seat_replaced" } });
    expect(decideTakeOver({ ...visit, seat })).toMatchObject({ ok: true });
    expect(decideTakeOver({ ...visit, seat: { ...seat, revokedAtMs: 3 } })).toMatchObject({
      error: { code: "visits.link_revoked" },
    });
  });
});

describe("decideLeave", () => {
  it("VISIT-11: leaves an admitted visit admitted, a waiting one expected", () => {
    expect(decideLeave({ ...visit, state: "admitted" })).toEqual({ ok: true, value: { state: "admitted", changed: false } });
    expect(decideLeave({ ...visit, state: "waiting" })).toEqual({ ok: true, value: { state: "expected", changed: true } });
  });
});

describe("decideSweep", () => {
  it("VISIT-8: after 45 silent seconds a waiting visit is expected again", () => {
    const waiting = { state: "waiting" as const, endsAtMs: visit.endsAtMs };
    expect(decideSweep({ ...waiting, patientSeenAtMs: 0 }, 44_999)).toBeNull();
    expect(decideSweep({ ...waiting, patientSeenAtMs: 0 }, 45_000)).toBe("expected");
    expect(decideSweep({ ...waiting, patientSeenAtMs: null }, 0)).toBe("expected");
  });

  it("VISIT-6: a visit that nobody came to is missed; one that goes on never is", () => {
    const late = visit.endsAtMs + HOUR;
    expect(decideSweep({ state: "expected", endsAtMs: visit.endsAtMs, patientSeenAtMs: null }, late)).toBe("missed");
    expect(decideSweep({ state: "admitted", endsAtMs: visit.endsAtMs, patientSeenAtMs: null }, late)).toBeNull();
  });
});

describe("decideOpenLink", () => {
  const link = { visitId: "v", revokedAtMs: null, practice: { name: "Harbour", phone: "+41 43 555 01 00" } } as const;

  it("VISIT-1: what became of the visit is told before what became of the link", () => {
    expect(decideOpenLink({ ...link, visitState: "admitted" })).toMatchObject({ ok: true });
    expect(decideOpenLink({ ...link, visitState: "waiting", revokedAtMs: 1 })).toMatchObject({ error: { code: "visits.link_revoked" } });
    expect(decideOpenLink({ ...link, visitState: "cancelled", revokedAtMs: 1 })).toMatchObject({ error: { code: "visits.cancelled" } });
  });

  it("whom to call is told with every end; which visit it was, only where it took place", () => {
    const practice = { practice: "Harbour", phone: "+41 43 555 01 00" };
    expect(decideOpenLink({ ...link, visitState: "ended" })).toMatchObject({ error: { code: "visits.over", params: { ...practice, visitId: "v" } } });
    const missed = decideOpenLink({ ...link, visitState: "missed" });
    expect(missed.ok ? null : missed.error.params).toEqual(practice);
    const unlisted = decideOpenLink({ ...link, visitState: "missed", practice: { name: "Harbour", phone: null } });
    expect(unlisted.ok ? null : unlisted.error.params).toEqual({ practice: "Harbour", phone: "" });
  });
});

describe("Whereabouts", () => {
  it.each(["+1 (555) 010-0199", "079 555 01 99"])("VISIT-9: takes the number %s", (callbackNumber) => {
    expect(Whereabouts.safeParse({ place: "Home", callbackNumber }).success).toBe(true);
  });
  it.each(["", "12", "call me", "+"])("VISIT-9: refuses the number %j", (callbackNumber) => {
    expect(Whereabouts.safeParse({ place: "Home", callbackNumber }).success).toBe(false);
  });
});
