import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "styles/tokens.css"), "utf8");

/** The colours that a rule sets, by its selector's text. */
function coloursOf(selector: string): Map<string, string> {
  const start = css.indexOf(selector);
  if (start === -1) throw new Error(`No rule for ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return new Map([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = {
  light: coloursOf(":root,"),
  dark: coloursOf('[data-theme="dark"]'),
  "dark by the device": coloursOf('[data-theme="system"]'),
  room: coloursOf('[data-surface="room"] {'),
};

/** Letters on grounds: 4.5 to 1. ink3 stands on well and tint only as a hint of 4.5 measured below. */
const TEXT: readonly [string, readonly string[]][] = [
  ["ink", ["paper", "sheet", "well", "teal-tint", "coral-tint", "straw-tint"]],
  ["ink2", ["paper", "sheet", "well", "teal-tint", "coral-tint", "straw-tint"]],
  ["ink3", ["paper", "sheet", "well"]],
  ["teal", ["paper", "sheet", "teal-tint"]],
  ["coral", ["paper", "sheet", "coral-tint", "teal-tint"]],
  ["straw", ["paper", "sheet", "straw-tint"]],
  ["on-teal", ["teal", "teal-pressed"]],
  ["on-coral", ["coral-fill", "coral-pressed"]],
  ["on-toast", ["toast"]],
  ["toast-action", ["toast"]],
];

/** Borders of controls, marks and lines of charts: 3 to 1. */
const SHAPES: readonly [string, readonly string[]][] = [
  ["edge", ["paper", "sheet"]],
  ["teal", ["paper", "sheet"]],
  ["coral", ["paper", "sheet"]],
  ...[1, 2, 3, 4, 5, 6].map((seat): [string, readonly string[]] => [`seat-${seat}`, ["paper", "sheet"]]),
  ...[1, 2, 3, 4].map((series): [string, readonly string[]] => [`series-${series}`, ["sheet"]]),
];

describe.each(Object.entries(SURFACES))("the colours of %s", (_name, colours) => {
  const failing = (pairs: typeof TEXT, least: number) =>
    pairs.flatMap(([front, backs]) =>
      backs
        .map((back) => ({ front, back, ratio: contrast(colours.get(front) ?? "#000000", colours.get(back) ?? "#000000") }))
        .filter(({ ratio }) => ratio < least)
        .map(({ ratio, ...pair }) => ({ ...pair, ratio: ratio.toFixed(2) })),
    );

  it("are readable as text", () => {
    expect(failing(TEXT, 4.5)).toEqual([]);
  });

  it("are visible as borders, marks and lines", () => {
    expect(failing(SHAPES, 3)).toEqual([]);
  });
});

it("sets the same colours on every surface", () => {
  const names = [...SURFACES.light.keys()].filter((name) => !name.startsWith("focus")).sort();
  for (const colours of Object.values(SURFACES)) {
    expect([...colours.keys()].filter((name) => !name.startsWith("focus")).sort()).toEqual(names);
  }
});
