/** How a pain map differs from an earlier one: in how much it hurts, and in how much of the body. */
import { decodeFaces } from "./face-set";
import { percentOf, regionsTouched, type Figure } from "./figure";
import type { PainMapContent, PainMark } from "./map";
import { REGIONS, type Region } from "./regions";

/** What a map says in numbers. */
export interface PainMeasure {
  /** The highest intensity of its places, 0 to 10; null: none was said. */
  readonly worst: number | null;
  /** Painted part of the figure's skin, 0 to 100; what two places share counts once. */
  readonly areaPercent: number;
  readonly places: number;
}

/** The faces of a place; none where its text is not of this figure. */
export function facesOf(mark: Pick<PainMark, "faces">, figure: Figure): number[] {
  return decodeFaces(mark.faces, figure.faceCount) ?? [];
}

/** The measure of a map. */
export function measureOf(map: PainMapContent, figure: Figure): PainMeasure {
  const said = map.marks.flatMap(({ intensity }) => intensity ?? []);
  return {
    worst: said.length === 0 ? null : Math.max(...said),
    areaPercent: percentOf(figure, map.marks.flatMap((mark) => facesOf(mark, figure))),
    places: map.marks.length,
  };
}

/** From one measure to a later one: differences, null where one of them was not said. */
export function changeOf(before: PainMeasure, after: PainMeasure): { readonly worst: number | null; readonly areaPercent: number } {
  return {
    worst: before.worst === null || after.worst === null ? null : after.worst - before.worst,
    areaPercent: after.areaPercent - before.areaPercent,
  };
}

/** The regions that a map names, on which it was painted or to which pain goes on, each once. */
export function regionsOf(map: PainMapContent, figure: Figure): Region[] {
  const found = new Map<string, Region>();
  for (const mark of map.marks) {
    for (const { region } of regionsTouched(figure, facesOf(mark, figure))) found.set(region.id, region);
    for (const id of mark.radiatesTo) for (const region of REGIONS.filter((each) => each.id === id)) found.set(id, region);
  }
  return [...found.values()];
}

/** Whether the page says again whom to call: it hurts, or pain goes on to, where it may matter. It judges nothing (PAIN-10). */
export function showsUrgent(map: PainMapContent, figure: Figure): boolean {
  return regionsOf(map, figure).some(({ isUrgent }) => isUrgent);
}
