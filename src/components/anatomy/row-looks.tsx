"use client";

import { useFormatter, useTranslations } from "next-intl";
import { shadeOf } from "@/core/anatomy/shades";
import { ShadeSwatch } from "./shade-swatch";
import "./inside.css";

interface RowLooksProps {
  /** The colour that the part was given; null: its own. */
  readonly colour: string | null;
  /** 0 to 1. */
  readonly opacity: number;
}

/** In the list: that a part was given a colour, by pattern and name, and that it is seen through. */
export function RowLooks({ colour, opacity }: RowLooksProps) {
  const t = useTranslations("anatomy.inside.look");
  const format = useFormatter();
  const shade = shadeOf(colour);
  return (
    <span className="structure-hidden">
      {colour !== null && (
        <>
          <ShadeSwatch colour={colour} shade={shade} />
          {t(`shades.${shade?.id ?? "other"}`)}
        </>
      )}
      {opacity < 1 && <span>{t("faded", { percent: format.number(opacity, { style: "percent", maximumFractionDigits: 0 }) })}</span>}
    </span>
  );
}
