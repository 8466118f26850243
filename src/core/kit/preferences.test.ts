import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SetPreferencesInput } from "./preference-input";
import { DEFAULT_PREFERENCES, parsePreferences, PREFERENCE_CHOICES, PREFERENCE_NAMES, readPreferences, rootAttributes, writePreferences, type Preferences } from "./preferences";

const anything = fc.record(Object.fromEntries(PREFERENCE_NAMES.map((name) => [name, fc.constantFrom<string>(...PREFERENCE_CHOICES[name])]))) as fc.Arbitrary<Preferences>;

describe("a person's settings", () => {
  it("come out of a cookie as they went in, whatever they are", () => {
    fc.assert(fc.property(anything, (own) => void expect(readPreferences(writePreferences(own))).toEqual(own)));
  });

  it("fall back one by one where a cookie or a column holds something odd", () => {
    expect(readPreferences(undefined)).toEqual(DEFAULT_PREFERENCES);
    expect(readPreferences("xl.whatever.less")).toEqual({ ...DEFAULT_PREFERENCES, text: "xl", motion: "less" });
    expect(parsePreferences({ text: "huge", hand: "left", more: 1 })).toEqual({ ...DEFAULT_PREFERENCES, hand: "left" });
    for (const odd of [null, "x", 3, [], { __proto__: { text: "xl" } }]) expect(parsePreferences(odd)).toEqual(DEFAULT_PREFERENCES);
    fc.assert(fc.property(fc.string(), (text) => void expect(Object.keys(readPreferences(text))).toEqual([...PREFERENCE_NAMES])));
  });

  it("a cookie holds nothing that a header would break on", () => {
    fc.assert(fc.property(anything, (own) => void expect(writePreferences(own)).toMatch(/^[\w.]+$/)));
  });

  it("are told to the page's root where they differ from what is as designed", () => {
    expect(rootAttributes(DEFAULT_PREFERENCES)).toEqual({});
    expect(rootAttributes({ ...DEFAULT_PREFERENCES, text: "xl", contrast: "more", motion: "less", hand: "left", clock: "12" })).toEqual({
      "data-text": "xl",
      "data-contrast": "more",
      "data-motion": "less",
      "data-hand": "left",
    });
  });

  it("refuse what is none", () => {
    expect(SetPreferencesInput.safeParse({ preferences: { text: "xxl" } }).success).toBe(false);
    expect(SetPreferencesInput.safeParse({ preferences: { colour: "red" } }).success).toBe(false);
    expect(SetPreferencesInput.safeParse({ zone: "Mars/Olympus" }).success).toBe(false);
    expect(SetPreferencesInput.safeParse({}).success).toBe(false);
    expect(SetPreferencesInput.safeParse({ theme: "dark", preferences: { motion: "less" } }).success).toBe(true);
  });
});
