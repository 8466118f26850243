import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { messageNeeds } from "./icu";
import { directionOf, negotiateLocale } from "./locales";
import { pseudoAccented, pseudoRightToLeft, transformTree } from "./pseudo";

const messages = {
  plain: "Open chart",
  named: "Hello {name}, see <b>this</b>",
  waiting: "{count, plural, =0 {Nobody waits} one {# person waits} other {# people wait}} at {place}",
};

describe("the test locales", () => {
  it("lengthen English by about 40 % and accent it", () => {
    const text = pseudoAccented("Your visit is over");
    expect(text).toMatch(/^Ýöüř ṽïšïŧ ïš öṽéř/);
    expect(text.length / "Your visit is over".length).toBeGreaterThan(1.3);
  });

  it("keep arguments, tags and plurals working", () => {
    for (const transform of [pseudoAccented, pseudoRightToLeft]) {
      const changed = transformTree(messages, transform) as typeof messages;
      const t = createTranslator({ locale: "en", messages: changed });
      expect(t("waiting", { count: 1, place: "10:30" })).toMatch(/1 .+ 10:30/);
      expect(t.markup("named", { name: "Amira", b: (chunks) => `[${chunks}]` })).toMatch(/Amira.+\[.+\]/);
      expect(messageNeeds(changed.waiting)).toEqual(messageNeeds(messages.waiting));
      expect(t("plain")).not.toMatch(/[a-z]{4} /i);
    }
  });
});

describe("messageNeeds", () => {
  it("names arguments inside branches, and no words of a branch", () => {
    expect(messageNeeds("{a, select, yes {No} other {{b} <i>x</i>}}")).toEqual(["<i>", "a:select", "b"]);
  });

  it("refuses a brace that is left open", () => {
    expect(() => messageNeeds("Hello {name")).toThrow("left open");
  });
});

describe("negotiateLocale", () => {
  it.each([
    [null, "en"],
    ["es-MX,es;q=0.9,en;q=0.8", "es"],
    ["fr-CH, de;q=0.9, es;q=0.5, *;q=0.1", "es"],
    ["en;q=0.3,es;q=0.7", "es"],
    ["es;q=0, en", "en"],
    ["nonsense;;;q", "en"],
    ["en-XA", "en"],
  ] as const)("%s gives %s", (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });

  it("writes Arabic from the right", () => {
    expect(directionOf("ar-XB")).toBe("rtl");
    expect(directionOf("en-GB")).toBe("ltr");
  });
});
