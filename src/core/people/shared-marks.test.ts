import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PatientId } from "@/core/kit/ids";
import { likelyDuplicates, reasonsFor, type Identity } from "./duplicates";
import { closeDates, sharedMarks } from "./shared-marks";

const id = PatientId.parse("00000000-0000-4000-8000-000000000001");
const isLikely = (a: Identity, b: Identity): boolean => likelyDuplicates(a, [{ ...b, id }]).length === 1;
const person = (birthDate: string, more: Partial<Identity> = {}): Identity => ({ givenName: "Amira", familyName: "Haddad", birthDate, email: null, phone: null, ...more });

const days = fc.date({ min: new Date("1899-12-31"), max: new Date("2030-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

/** A date with one slip that a typist makes, or none; it may name no day. */
const slipped = (date: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(date),
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })).map(([at, digit]) => date.slice(0, at) + String(digit) + date.slice(at + 1)),
    fc.integer({ min: 0, max: 8 }).map((at) => date.slice(0, at) + (date[at + 1] ?? "") + (date[at] ?? "") + date.slice(at + 2)),
    fc.constant(`${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`),
    days,
  );

// Nobody is a thousand years old.
const exists = (date: string): boolean => /^[12]\d{3}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);

/** Two dates that exist, often of one person. */
const twoDates = days.chain((date) => fc.tuple(fc.constant(date), slipped(date))).filter(([, other]) => exists(other));

describe("who may be whom", () => {
  it("PPL-1: the dates near a date are those that count as a slip of it, and no others", () => {
    fc.assert(
      fc.property(twoDates, ([a, b]) => {
        const isNear = reasonsFor(person(a), person(b)).some((reason) => reason === "birth_date" || reason === "close_birth_date");
        expect(closeDates(a).includes(b)).toBe(isNear);
        expect(closeDates(a).every(exists)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(closeDates("1968-05-03")).toContain("1968-03-05");
    expect(closeDates("2000-02-28")).toContain("2000-02-29");
    expect(closeDates("1900-02-28")).not.toContain("1900-02-29");
  });

  it("PPL-1: any two who are likely one person have a mark in common", () => {
    const contact = fc.record({
      email: fc.constantFrom(null, "", "a@b.test", " A@b.test", "c@d.test"),
      phone: fc.constantFrom(null, "", "+41 44 555 01 02", "044 555 01 02", "0041445550102", "12345", "+41 79 555 01 03"),
      givenName: fc.constantFrom("Amira", "Philipp", "Filip", "Haddad", ""),
      familyName: fc.constantFrom("Haddad", "Hadad", "Amira", "Moreau", ""),
    });
    let likely = 0;
    fc.assert(
      fc.property(twoDates, contact, contact, ([dateA, dateB], one, other) => {
        const [a, b] = [person(dateA, one), person(dateB, other)];
        if (!isLikely(a, b)) return;
        likely += 1;
        expect(sharedMarks(a).filter((mark) => sharedMarks(b).includes(mark))).not.toEqual([]);
      }),
      { numRuns: 6_000 },
    );
    expect(likely).toBeGreaterThan(150);
  });
});
