import { describe, expect, it } from "vitest";
import { type ConfirmationState, CONFIRMATION_TRIES, decideConfirmation, wrongAnswerError } from "./confirmation";

const fresh: ConfirmationState = {
  visitState: "expected",
  patient: { givenName: "Amira", familyName: "Haddad", preferredName: null, birthDate: "1968-03-02" },
  seat: { confirmedAtMs: null, replacedAtMs: null, revokedAtMs: null },
  failedTries: 0,
};
const right = { name: "amira", birthDate: "1968-03-02" };

describe("decideConfirmation", () => {
  it("VISIT-4: name and birth date confirm together", () => {
    expect(decideConfirmation(fresh, right)).toEqual({ ok: true, value: { kind: "confirmed" } });
    for (const wrong of [{ ...right, name: "Amina" }, { ...right, birthDate: "1968-03-20" }]) {
      expect(decideConfirmation(fresh, wrong)).toEqual({ ok: true, value: { kind: "wrong", triesLeft: 4 } });
    }
  });

  it("VISIT-4: after five wrong answers even the right one is refused", () => {
    const used = { ...fresh, failedTries: CONFIRMATION_TRIES };
    expect(decideConfirmation(used, right)).toMatchObject({ ok: false, error: { code: "visits.tries_used_up" } });
    expect(wrongAnswerError(0).code).toBe("visits.tries_used_up");
    expect(wrongAnswerError(2)).toMatchObject({ code: "visits.wrong_answer", params: { left: 2 } });
  });

  it("VISIT-4: a seat that was confirmed before stays confirmed", () => {
    const seat = { ...fresh.seat, confirmedAtMs: 1 };
    const state = { ...fresh, seat, failedTries: CONFIRMATION_TRIES };
    expect(decideConfirmation(state, right)).toEqual({ ok: true, value: { kind: "confirmed" } });
  });

  it("VISIT-7: a device that was replaced can't confirm", () => {
    const state = { ...fresh, seat: { ...fresh.seat, replacedAtMs: 1 } };
    expect(decideConfirmation(state, right)).toMatchObject({ ok: false, error: { code: "visits.seat_replaced" } });
  });

  it("VISIT-1: a visit that is over confirms nobody", () => {
    expect(decideConfirmation({ ...fresh, visitState: "ended" }, right)).toMatchObject({ error: { code: "visits.over" } });
  });
});
