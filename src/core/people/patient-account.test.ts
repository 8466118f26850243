import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountStateOf, decideInviteAccount, decideTakeAccount, isStanding, type AccountInvite, type TakeState } from "./patient-account";

const invite: AccountInvite = { expiresAtMs: 1_000, usedAtMs: null, revokedAtMs: null, failedTries: 0 };
const patient: TakeState["patient"] = {
  status: "active",
  email: "lena@example.test",
  hasAccount: false,
  isMailTaken: false,
  names: { givenName: "Lena", familyName: "Quist", preferredName: null },
  birthDate: "1968-03-02",
};
const right = { name: "Lena", birthDate: "1968-03-02" };

describe("a patient's account", () => {
  it("PPL-25: is asked of a patient on file with an address of their own and no account", () => {
    expect(decideInviteAccount(patient)).toEqual({ ok: true, value: { email: "lena@example.test" } });
    expect(decideInviteAccount({ ...patient, status: "pending" })).toMatchObject({ error: { code: "people.not_on_file" } });
    expect(decideInviteAccount({ ...patient, email: null })).toMatchObject({ error: { code: "people.account_no_mail" } });
    expect(decideInviteAccount({ ...patient, hasAccount: true })).toMatchObject({ error: { code: "people.account_has" } });
    expect(decideInviteAccount({ ...patient, isMailTaken: true })).toMatchObject({ error: { code: "people.account_mail" } });
  });

  it("PPL-25: an invitation counts until its time, once, and not when it was taken back", () => {
    expect(isStanding(invite, 999)).toBe(true);
    expect(decideTakeAccount({ invite, patient }, right, 999)).toEqual({ ok: true, value: { kind: "taken" } });
    for (const over of [{ expiresAtMs: 999 }, { usedAtMs: 1 }, { revokedAtMs: 1 }]) {
      expect(decideTakeAccount({ invite: { ...invite, ...over }, patient }, right, 999)).toMatchObject({ error: { code: "people.invite_over" } });
    }
  });

  it("PPL-26: a wrong answer is counted, and never says which of both was wrong", () => {
    const wrongs = [{ ...right, name: "Nora" }, { ...right, birthDate: "1968-03-03" }, { name: "Nora", birthDate: "1970-01-01" }];
    for (const wrong of wrongs) expect(decideTakeAccount({ invite, patient }, wrong, 1)).toEqual({ ok: true, value: { kind: "wrong", triesLeft: 4 } });
    expect(decideTakeAccount({ invite: { ...invite, failedTries: 5 }, patient }, right, 1)).toMatchObject({ error: { code: "visits.tries_used_up" } });
  });

  it("PPL-26: whoever does not say who it is learns nothing of the record", () => {
    const anything = fc.record({ status: fc.constantFrom("active", "merged", "erased"), hasAccount: fc.boolean(), isMailTaken: fc.boolean() });
    fc.assert(
      fc.property(anything, fc.string({ minLength: 1 }), (state, name) => {
        const said = decideTakeAccount({ invite, patient: { ...patient, ...state } }, { name, birthDate: "2001-01-01" }, 1);
        expect(said).toEqual({ ok: true, value: { kind: "wrong", triesLeft: 4 } });
      }),
    );
  });

  it("PPL-27: says where it stands", () => {
    expect(accountStateOf(null, null, 1)).toBe("none");
    expect(accountStateOf(null, invite, 1)).toBe("invited");
    expect(accountStateOf(null, invite, 1_000)).toBe("lapsed");
    expect(accountStateOf(null, { ...invite, failedTries: 5 }, 1)).toBe("lapsed");
    expect(accountStateOf(null, { ...invite, revokedAtMs: 1 }, 1)).toBe("none");
    expect(accountStateOf({ isClosed: false }, invite, 1)).toBe("active");
    expect(accountStateOf({ isClosed: true }, null, 1)).toBe("closed");
  });
});
