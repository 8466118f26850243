/** Surfaces that an accent must be read on: paper and sheet of light and of dark (the design's tokens). */
const LIGHT = ["#f6f2ea", "#fdfbf7"] as const;
const DARK = ["#191816", "#22211e"] as const;

/** WCAG 2.2, 1.4.3: text of usual size. */
export const TEXT_CONTRAST = 4.5;

/** An sRGB colour as `#rrggbb`, in lower case. */
export type HexColour = string;

/** Whether a text is a colour as it is stored. */
export function isHexColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

function channels(colour: HexColour): readonly [number, number, number] {
  const at = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

/** Relative luminance, 0 to 1 (WCAG 2.2, definition "relative luminance"). */
export function luminance(colour: HexColour): number {
  const [r, g, b] = channels(colour).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition "contrast ratio"). */
export function contrast(a: HexColour, b: HexColour): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** How an accent stands: as text on light and on dark surfaces, the worse of each; and under white text. */
export interface AccentReading {
  readonly onLight: number;
  readonly onDark: number;
  readonly isAllowed: boolean;
}

function worst(colour: HexColour, surfaces: readonly HexColour[]): number {
  return Math.min(...surfaces.map((surface) => contrast(colour, surface)));
}

/**
 * Reads an accent against light surfaces, where it is used as it is. What dark surfaces show is a
 * lighter shade of it ({@link accentShades}), so that no colour is refused for those.
 */
export function readAccent(colour: HexColour): AccentReading {
  const onLight = worst(colour, LIGHT);
  return { onLight, onDark: worst(accentShades(colour).dark, DARK), isAllowed: onLight >= TEXT_CONTRAST };
}

/** Mixes a colour with another in sRGB; `share` of the other, 0 to 1. */
export function mix(colour: HexColour, other: HexColour, share: number): HexColour {
  const [a, b] = [channels(colour), channels(other)];
  const part = (at: 0 | 1 | 2) => Math.round((a[at] * (1 - share) + b[at] * share) * 255);
  return `#${[part(0), part(1), part(2)].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The first colour on the way to `pole`, in 200 steps, that holds; the pole itself holds always. */
function towards(colour: HexColour, pole: HexColour, surfaces: readonly HexColour[]): HexColour {
  for (let step = 0; step <= 200; step += 1) {
    const tried = mix(colour, pole, step / 200);
    if (worst(tried, surfaces) >= TEXT_CONTRAST) return tried;
  }
  return pole;
}

/** The nearest darker shade that can be used; the colour itself where it can. */
export function nearestAccent(colour: HexColour): HexColour {
  return towards(colour, "#000000", LIGHT);
}

/** What an accent becomes on each surface, with the colour of words on it. */
export interface AccentShades {
  readonly light: HexColour;
  readonly lightPressed: HexColour;
  readonly onLight: HexColour;
  readonly lightTint: HexColour;
  readonly dark: HexColour;
  readonly darkPressed: HexColour;
  readonly onDark: HexColour;
  readonly darkTint: HexColour;
}

/** All shades that follow from one accent. */
export function accentShades(colour: HexColour): AccentShades {
  const light = nearestAccent(colour);
  const dark = towards(colour, "#ffffff", DARK);
  return {
    light,
    lightPressed: mix(light, "#000000", 0.28),
    onLight: "#ffffff",
    lightTint: mix("#fdfbf7", light, 0.14),
    dark,
    darkPressed: mix(dark, "#ffffff", 0.3),
    onDark: "#000000",
    darkTint: mix("#191816", dark, 0.2),
  };
}
