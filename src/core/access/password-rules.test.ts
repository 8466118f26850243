import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessesOf, passwordProblem, passwordStrength, PASSWORD_LENGTHS } from "./password-rules";

const COMMON = new Set(["password", "sunshine", "letmein", "qwertyuiop", "iloveyou"]);
const ask = (password: string, personal: readonly string[] = []) => passwordProblem(password, personal, (guess) => COMMON.has(guess));

describe("a new password", () => {
  it("ACC-60: has 8 characters or more, up to 200, counted as a person counts them", () => {
    expect(ask("x7#kfue")).toBe("short");
    expect(ask("x7#kfuev")).toBeNull();
    expect(ask("🦊🦉🐢🐙🦔🐝🦋")).toBe("short");
    expect(ask("correct horse battery staple ".repeat(6))).toBeNull();
    expect(ask(`${"correct horse battery staple ".repeat(7)}x`)).toBe("long");
    // One letter and an accent that joins it count once.
    expect(ask("e\u0301".repeat(3) + "abcd")).toBe("short");
  });

  it("ACC-60: needs no capital, digit or sign", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."bcdfghklmnprtvwz"), { minLength: 20, maxLength: 60 }), (letters) => {
        const word = letters.join("");
        fc.pre(new Set(letters).size > 6);
        expect(ask(word)).toBeNull();
      }),
    );
  });

  it("ACC-61: is none that guessers try first, however it is dressed", () => {
    for (const one of ["password", "Password", "PASSWORD1", "password2026!", "p@ssw0rd", "P@ssw0rd123", "!!sunshine", "iloveyou99", "aaaaaaaa", "abcabcabcabc", "abcdefghij", "87654321"]) {
      expect(ask(one), one).toBe("common");
    }
    // A long one is more than a common word in it.
    expect(ask("password for the harbour lights")).toBeNull();
  });

  it("ACC-61: is not made of the person's own words", () => {
    const own = ["Dr. Ines Moreau", "ines.moreau@harbour.example.test", "Harbour Heart Clinic"];
    for (const one of ["inesmoreau", "Moreau-2026", "harbourclinic", "InesHarbour1", "ines.moreau@harbour"]) expect(ask(one, own), one).toBe("personal");
    expect(ask("moreau keeps nine bees", own)).toBeNull();
  });

  it("answers for any text, and guesses never grow", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 260 }), (text) => {
        passwordProblem(text, [text], () => false);
        expect(guessesOf(text).every((each) => each.length <= text.normalize("NFC").toLowerCase().length)).toBe(true);
        expect(["empty", "short", "fair", "good", "strong"]).toContain(passwordStrength(text));
      }),
    );
  });
});

describe("the meter", () => {
  it("counts length before variety", () => {
    expect(["", "x7#kfu", "x7#kfuev", "x7#kfuev92mc", "one two three four", "aaaaaaaaaaaaaaaaaaaa"].map(passwordStrength)).toEqual([
      "empty",
      "short",
      "fair",
      "good",
      "strong",
      "fair",
    ]);
    expect(PASSWORD_LENGTHS.advised).toBe(15);
  });
});
