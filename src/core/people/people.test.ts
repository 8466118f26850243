import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PatientId } from "@/core/kit/ids";
import { likelyDuplicates, reasonsFor, type Identity, type KnownIdentity } from "./duplicates";
import { editDistance, foldName, searchNameOf, soundOf } from "./names";
import { RegisterPatientInput } from "./patient";
import { decideRegistration } from "./register";
import { asksNothing, parsePatientQuery } from "./search";

const NOW = Date.UTC(2026, 10, 25, 9, 0);
const id = PatientId.parse("00000000-0000-4000-8000-000000000001");

function person(givenName: string, familyName: string, birthDate = "1968-05-03", more: Partial<Identity> = {}): Identity {
  return { givenName, familyName, birthDate, email: null, phone: null, ...more };
}

function isDuplicate(a: Identity, b: Identity): boolean {
  return likelyDuplicates(a, [{ ...b, id }]).length === 1;
}

describe("names", () => {
  it("folds marks, case, ligatures and scripts", () => {
    expect(["Zieliński", "Ødegård", "Đặng", "Straße", "Ольга", "Άννα", "O'Neill-Smith"].map(foldName)).toEqual([
      "zielinski",
      "odegard",
      "dang",
      "strasse",
      "olga",
      "anna",
      "oneillsmith",
    ]);
    expect(foldName("田中")).toBe("田中");
    expect(searchNameOf({ givenName: "Amira", familyName: "El Haddad", preferredName: "Mira" })).toBe("amiraelhaddadmira");
  });

  it("hears spellings of one sound alike", () => {
    for (const [a, b] of [["Müller", "Mueller"], ["Yousef", "Yusuf"], ["Philipp", "Filip"], ["Schmidt", "Schmitt"]] as const) {
      expect(editDistance(soundOf(a), soundOf(b), 1)).toBeLessThanOrEqual(1);
    }
  });

  it("counts slips", () => {
    expect(editDistance("haddad", "hadad", 2)).toBe(1);
    expect(editDistance("amira", "maira", 2)).toBe(1);
    expect(editDistance("amira", "tomasz", 2)).toBe(3);
  });
});

describe("likely duplicates", () => {
  it("PPL-1: the same person typed another way is found", () => {
    const amira = person("Amira", "Haddad", "1968-05-03", { phone: "+41 79 555 01 20", email: "amira@example.test" });
    expect(isDuplicate(person("Amira", "Hadad"), amira)).toBe(true);
    expect(isDuplicate(person("Haddad", "Amira"), amira)).toBe(true);
    expect(isDuplicate(person("AMIRA", "HADDAD", "1968-03-05"), amira)).toBe(true);
    expect(isDuplicate(person("Amirah", "Haddad", "1990-01-01", { phone: "079 555 01 20" }), amira)).toBe(true);
    expect(isDuplicate(person("Mira", "Weber", "1968-05-03", { email: "AMIRA@example.test" }), amira)).toBe(true);
  });

  it("PPL-1: relatives and namesakes are let through", () => {
    const amira = person("Amira", "Haddad", "1968-05-03", { phone: "+41 79 555 01 20" });
    expect(isDuplicate(person("Karim", "Haddad", "1970-01-09", { phone: "+41 79 555 01 20" }), amira)).toBe(false);
    expect(isDuplicate(person("Amira", "Haddad", "2001-11-30"), amira)).toBe(false);
    expect(isDuplicate(person("Noor", "Rahman"), amira)).toBe(false);
  });

  it("PPL-1: likeness is mutual, and everybody is like themselves", () => {
    const names = fc.constantFrom("Amira", "Amirah", "Tomasz", "Tomas", "Yuki", "Ana", "Anna", "Wójcik", "Wojcik", "Li");
    const people = fc.record({
      givenName: names,
      familyName: names,
      birthDate: fc.constantFrom("1968-05-03", "1968-03-05", "1968-05-08", "1990-01-01"),
      email: fc.constantFrom(null, "a@example.test", "b@example.test"),
      phone: fc.constantFrom(null, "+41 79 555 01 20", "0795550120", "123"),
    });
    fc.assert(
      fc.property(people, people, (a, b) => {
        expect(reasonsFor(a, b)).toEqual(reasonsFor(b, a));
        expect(isDuplicate(a, a)).toBe(true);
      }),
    );
  });
});

describe("decideRegistration", () => {
  const input = RegisterPatientInput.parse({
    givenName: " Amira ",
    familyName: "Haddad",
    birthDate: "1968-05-03",
    locale: "ar",
    zone: "Europe/Zurich",
    email: "Amira@Example.test",
    phone: "",
  });
  const known: KnownIdentity = { ...person("Amira", "Hadad"), id };

  it("PPL-1: refuses a likely duplicate until the scheduler says that they are two people", () => {
    expect(decideRegistration({ known: [known] }, input, { nowMs: NOW })).toMatchObject({
      ok: false,
      error: { kind: "conflict", code: "people.likely_duplicate", params: { count: 1, ids: id } },
    });
    expect(decideRegistration({ known: [known] }, { ...input, confirmedDistinctFrom: [id] }, { nowMs: NOW })).toMatchObject({
      ok: true,
      value: { givenName: "Amira", email: "amira@example.test", phone: null, searchName: "amirahaddad" },
    });
  });

  it("refuses birth dates that nobody has", () => {
    for (const birthDate of ["2026-11-27", "1890-01-01"]) {
      expect(decideRegistration({ known: [] }, { ...input, birthDate }, { nowMs: NOW })).toMatchObject({
        error: { kind: "invalid", code: "people.birth_date_impossible" },
      });
    }
    expect(RegisterPatientInput.safeParse({ ...input, birthDate: "1968-02-31" }).success).toBe(false);
    expect(RegisterPatientInput.safeParse({ ...input, familyName: "<script>" }).success).toBe(false);
  });
});

describe("patient search", () => {
  it("reads names, dates, mail addresses and numbers", () => {
    expect(parsePatientQuery(" zielinski MAREK ")).toMatchObject({ words: ["zielinski", "marek"], birthDate: null });
    expect(parsePatientQuery("haddad 3.5.1968")).toMatchObject({ words: ["haddad"], birthDate: "1968-05-03" });
    expect(parsePatientQuery("1968-05-03")).toMatchObject({ words: [], birthDate: "1968-05-03" });
    expect(parsePatientQuery("Amira@Example.test")).toMatchObject({ email: "amira@example.test" });
    expect(parsePatientQuery("+41 79 555 01 20")).toMatchObject({ phone: "795550120" });
    expect(asksNothing(parsePatientQuery("  - "))).toBe(true);
  });
});
