/**
 * A pain map: where somebody said that it hurts, how, and how much. Rules PAIN-1 to PAIN-12 of docs/specs/pain.md.
 */
import { z } from "zod";
import { PatientId, VisitId } from "@/core/kit/ids";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { decodeFaces } from "./face-set";
import { REGIONS } from "./regions";
import { INTENSITY_MAX, MAP_LIMITS, PATTERNS, QUALITIES, SINCE } from "./words";

const RegionName = z.enum(REGIONS.map(({ id }) => id));

/** One place that hurts. `faces`: the faces of the figure that were painted, as `face-set.ts` writes them. */
export const PainMark = z.strictObject({
  faces: z.string().max(12_000),
  /** 0 to 10; null: not said. */
  intensity: z.number().int().min(0).max(INTENSITY_MAX).nullable(),
  qualities: z.array(z.enum(QUALITIES)).max(MAP_LIMITS.qualities),
  since: z.enum(SINCE).nullable(),
  pattern: z.enum(PATTERNS).nullable(),
  radiatesTo: z.array(RegionName).max(MAP_LIMITS.radiates),
  words: z.string().max(MAP_LIMITS.words),
});
/** See {@link PainMark}. */
export type PainMark = z.infer<typeof PainMark>;

/** All of it. `figure`: the version of the figure on which it was painted. */
export const PainMapContent = z.strictObject({
  figure: z.literal(1),
  marks: z.array(PainMark).max(MAP_LIMITS.marks),
});
/** See {@link PainMapContent}. */
export type PainMapContent = z.infer<typeof PainMapContent>;

/** Who painted: the patient (by account or by their link), the same in confidence (NOTE-16), or who acts for them. */
export const PAINTERS = ["patient", "confidence", "proxy"] as const;
/** See {@link PAINTERS}. */
export type Painter = (typeof PAINTERS)[number];

/** What `pain/save-map` takes. `baseVersion` 0: there is none yet. */
export const SavePainMap = z.strictObject({
  visitId: VisitId,
  baseVersion: z.number().int().min(0),
  map: PainMapContent,
});
/** See {@link SavePainMap}. */
export type SavePainMap = z.infer<typeof SavePainMap>;

/** What a save answers. */
export const PainMapSaved = z.object({ version: z.number().int(), savedAtMs: z.number() });
/** See {@link PainMapSaved}. */
export type PainMapSaved = z.infer<typeof PainMapSaved>;

/** One map as it was last saved, or as it stood at a version. */
export const KeptPainMap = z.object({
  visitId: VisitId,
  painter: z.enum(PAINTERS),
  version: z.number().int(),
  savedAtMs: z.number(),
  map: PainMapContent,
});
/** See {@link KeptPainMap}. */
export type KeptPainMap = z.infer<typeof KeptPainMap>;

/** The maps of one visit as its reader may see them. */
export const VisitPain = z.object({
  visitId: VisitId,
  /** The reader may paint, and this is theirs; null where they may not. */
  own: z.object({ painter: z.enum(PAINTERS), version: z.number().int(), savedAtMs: z.number().nullable(), map: PainMapContent }).nullable(),
  /** All that the reader may see, their own among them. */
  maps: z.array(KeptPainMap),
  emergencyNumber: z.string(),
  zone: z.string(),
});
/** See {@link VisitPain}. */
export type VisitPain = z.infer<typeof VisitPain>;

/** The maps of a patient over time, the newest visit first. */
export const PainHistory = z.object({
  patientId: PatientId,
  zone: z.string(),
  entries: z.array(KeptPainMap.extend({ startsAtMs: z.number() })),
  /** There are older ones that the list leaves out. */
  hasMore: z.boolean(),
});
/** See {@link PainHistory}. */
export type PainHistory = z.infer<typeof PainHistory>;

/** A map with nothing on it. */
export const EMPTY_MAP: PainMapContent = { figure: 1, marks: [] };

/** Most versions of one map: whoever saves on and on is told, and what was saved stays. */
export const VERSIONS_MAX = 2_000;

const OPEN_STATES: readonly string[] = ["expected", "waiting", "admitted"];

/** Whether a visit in that state may still have its map changed. */
export function isOpenForPain(visitState: string): boolean {
  return OPEN_STATES.includes(visitState);
}

/** Faces of the figure with that number. */
export const FIGURE_FACES: Readonly<Record<PainMapContent["figure"], number>> = { 1: 5_200 };

/** What is known when somebody saves. */
export interface SaveState {
  readonly visitState: string;
  /** The newest version of the painter's own map; 0: none. */
  readonly version: number;
}

/**
 * Whether a map may be saved: until the visit ends, on the version that they saw, with
 * places that are on the figure.
 *
 * @returns the version that it becomes, or `pain.closed`, `pain.changed` (stale), `pain.no_such_place`,
 * `pain.too_many_versions`
 */
export function decideSavePain(state: SaveState, { baseVersion, map }: SavePainMap): Result<number, DomainError> {
  if (!isOpenForPain(state.visitState)) return err(domainError("conflict", "pain.closed"));
  if (state.version !== baseVersion) return err(staleError("pain.changed", state.version, baseVersion));
  if (state.version >= VERSIONS_MAX) return err(domainError("conflict", "pain.too_many_versions"));
  const count = FIGURE_FACES[map.figure];
  if (map.marks.some(({ faces }) => decodeFaces(faces, count) === null)) return err(domainError("invalid", "pain.no_such_place"));
  return ok(state.version + 1);
}
