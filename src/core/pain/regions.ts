/**
 * The parts of the body by which pain is named: where they are on our own figure, and their code in Uberon (the
 * multi-species anatomy ontology, CC BY 3.0, labels as in its `efo-slim` subset). A code stands only where its label
 * was looked up; `broader` says that the code means more than the part, and no code that none of them fits.
 */

/** The sides of the person whose body it is, never of who looks. */
export const SIDES = ["left", "right"] as const;
/** See {@link SIDES}. */
export type Side = (typeof SIDES)[number];

/** One part of the body; each is there on the left and on the right. */
interface BodyPart {
  readonly id: string;
  readonly group: RegionGroup;
  readonly uberon: { readonly code: string; readonly match: "exact" | "broader" } | null;
  /** Pain here may be an emergency: the page says again whom to call. It says nothing else, and judges nothing. */
  readonly isUrgent?: true;
}

/** Groups by which the list of parts is read. */
export const REGION_GROUPS = ["head", "trunk", "arm", "leg"] as const;
/** See {@link REGION_GROUPS}. */
export type RegionGroup = (typeof REGION_GROUPS)[number];

const exact = (code: string) => ({ code, match: "exact" }) as const;
const broader = (code: string) => ({ code, match: "broader" }) as const;
const HEAD = "UBERON:0000033", NECK = "UBERON:0000974", BACK = "UBERON:0001137", ABDOMEN = "UBERON:0000916", ARM = "UBERON:0001460", LEG = "UBERON:0000978", THIGH = "UBERON:0000376", KNEE = "UBERON:0001465", FOOT = "UBERON:0002387";

/** The parts in the order of their numbers on the figure: append only, a map that was kept names them by number. */
export const BODY_PARTS = [
  { id: "head", group: "head", uberon: exact(HEAD) },
  { id: "face", group: "head", uberon: broader(HEAD) },
  { id: "throat", group: "head", uberon: broader(NECK), isUrgent: true },
  { id: "nape", group: "head", uberon: broader(NECK) },
  { id: "shoulder", group: "arm", uberon: exact("UBERON:0001467") },
  { id: "chest", group: "trunk", uberon: exact("UBERON:0001443"), isUrgent: true },
  { id: "upper-back", group: "trunk", uberon: broader(BACK) },
  { id: "upper-belly", group: "trunk", uberon: broader(ABDOMEN), isUrgent: true },
  { id: "lower-belly", group: "trunk", uberon: broader(ABDOMEN) },
  { id: "lower-back", group: "trunk", uberon: broader(BACK) },
  { id: "groin", group: "trunk", uberon: broader(ABDOMEN) },
  { id: "buttock", group: "trunk", uberon: null },
  { id: "hip", group: "leg", uberon: exact("UBERON:0001464") },
  { id: "upper-arm", group: "arm", uberon: broader(ARM) },
  { id: "elbow", group: "arm", uberon: exact("UBERON:0001461") },
  { id: "forearm", group: "arm", uberon: broader(ARM) },
  { id: "wrist", group: "arm", uberon: broader(ARM) },
  { id: "hand", group: "arm", uberon: exact("UBERON:0002398") },
  { id: "thigh-front", group: "leg", uberon: broader(THIGH) },
  { id: "thigh-back", group: "leg", uberon: broader(THIGH) },
  { id: "knee", group: "leg", uberon: exact(KNEE) },
  { id: "back-of-knee", group: "leg", uberon: broader(KNEE) },
  { id: "shin", group: "leg", uberon: broader(LEG) },
  { id: "calf", group: "leg", uberon: broader(LEG) },
  { id: "ankle", group: "leg", uberon: broader(LEG) },
  { id: "top-of-foot", group: "leg", uberon: broader(FOOT) },
  { id: "sole", group: "leg", uberon: broader(FOOT) },
] as const satisfies readonly BodyPart[];

/** Name of a part, without its side. */
export type PartId = (typeof BODY_PARTS)[number]["id"];
/** A part with its side: `left-shoulder`. */
export type RegionId = `${Side}-${PartId}`;

/** A part of one side, with what is said about it. */
export interface Region {
  readonly id: RegionId;
  readonly part: PartId;
  readonly side: Side;
  readonly group: RegionGroup;
  readonly uberon: BodyPart["uberon"];
  readonly isUrgent: boolean;
}

/** Every region by its number on the figure: twice the number of its part, plus one on the right. */
export const REGIONS: readonly Region[] = BODY_PARTS.flatMap((part) =>
  SIDES.map((side): Region => ({ id: `${side}-${part.id}`, part: part.id, side, group: part.group, uberon: part.uberon, isUrgent: "isUrgent" in part })),
);

const numbers = new Map<string, number>(REGIONS.map(({ id }, number) => [id, number]));

/** The number of a region on the figure; undefined: there is no such region. */
export function regionNumber(id: string): number | undefined {
  return numbers.get(id);
}
