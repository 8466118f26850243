"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo, useSyncExternalStore } from "react";
import { figureOf, type Measured } from "@/core/anatomy/elements";
import { lengthIn, type Figure, type LengthUnit } from "@/core/anatomy/measure";
import { measureUnit } from "@/room/measure-unit";

interface MeasureWords {
  readonly unit: LengthUnit;
  /** A length with its unit. */
  readonly lengthOf: (mm: number) => string;
  /** What was measured, without and with how far it may be off. */
  readonly figure: (measured: Measured) => string;
  readonly withError: (measured: Measured) => string;
}

/** Writes what was measured, in the page's language and the unit that this person chose. */
export function useMeasureWords(): MeasureWords {
  const t = useTranslations("anatomy.elements");
  const format = useFormatter();
  const unit = useSyncExternalStore(measureUnit.subscribe, measureUnit.get, measureUnit.get);
  return useMemo(() => {
    const written = ({ n, digits }: Figure): string => format.number(n, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const figure = (measured: Measured): string => {
      const { unit: shown, figure: value } = figureOf(measured, unit);
      return t(`units.${shown}`, { n: written(value) });
    };
    return {
      unit,
      lengthOf: (mm) => t(`units.${unit}`, { n: written(lengthIn(mm, unit)) }),
      figure,
      withError: (measured) => `${figure(measured)} ${t("error", { n: written(figureOf(measured, unit).error) })}`,
    };
  }, [unit, t, format]);
}
