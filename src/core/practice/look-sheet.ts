import { accentShades, type HexColour } from "./contrast";

/**
 * A style sheet that puts an accent in place of our teal, on each surface the shade that can be read there. The
 * room keeps its own: anatomy and faces carry its light. Selectors are doubled, so that they count above ours.
 */
export function lookSheet(accent: HexColour): string {
  const { light, lightPressed, onLight, lightTint, dark, darkPressed, onDark, darkTint } = accentShades(accent);
  const bright = `--teal:${light};--teal-pressed:${lightPressed};--on-teal:${onLight};--teal-tint:${lightTint}`;
  const dim = `--teal:${dark};--teal-pressed:${darkPressed};--on-teal:${onDark};--teal-tint:${darkTint}`;
  const both = (selector: string) => `${selector}${selector}`;
  return [
    `${both(":root")},${both('[data-surface="light"]')}{${bright}}`,
    `${both('[data-theme="dark"]')},${both('[data-surface="dark"]')}{${dim}}`,
    `@media (prefers-color-scheme:dark){${both('[data-theme="system"]')}{${dim}}}`,
  ].join("\n");
}
