import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, PatientActor, StaffActor } from "@/core/access/actor";
import { deniedWrites, FIELD_RULES } from "@/core/access/fields";
import type { Facts } from "@/core/access/policy";
import { PatientId } from "@/core/kit/ids";
import { ageOn } from "@/core/scheduling/wall-time";
import { decideDetails } from "./change-details";
import { decideGiving, isAgreed, textFor } from "./consents";
import { DETAIL_CLASSES } from "./details";
import { duplicatePairs, type Identity, type KnownIdentity } from "./duplicates";
import { jaroWinkler, likenessOf, REVIEW_FROM } from "./likeness";
import { decideMerge, decideUndo, MERGE_FIELDS, undoObstacle, type SinceMerge } from "./merge";
import { changedFields, mergeEdits, sameValue } from "./merge-edits";
import { cleanName, isName, nameNotices } from "./name-text";
import { NamePart, RegisterPatientInput } from "./patient";
import { readPhone } from "./phone";
import { comesOfAgeAtMs, comesOfAgeOn, decideInvite, InviteProxyInput, proxyState, type GrantTimes } from "./proxies";
import { isPossibleBirthDate } from "./register";
import { decideConfirming, decideJudging, PendingRegistration } from "./self-registration";

const NOW = Date.UTC(2026, 10, 26, 9, 0);
const ids = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"].map((id) => PatientId.parse(id)) as [PatientId, PatientId];
const person = (givenName: string, familyName: string, birthDate = "1968-05-03", more: Partial<Identity> = {}): Identity => ({
  givenName, familyName, birthDate, email: null, phone: null, ...more,
});
const isListed = (a: Identity, b: Identity) => duplicatePairs([[{ ...a, id: ids[0] }, { ...b, id: ids[1] }]]).length === 1;

