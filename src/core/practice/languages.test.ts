import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languageOf } from "./languages";

const practice = { locale: "es", locales: ["es", "en"] };

describe("the language of a practice's pages", () => {
  it("PRC-11: is what was chosen, else what the browser asks for, else the practice's own", () => {
    expect(languageOf(practice, "en", ["es"])).toBe("en");
    expect(languageOf(practice, undefined, ["fr", "en", "es"])).toBe("en");
    expect(languageOf(practice, "fr", ["de"])).toBe("es");
    expect(languageOf({ locale: "es", locales: ["es"] }, "en", ["en"])).toBe("es");
  });

  it("PRC-11: is never one that the practice does not offer", () => {
    const code = fc.constantFrom("en", "es", "fr", "ar");
    fc.assert(
      fc.property(fc.uniqueArray(code, { minLength: 1 }), fc.option(code, { nil: undefined }), fc.array(code), (locales, chosen, wished) => {
        const [locale = "en"] = locales;
        expect(locales).toContain(languageOf({ locale, locales }, chosen, wished));
      }),
    );
  });
});
