import { Color, LinearSRGBColorSpace } from "three";

/** Colours of people by seat (look.md §8), in the order of their shapes: circle, square, diamond, drop, turned drop, leaf. */
export const SEAT_COLOURS = ["#73cfc2", "#f2c566", "#b9a8f2", "#5278e0", "#ac7739", "#c5f4be"] as const;

/** A seat at the ring, 1 to 6. */
export type Seat = 1 | 2 | 3 | 4 | 5 | 6;

export function seatColour(seat: Seat): string {
  return SEAT_COLOURS[seat - 1] ?? SEAT_COLOURS[0];
}

export const CASING = "#080c0c";
export const CHOSEN = "#62e3d2";
export const HOVERED = "#f1eee8";

/** A colour whose numbers are the hex digits themselves: for shaders that write sRGB without conversion. */
export function rawColour(hex: string): Color {
  return new Color().setStyle(hex, LinearSRGBColorSpace);
}
