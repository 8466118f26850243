"use client";

import { useTranslations } from "next-intl";
import { shadeOf } from "@/core/anatomy/shades";
import { ShadeSwatch } from "./shade-swatch";
import "./inside.css";

interface RowLooksProps {
  /** The colour that the part was given. */
  readonly colour: string;
}

/** In the list: that a part was given a colour, by pattern and name. */
export function RowLooks({ colour }: RowLooksProps) {
  const t = useTranslations("anatomy.inside.look");
  const shade = shadeOf(colour);
  return (
    <span className="structure-chooser">
      <ShadeSwatch colour={colour} shade={shade} />
      {t(`shades.${shade?.id ?? "other"}`)}
    </span>
  );
}
