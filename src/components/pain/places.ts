import { facesOf } from "@/core/pain/compare";
import type { Figure } from "@/core/pain/figure";
import type { PainMapContent } from "@/core/pain/map";
import type { DrawnPlace } from "./draw-figure";

/** The places of a map as they are drawn, numbered from one. */
export function drawnPlaces(map: PainMapContent, figure: Figure): DrawnPlace[] {
  return map.marks.map((mark, place) => ({ faces: new Set(facesOf(mark, figure)), intensity: mark.intensity, label: String(place + 1) }));
}
