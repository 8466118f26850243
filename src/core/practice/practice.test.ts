import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accentShades, contrast, isHexColour, luminance, mix, nearestAccent, readAccent, TEXT_CONTRAST } from "./contrast";
import { lookSheet } from "./look-sheet";
import { readabilityOf } from "./readability";
import { BODY_MAX, cleanBody, fillTemplate, PLACEHOLDERS, problemWith, SUBJECT_MAX, TEMPLATE_KINDS, TEMPLATE_RULES } from "./templates";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("an accent", () => {
  it("is measured as WCAG measures: its own examples", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
    expect(contrast("#ff0000", "#ffffff")).toBeCloseTo(3.998, 3);
    expect(luminance("#ffffff")).toBe(1);
  });

  it("PRC-2: whatever the colour, the nearest allowed one is allowed, and each shade can be read where it stands", () => {
    fc.assert(
      fc.property(colour, (given) => {
        const nearest = nearestAccent(given);
        const shades = accentShades(given);
        expect(isHexColour(nearest)).toBe(true);
        expect(readAccent(nearest).isAllowed).toBe(true);
        if (readAccent(given).isAllowed) expect(nearest).toBe(given);
        for (const surface of ["#f6f2ea", "#fdfbf7"]) expect(contrast(shades.light, surface)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        for (const surface of ["#191816", "#22211e"]) expect(contrast(shades.dark, surface)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(shades.onLight, shades.light)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(shades.onDark, shades.dark)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }),
    );
  });

  it("mixes from one colour to the other", () => {
    fc.assert(fc.property(colour, colour, (a, b) => mix(a, b, 0) === a && mix(a, b, 1) === b));
  });
});

describe("a template", () => {
  const words = (body: string, subject = "Your visit") => ({ subject, body });
  const codeOf = (kind: Parameters<typeof problemWith>[0], given: ReturnType<typeof words>) => problemWith(kind, given)?.code ?? null;

  it("PRC-5: wants what its mail can't do without, and nothing that it doesn't have", () => {
    for (const kind of TEMPLATE_KINDS) {
      const { allowed, required } = TEMPLATE_RULES[kind];
      const whole = allowed.map((name) => `{${name}}`).join(" ");
      expect([kind, codeOf(kind, words(whole))]).toEqual([kind, null]);
      for (const name of required) expect([kind, name, codeOf(kind, words(whole.replace(`{${name}}`, "")))]).toEqual([kind, name, "practice.template_missing"]);
      for (const name of PLACEHOLDERS.filter((each) => !allowed.includes(each))) expect(codeOf(kind, words(`${whole} {${name}}`))).toBe("practice.template_unknown");
    }
  });

  it("PRC-5: refuses other headers, unseen signs, names in subjects, addresses, lone brackets and what is too long", () => {
    const body = "{link}";
    const cases: readonly (readonly [string, string, string])[] = [
      ["a\r\nBcc: x@example.test", body, "practice.template_header"],
      ["a\u2028b", body, "practice.template_header"],
      ["a\u202eb", body, "practice.template_unseen"],
      [" ", body, "practice.template_empty"],
      ["Hello {name}", body, "practice.template_subject_placeholder"],
      ["x".repeat(SUBJECT_MAX + 1), body, "practice.template_subject_long"],
      ["ok", "", "practice.template_empty"],
      ["ok", "{link} {", "practice.template_braces"],
      ["ok", "{link} {nonsense}", "practice.template_unknown"],
      ["ok", "{link} https://elsewhere.test", "practice.template_address"],
      ["ok", `{link}${"x".repeat(BODY_MAX)}`, "practice.template_body_long"],
    ];
    for (const [subject, text, code] of cases) expect([subject, text.slice(0, 30), codeOf("summary_ready", { subject, body: text })]).toEqual([subject, text.slice(0, 30), code]);
  });

  it("PRC-5: whatever fills a placeholder, no line and no placeholder comes of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, link) => {
        const filled = fillTemplate("A {name}\nB {link}", { name, link });
        expect(filled.split("\n")).toHaveLength(2);
        expect(filled).not.toMatch(/[\p{Cf}\p{Co}]/u);
      }),
    );
    expect(fillTemplate("{name}", { name: "{link}", link: "x" })).toBe("{link}");
  });

  it("keeps a body as it reads, without what can't be seen", () => {
    expect(cleanBody("  Hi\u200b {name}, \r\n\r\nbye\t\u202enow  ")).toBe("Hi {name},\n\nbye now");
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => cleanBody(cleanBody(text)) === cleanBody(text)));
  });
});

describe("readability", () => {
  const easy = "You and your doctor see and hear each other. You can stop at any time. Your care goes on. We keep no film of it at all.";
  const hard = "Notwithstanding contemporaneous telecommunication interoperability considerations, participating individuals acknowledge organizational confidentiality responsibilities regarding electronically transmitted diagnostic documentation, rehabilitation recommendations and administrative correspondence.";
  const facil = "Tú y tu médico os veis y os oís. Puedes parar si lo pides. Tu cura sigue igual. No se graba nada de lo que se ve. Así de claro.";
  const dificil = "Independientemente de consideraciones organizativas contemporáneas, las personas participantes reconocen responsabilidades institucionales de confidencialidad correspondientes a documentación diagnóstica electrónicamente transmitida, recomendaciones rehabilitadoras y correspondencia administrativa.";

  it("tells easy from hard, in both languages", () => {
    expect(readabilityOf(easy, "en")).toMatchObject({ band: "easy", scale: "grade" });
    expect(readabilityOf(hard, "en")).toMatchObject({ band: "hard" });
    expect(readabilityOf(facil, "es")).toMatchObject({ band: "easy", scale: "ease" });
    expect(readabilityOf(dificil, "es")).toMatchObject({ band: "hard" });
    expect(readabilityOf("Too short.", "en")).toBeNull();
  });

  it("gives a figure for any text", () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom("en", "es"), (text, locale) => Number.isFinite(readabilityOf(text, locale)?.figure ?? 0)));
  });
});

describe("a look", () => {
  it("PRC-2: sets our four colours on each surface, and nothing but colours comes from what was typed", () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const sheet = lookSheet(accent);
        expect(sheet.match(/#[0-9a-f]{6}/g)).toHaveLength(12);
        expect(sheet.replace(/#[0-9a-f]{6}/g, "")).toBe(lookSheet("#0a5a57").replace(/#[0-9a-f]{6}/g, ""));
      }),
    );
  });
});
