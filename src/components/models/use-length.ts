"use client";

import { useFormatter } from "next-intl";

const STEPS = [
  [0.1, "millimeter", 1000],
  [2, "centimeter", 100],
  [Infinity, "meter", 1],
] as const;

/** A length in metres as people say it: millimetres below 10 cm, centimetres below 2 m. */
export function useLength(): (metres: number) => string {
  const format = useFormatter();
  return (metres) => {
    const [, unit, by] = STEPS.find(([most]) => metres < most) ?? STEPS[2];
    return format.number(metres * by, { style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 3 });
  };
}
