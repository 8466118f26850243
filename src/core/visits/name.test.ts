import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNameOf, plainName } from "./name";

const maria = { givenName: "María José", familyName: "Núñez O’Brien", preferredName: "Pepa" };

describe("isNameOf", () => {
  it.each(["maria", "MARÍA JOSÉ", "nunez", "Núñez-O'Brien", "pepa", "Maria Nunez", "núñez maría josé", "  josé "])(
    "VISIT-4: %j is a name of María José Núñez O’Brien",
    (said) => expect(isNameOf(said, maria)).toBe(true),
  );

  it.each(["", "  ", "-", "m", "o", "marta", "maria lopez", "nun", "mariajosenunez x"])(
    "VISIT-4: %j is not",
    (said) => expect(isNameOf(said, maria)).toBe(false),
  );

  it("VISIT-4: letters of every script count, and letters with a bar", () => {
    expect(isNameOf("ŁUKASZ", { givenName: "Łukasz", familyName: "Wójcik", preferredName: null })).toBe(true);
    expect(isNameOf("lukasz", { givenName: "Łukasz", familyName: "Wójcik", preferredName: null })).toBe(true);
    expect(isNameOf("أميرة", { givenName: "أميرة", familyName: "حداد", preferredName: null })).toBe(true);
    expect(isNameOf("Strauss", { givenName: "Eva", familyName: "Strauß", preferredName: null })).toBe(true);
  });

  it("VISIT-4: a one-letter name matches itself", () => {
    expect(isNameOf("o", { givenName: "O", familyName: "Li", preferredName: null })).toBe(true);
  });

  it("VISIT-4: everybody's whole name in any case is their name", () => {
    const word = fc.stringMatching(/^[A-Za-zÀ-ɏ]{2,12}$/);
    fc.assert(
      fc.property(word, word, (givenName, familyName) => {
        fc.pre(plainName(givenName) !== "" && plainName(familyName) !== "");
        const names = { givenName, familyName, preferredName: null };
        expect(isNameOf(givenName.toUpperCase(), names)).toBe(true);
        expect(isNameOf(`${familyName} ${givenName}`.toLowerCase(), names)).toBe(true);
      }),
    );
  });
});

describe("plainName", () => {
  it("is stable: once plain, always plain", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(plainName(plainName(text))).toBe(plainName(text));
      }),
    );
  });
});