describe("names", () => {
  it("PPL-13: what cannot be seen is taken out and told; joiners stay where letters need them", () => {
    expect(cleanName("A\u200bmi\u202era\u2066 \u00ad Haddad\u0000")).toBe("Amira Haddad");
    expect(nameNotices("Ami\u200bra")).toEqual(["controls_removed"]);
    expect(nameNotices("  Amira   Haddad ")).toEqual([]);
    const persian = "علی\u200cرضا";
    expect(cleanName(persian)).toBe(persian);
    expect(cleanName("Ali\u200cReza")).toBe("AliReza");
  });

  it("PPL-13: a word of look-alike scripts is pointed out; names of two scripts and kana with kanji are not", () => {
    expect(nameNotices("Аmira")).toEqual(["mixed_scripts"]);
    for (const name of ["Amira Хаддад", "山田花子", "渡辺ゆき", "Ólafur", "محمد"]) expect(nameNotices(name), name).toEqual([]);
  });

  it("PPL-13: any name is a name; markup, bare signs and piles of marks are not", () => {
    for (const name of ["Ng", "X", "O’Brien-Núñez", "Björk", "李", "Ñ", "Nguyễn Thị Minh Khai", "ʻAlohi", "Jean-Luc 2nd", "a".repeat(150)]) expect(isName(cleanName(name)), name).toBe(true);
    for (const name of ["", "-", "123", "<b>", "a".repeat(151), `e${"\u0301".repeat(9)}`, "{{name}}"]) expect(NamePart.safeParse(name).success, name).toBe(false);
    const single = { givenName: "Suharto", familyName: "", birthDate: "1968-05-03", locale: "id", zone: "Asia/Jakarta" };
    expect(RegisterPatientInput.parse(single)).toMatchObject({ givenName: "Suharto", familyName: "" });
  });

  it("IN-7: a name is no link, since it stands in mails that strangers are sent", () => {
    for (const name of ["https://evil.example/x", "www.evil.ru", "Win at evil.com", "//evil", "evil.CLICK/now"]) expect(isName(cleanName(name)), name).toBe(false);
    for (const name of ["St.John", "J.R.R. Tolkien", "Siti a/p Ramasamy", "Dr.Menon", "María del Carmen", "Ana.Communal"]) expect(isName(cleanName(name)), name).toBe(true);
  });

  it("PPL-13: cleaning is settled after once, and never leaves a sign that cannot be seen", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.constantFrom("\u200b", "\u202e", "\u2069", "\ufeff", "\u0007", ""), (text, sign) => {
        const clean = cleanName(`${text}${sign}${text}`);
        expect(cleanName(clean)).toBe(clean);
        expect(clean.replace(/[\u200c\u200d]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

describe("birth dates and phones", () => {
  it("PPL-20: no birth date in the future or beyond the longest life", () => {
    expect(["2026-11-28", "1899-12-31", "1903-01-01"].map((date) => isPossibleBirthDate(date, NOW))).toEqual([false, false, false]);
    expect(["2026-11-26", "1904-02-29", "2000-02-29"].map((date) => isPossibleBirthDate(date, NOW))).toEqual([true, true, true]);
  });

  it("PPL-20: phones as people type them, by country", () => {
    for (const text of ["+41 79 555 01 20", "0041 79 555 01 20", "079 555 01 20", "+1 (212) 555-0123", "+44 (0)20 7946 0958", "+33 6 12 34 56 78", "+٤١ ٧٩ ٥٥٥ ٠١ ٢٠", "＋４１ ７９ ５５５ ０１ ２０", "+49 30 901820 ext. 12"]) {
      expect(readPhone(text), text).toMatchObject({ ok: true });
    }
    expect(readPhone("+٤١ ٧٩ ٥٥٥ ٠١ ٢٠")).toEqual({ ok: true, phone: "+41 79 555 01 20" });
    expect([readPhone("call me"), readPhone("12 34"), readPhone("+210 55"), readPhone("+1 212 555"), readPhone(`+49${"1".repeat(20)}`)].map((each) => !each.ok && each.problem)).toEqual([
      "signs", "too_short", "too_short", "country_length", "too_long",
    ]);
  });
});

describe("likeness", () => {
  it("PPL-15: Jaro-Winkler gives the published values", () => {
    expect(jaroWinkler("martha", "marhta")).toBeCloseTo(0.961, 3);
    expect(jaroWinkler("dwayne", "duane")).toBeCloseTo(0.84, 3);
    expect(jaroWinkler("dixon", "dicksonx")).toBeCloseTo(0.813, 3);
    expect(jaroWinkler("", "a")).toBe(0);
  });

  it("PPL-15: finds swapped names, marks, other scripts, slips, swapped day and month, contact", () => {
    const tomasz = person("Tomasz", "Wójcik", "1957-02-11", { phone: "+48 600 555 013" });
    expect(isListed(tomasz, person("Wojcik", "Tomasz", "1957-02-11"))).toBe(true);
    expect(isListed(tomasz, person("Tomas", "Wojcik", "1957-11-02"))).toBe(true);
    expect(isListed(tomasz, person("Tomasz", "Nowak", "1957-02-11", { phone: "600555013" }))).toBe(true);
    expect(isListed(person("Olga", "Ivanova"), person("Ольга", "Иванова"))).toBe(true);
    expect(isListed(person("mhmd", "hsyn", "1990-07-07"), person("Mohammed", "Hosseyn", "1990-07-07"))).toBe(true);
    expect(isListed(tomasz, person("Karol", "Wójcik", "1984-02-11", { phone: "+48 600 555 013" }))).toBe(false);
    expect(isListed(person("Anna", "Meier", "1980-01-02"), person("Anna", "Meier", "1951-07-19"))).toBe(false);
  });

  it("PPL-15: likeness is mutual, whichever way a pair is given, and most for the same", () => {
    const people = fc.record({
      givenName: fc.constantFrom("Amira", "Amirah", "Tomasz", "Yuki", "Ana", "Wójcik", "Li", "Хаддад"),
      familyName: fc.constantFrom("Haddad", "Hadad", "Wójcik", "Wojcik", "Amira", "", "Li"),
      birthDate: fc.constantFrom("1968-05-03", "1968-03-05", "1968-05-08", "1990-01-01"),
      email: fc.constantFrom(null, "a@example.test", "b@example.test"),
      phone: fc.constantFrom(null, "+41 79 555 01 20", "0795550120"),
    });
    fc.assert(
      fc.property(people, people, (a, b) => {
        expect(likenessOf(a, b).weight).toBeCloseTo(likenessOf(b, a).weight, 9);
        expect(likenessOf(a, a).weight).toBeGreaterThanOrEqual(likenessOf(a, b).weight - 1e-9 - (a.email === null || a.phone === null || a.familyName === "" ? 30 : 0));
        const one: KnownIdentity = { ...a, id: ids[0] };
        const two: KnownIdentity = { ...b, id: ids[1] };
        expect(duplicatePairs([[one, two]])).toEqual(duplicatePairs([[two, one]]));
        expect(duplicatePairs([[one, two], [two, one]]).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("PPL-15: a namesake of the same day with other contacts stays below; a new family name with nothing against it is shown", () => {
    const lena = person("Lena", "Zuwlfkqw", "1968-03-02", { email: "lena.zuwlfkqw@example.test" });
    expect(isListed(lena, person("Lena", "Zporgbhl", "1968-03-02", { email: "z.porgbhl@example.test" }))).toBe(false);
    expect(isListed(lena, person("Zvbypttz", "Lena", "1968-03-02", { email: "other@example.test" }))).toBe(false);
    expect(isListed(person("Amira", "Haddad"), person("Amira", "Keller"))).toBe(true);
  });

  it("PPL-15: a pair without anything in common is far from the threshold", () => {
    expect(likenessOf(person("Noor", "Rahman"), person("Amira", "Haddad", "1990-01-01")).probability).toBeLessThan(REVIEW_FROM / 1000);
  });
});

describe("details", () => {
  const staff = { kind: "staff", practiceId: "p1", roles: ["scheduler"], strong: true } as unknown as StaffActor;
  const patient = { kind: "patient", practiceId: "p1", patientId: ids[0] } as unknown as PatientActor;

  it("PPL-14: an older version is refused; nobody changes what was merged away", () => {
    const input = { patientId: ids[0], version: 3, changes: { phone: "+41 44 555 01 00" } };
    expect(decideDetails({ version: 4, status: "active" }, input, { nowMs: NOW })).toMatchObject({ error: { kind: "stale", params: { version: 4 } } });
    expect(decideDetails({ version: 3, status: "merged" }, input, { nowMs: NOW })).toMatchObject({ error: { code: "people.not_on_file" } });
    expect(decideDetails({ version: 3, status: "active" }, input, { nowMs: NOW })).toMatchObject({ ok: true });
  });

  it("PPL-21: who somebody is, is changed by the desk alone", () => {
    const input = { givenName: "Anna", familyName: "Other", birthDate: "1970-01-01", preferredName: "Ann", phone: null };
    const facts = { practiceId: staff.practiceId, patientId: ids[0] } as Facts;
    const denied = (actor: Actor) => deniedWrites(FIELD_RULES, actor, facts, DETAIL_CLASSES, input);
    expect(denied(staff)).toEqual([]);
    expect(denied(patient)).toEqual(["givenName", "familyName", "birthDate"]);
  });

  it("PPL-14: nothing typed is lost and nothing of the other is overwritten unseen", () => {
    const record = fc.record({ a: fc.constantFrom("1", "2", "3"), b: fc.constantFrom("1", "2", "3"), c: fc.record({ x: fc.nat(2), y: fc.nat(2) }) });
    fc.assert(
      fc.property(record, record, record, (base, mine, theirs) => {
        const { merged, conflicts } = mergeEdits(base, mine, theirs);
        for (const field of ["a", "b", "c"] as const) {
          const iChanged = !sameValue(base[field], mine[field]);
          const theyChanged = !sameValue(base[field], theirs[field]);
          if (conflicts.includes(field)) expect(iChanged && theyChanged).toBe(true);
          else expect(sameValue(merged[field], iChanged ? mine[field] : theirs[field])).toBe(true);
        }
        expect(Object.keys(changedFields(base, base))).toEqual([]);
      }),
    );
  });
});

describe("registration by oneself", () => {
  const pending = PendingRegistration.parse({
    id: ids[0], practiceId: ids[1], untilMs: NOW,
    person: { givenName: "Nora", familyName: "Quist", preferredName: null, pronouns: null, birthDate: "1980-01-02", locale: "en", zone: "Europe/Zurich", email: "nora@example.test", phone: null },
  });
  it("PPL-10: a link works until its time, once", () => {
    expect(decideConfirming(pending, false, NOW - 1)).toEqual({ ok: true, value: { create: true } });
    expect(decideConfirming(pending, false, NOW)).toMatchObject({ error: { kind: "gone" } });
    expect(decideConfirming(pending, true, NOW + 1)).toEqual({ ok: true, value: { create: false } });
  });
  it("PPL-12: colleagues decide once", () => {
    const input = { patientId: ids[0], version: 1, answer: "accept" } as const;
    expect(decideJudging({ status: "pending", version: 1 }, input)).toMatchObject({ ok: true });
    expect(decideJudging({ status: "active", version: 2 }, input)).toMatchObject({ error: { code: "people.registration_judged" } });
    expect(decideJudging({ status: "pending", version: 2 }, input)).toMatchObject({ error: { kind: "stale" } });
  });
});

describe("merging", () => {
  const side = { status: "active", version: 1, hasVisitNow: false };
  const input = { keptId: ids[0], givenId: ids[1], keptVersion: 1, givenVersion: 1, fromGiven: [...MERGE_FIELDS] };
  it("PPL-18: not with itself, not while a visit goes on, not from an older look", () => {
    expect(decideMerge(side, side, input).ok).toBe(true);
    expect(decideMerge(side, side, { ...input, givenId: ids[0] })).toMatchObject({ error: { code: "people.merge_same" } });
    expect(decideMerge(side, { ...side, hasVisitNow: true }, input)).toMatchObject({ error: { code: "people.merge_in_visit" } });
    expect(decideMerge({ ...side, version: 2 }, side, input)).toMatchObject({ error: { kind: "stale" } });
    expect(decideMerge({ ...side, status: "merged" }, side, input)).toMatchObject({ error: { code: "people.not_on_file" } });
    expect(decideMerge(side, { ...side, status: "pending" }, input).ok).toBe(true);
  });
  it("PPL-19: anything new stands in the way of an undo, and says its name", () => {
    const nothing: SinceMerge = { isUndone: false, isMergedOn: false, isDetailsChanged: false, appointments: 0, notes: 0, consents: 0, proxies: 0, careTeam: 0, files: 0 };
    expect(decideUndo(nothing)).toEqual({ ok: true, value: true });
    for (const name of ["appointments", "notes", "consents", "proxies", "careTeam", "files"] as const) {
      const obstacle = undoObstacle({ ...nothing, [name]: 1 });
      expect(obstacle, name).toBe(name === "careTeam" ? "care_team" : name);
    }
    expect([undoObstacle({ ...nothing, isUndone: true }), undoObstacle({ ...nothing, isMergedOn: true }), undoObstacle({ ...nothing, isDetailsChanged: true })]).toEqual(["undone", "merged_on", "details"]);
  });
});

describe("acting for somebody", () => {
  it("PPL-24: comes of age on the birthday, by the patient's clock; born on 29 February on 1 March", () => {
    expect(comesOfAgeOn("2008-11-26", 18)).toBe("2026-11-26");
    expect(comesOfAgeOn("2008-02-29", 18)).toBe("2026-03-01");
    expect(comesOfAgeOn("2008-02-29", 20)).toBe("2028-02-29");
    expect(new Date(comesOfAgeAtMs("2008-11-26", 18, "Pacific/Auckland")).toISOString()).toBe("2026-11-25T11:00:00.000Z");
    expect(new Date(comesOfAgeAtMs("2008-11-26", 18, "America/Los_Angeles")).toISOString()).toBe("2026-11-26T08:00:00.000Z");
  });

  it("PPL-24: the day of coming of age is the first on which the age is reached", () => {
    const day = fc.date({ min: new Date("1990-01-01"), max: new Date("2020-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 12, max: 25 }), (birthDate, age) => {
        const on = comesOfAgeOn(birthDate, age);
        const before = new Date(Date.parse(`${on}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        expect(ageOn(birthDate, before)).toBe(age - 1);
        // By whole years as calendars count them, 28 February may count for 29; the rule waits until 1 March.
        expect(ageOn(birthDate, on)).toBe(age);
      }),
    );
  });

  const minor = { status: "active", birthDate: "2012-06-01", zone: "Europe/Zurich", majorityAge: 18 };
  const state = { patient: minor, isStanding: false, isOwnAccount: false };
  const invite = InviteProxyInput.parse({ patientId: ids[0], name: "Karim Haddad", email: "karim@example.test", relation: "parent", scopes: ["visits"], end: { by: "none" } });
  const ofAgeMs = comesOfAgeAtMs("2012-06-01", 18, "Europe/Zurich");

  it("PPL-24: a parent's grant never outlasts childhood, whatever was asked", () => {
    for (const end of [{ by: "none" }, { by: "age" }, { by: "date", date: "2040-01-01" }] as const) {
      expect(decideInvite(state, { ...invite, end }, NOW)).toEqual({ ok: true, value: { endsAtMs: ofAgeMs, endsBy: "age" } });
    }
    const sooner = decideInvite(state, { ...invite, end: { by: "date", date: "2027-01-01" } }, NOW);
    expect(sooner).toMatchObject({ ok: true, value: { endsBy: "date" } });
    expect(decideInvite(state, { ...invite, relation: "carer" }, NOW)).toEqual({ ok: true, value: { endsAtMs: null, endsBy: "none" } });
  });

  it("PPL-22: not oneself, not twice, not into the past, not for whom is not on file", () => {
    const adult = { ...state, patient: { ...minor, birthDate: "1968-05-03" } };
    expect(decideInvite({ ...state, isOwnAccount: true }, invite, NOW)).toMatchObject({ error: { code: "people.proxy_self" } });
    expect(decideInvite({ ...state, isStanding: true }, invite, NOW)).toMatchObject({ error: { code: "people.proxy_standing" } });
    expect(decideInvite(adult, { ...invite, end: { by: "age" } }, NOW)).toMatchObject({ error: { code: "people.proxy_of_age" } });
    expect(decideInvite(adult, { ...invite, end: { by: "date", date: "2026-11-25" } }, NOW)).toMatchObject({ error: { code: "people.proxy_ended" } });
    expect(decideInvite({ ...state, patient: { ...minor, status: "merged" } }, invite, NOW)).toMatchObject({ error: { code: "people.not_on_file" } });
  });

  it("PPL-23: a grant stands from acceptance until its end, to the millisecond", () => {
    const grant: GrantTimes = { startsAtMs: 0, endsAtMs: 1000, acceptedAtMs: 10, revokedAtMs: null, inviteExpiresAtMs: null };
    expect([proxyState(grant, 999), proxyState(grant, 1000), proxyState({ ...grant, revokedAtMs: 5 }, 6)]).toEqual(["standing", "ended", "revoked"]);
    const invited = { ...grant, acceptedAtMs: null, inviteExpiresAtMs: 500 };
    expect([proxyState(invited, 499), proxyState(invited, 500)]).toEqual(["invited", "lapsed"]);
  });
});

describe("agreements", () => {
  const texts = [
    { id: "1", kind: "telehealth", locale: "en", version: 1 },
    { id: "2", kind: "telehealth", locale: "en", version: 2 },
    { id: "3", kind: "telehealth", locale: "es", version: 1 },
    { id: "4", kind: "recording", locale: "en", version: 9 },
  ];
  it("CON-2: the newest words in the reader's language, else the practice's", () => {
    expect(textFor(texts, "telehealth", "en-GB", "es")?.id).toBe("2");
    expect(textFor(texts, "telehealth", "es", "en")?.id).toBe("3");
    expect(textFor(texts, "telehealth", "ar", "es")?.id).toBe("3");
    expect(textFor(texts, "sharing", "en", "en")).toBe(null);
  });
  it("CON-2: counts for this version and earlier ones, until taken back; drafts can't be agreed to", () => {
    const given = [{ kind: "telehealth", version: 2, withdrawnAtMs: null }];
    expect([isAgreed(given, "telehealth", 1), isAgreed(given, "telehealth", 2), isAgreed(given, "telehealth", 3), isAgreed(given, "recording", 1)]).toEqual([true, true, false, false]);
    expect(isAgreed([{ kind: "telehealth", version: 2, withdrawnAtMs: 1 }], "telehealth", 1)).toBe(false);
    expect(decideGiving({ isPublished: false, isStanding: false }, { kind: "staff" } as StaffActor)).toMatchObject({ error: { code: "people.consent_unpublished" } });
    expect(decideGiving({ isPublished: true, isStanding: true }, { kind: "patient" } as PatientActor)).toMatchObject({ error: { code: "people.consent_given" } });
    expect(decideGiving({ isPublished: true, isStanding: false }, { kind: "public" })).toMatchObject({ error: { kind: "denied" } });
  });
});
