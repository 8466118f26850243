"use client";

import type { ReactNode } from "react";
import type { Shade, ShadePattern } from "@/core/anatomy/shades";

// On a tile of eight: dark over light, so that they show on every shade.
const MARKS: Readonly<Record<ShadePattern, ReactNode>> = {
  stripes: <path d="M-1 9 9-1M-1 1l2-2M7 9l2-2" />,
  dots: <path d="M2 2h.01M6 6h.01" strokeWidth="2.4" strokeLinecap="round" />,
  cross: <path d="M-1 9 9-1M-1-1 9 9" />,
  rings: <circle cx="4" cy="4" r="2.4" />,
  bars: <path d="M4-1V9" strokeWidth="2" />,
  checks: <path d="M0 2h4M4 6h4" strokeWidth="4" />,
};
const PATTERNS = Object.keys(MARKS) as ShadePattern[];

/** The patterns of all shades, for a picture to fill with. `unit`: the picture's own length of an eighth of a tile. */
export function ShadePatterns({ unit }: { unit: number }) {
  return (
    <defs>
      {PATTERNS.map((pattern) => (
        <pattern key={pattern} id={`shade-${pattern}`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform={`scale(${unit / 3})`}>
          <g className="shade-mark">{MARKS[pattern]}</g>
        </pattern>
      ))}
    </defs>
  );
}

/** A colour as it is listed: with the pattern of its shade, where it is one. */
export function ShadeSwatch({ colour, shade, size = "small" }: { colour: string; shade: Shade | null; size?: "small" | "large" }) {
  return (
    <svg viewBox="0 0 16 16" className={size === "large" ? "shade-swatch" : "structure-swatch"} aria-hidden="true">
      <rect x="0.5" y="0.5" width="15" height="15" rx="3" fill={colour} />
      {shade &&
        [0, 8].flatMap((x) =>
          [0, 8].map((y) => (
            <svg key={`${x} ${y}`} x={x} y={y} width="8" height="8" viewBox="0 0 8 8">
              <g className="shade-mark">{MARKS[shade.pattern]}</g>
            </svg>
          )),
        )}
    </svg>
  );
}
