import type { GridSpan } from "@/core/scheduling/grid";

/** Pixels of a minute: the shortest visit, a quarter of an hour, is then tall enough to be pressed (WCAG 2.5.8). */
const PX = 1.8;

/** Where an instant lies in the drawn day, in pixels from its top. */
export function topOf(span: GridSpan, atMs: number): number {
  return ((atMs - span.fromMs) / 60_000) * PX;
}
