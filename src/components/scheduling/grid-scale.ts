import type { GridSpan } from "@/core/scheduling/grid";

/** Pixels of a minute. */
const PX = 1.4;

/** Where an instant lies in the drawn day, in pixels from its top. */
export function topOf(span: GridSpan, atMs: number): number {
  return ((atMs - span.fromMs) / 60_000) * PX;
}
