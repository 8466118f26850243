"use client";

import { useTranslations } from "next-intl";
import type { Touched } from "@/core/pain/figure";
import type { PartId, Side } from "@/core/pain/regions";

/** Names of parts of the body, as people say them; sides are the patient's own. */
export function usePainWords() {
  const t = useTranslations("pain");
  const region = ({ part, side }: { readonly part: PartId; readonly side: Side }): string => t(`region.${part}`, { side });
  return { region, regions: (touched: readonly Touched[]): string => touched.map((each) => region(each.region)).join("; ") };
}
