import { z } from "zod";
import { DROPPED, MODEL_LIMITS, MODEL_PROBLEMS } from "./limits";
import { MODEL_UNITS } from "./size";
import { UP_AXES } from "./turn";

/** A model that a practice brought in. */
export const OwnModelId = z.uuid().brand<"OwnModelId">();
/** See {@link OwnModelId}. */
export type OwnModelId = z.infer<typeof OwnModelId>;

/**
 * How far it has come. `checking`: its bytes are in and looked at; `draft`: it can be drawn and wants names and a unit;
 * `ready`: it can be chosen in a room; `refused`: nothing of it was kept but why; `removed`: taken away.
 */
export const MODEL_STATES = ["checking", "draft", "ready", "refused", "removed"] as const;
/** See {@link MODEL_STATES}. */
export type ModelState = (typeof MODEL_STATES)[number];

/** Files that are made of a model, from the finest. */
export const LEVEL_NAMES = ["full", "light", "test"] as const;
/** See {@link LEVEL_NAMES}. */
export type LevelName = (typeof LEVEL_NAMES)[number];

const three = z.tuple([z.number(), z.number(), z.number()]);
const LevelFacts = z.object({ bytes: z.int().positive(), sha256: z.string(), triangles: z.int().positive(), each: z.array(z.int().nonnegative()) });

const PartFacts = z.object({
  id: z.string(),
  /** As the file called it. */
  name: z.string(),
  colour: z.string(),
  triangles: z.int().positive(),
  shells: z.int().positive(),
  openEdges: z.int().nonnegative(),
  volume: z.number().nullable(),
  centre: three,
});

/** What is known of a model once it was made ours, in the file's own unit. */
export const ConvertedFacts = z.object({
  sides: three,
  /** How far the surface of the full level moved when triangles were taken away, at most. */
  movedBy: z.number(),
  /** The same of the light level; absent of models from before it was kept. */
  lightMovedBy: z.number().optional(),
  dropped: z.array(z.enum(DROPPED)),
  parts: z.array(PartFacts).min(1).max(MODEL_LIMITS.parts),
  levels: z.object({ full: LevelFacts, light: LevelFacts, test: LevelFacts }),
});
/** See {@link ConvertedFacts}. */
export type ConvertedFacts = z.infer<typeof ConvertedFacts>;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;
const line = (most: number) => z.string().trim().max(most, "models.name_long").refine((text) => !UNSEEN.test(text), "models.name_unseen");

/** One name in both languages; what is left empty is said in the other one. */
const Said = z.strictObject({ en: line(80), es: line(80) });
const isSaid = ({ en, es }: { en: string; es: string }): boolean => en !== "" || es !== "";
/** A clinical name and, where there is one, what patients call it. */
export const ModelNames = z.strictObject({ clinical: Said.refine(isSaid, "models.name_missing"), plain: Said });
/** See {@link ModelNames}. */
export type ModelNames = z.infer<typeof ModelNames>;

/** What somebody says of a model: its names, those of its parts in the file's order, and whose work it is. */
export const ModelWords = z.strictObject({
  names: ModelNames,
  parts: z.array(ModelNames).max(MODEL_LIMITS.parts),
  /** Who made it. */
  source: line(200).refine((text) => text !== "", "models.source_missing"),
  /** Under which licence, or with what leave. */
  licence: line(120).refine((text) => text !== "", "models.licence_missing"),
});
/** See {@link ModelWords}. */
export type ModelWords = z.infer<typeof ModelWords>;

/** In which unit it is, and how it stands. */
export const ModelPlace = z.strictObject({ unit: z.enum(MODEL_UNITS), up: z.enum(UP_AXES), quarters: z.int().min(0).max(3) });
/** See {@link ModelPlace}. */
export type ModelPlace = z.infer<typeof ModelPlace>;

const version = z.int().positive();
/** Makes a draft a model that can be chosen. `showsPatient`: it was made from somebody's own body. */
export const SettleModel = z.strictObject({ modelId: OwnModelId, version, words: ModelWords, place: ModelPlace, showsPatient: z.boolean() });
/** See {@link SettleModel}. */
export type SettleModel = z.infer<typeof SettleModel>;
/** Changes what is said of a model. Unit and turn stay: what was measured on it stays true. */
export const RenameModel = z.strictObject({ modelId: OwnModelId, version, words: ModelWords });
/** See {@link RenameModel}. */
export type RenameModel = z.infer<typeof RenameModel>;
/** Takes a model away, or brings it back. */
export const NamedModel = z.strictObject({ modelId: OwnModelId, version });
/** See {@link NamedModel}. */
export type NamedModel = z.infer<typeof NamedModel>;
/** Asks for one model. */
export const AskModel = z.strictObject({ modelId: OwnModelId });

/** All that is kept of a model but its surface; sealed. */
export const AboutModel = z.object({
  fileName: z.string(),
  facts: ConvertedFacts.nullable(),
  words: ModelWords.nullable(),
  place: ModelPlace.nullable(),
});
/** See {@link AboutModel}. */
export type AboutModel = z.infer<typeof AboutModel>;

/** A model in the practice's list. */
export const OwnModelView = AboutModel.extend({
  modelId: OwnModelId,
  state: z.enum(MODEL_STATES),
  kind: z.enum(["glb", "stl"]),
  problem: z.enum(MODEL_PROBLEMS).nullable(),
  byName: z.string().nullable(),
  createdAtMs: z.number(),
  version,
  mayChange: z.boolean(),
});
/** See {@link OwnModelView}. */
export type OwnModelView = z.infer<typeof OwnModelView>;

/** The models of a practice, newest first. */
export const OwnModels = z.object({ models: z.array(OwnModelView), mayAdd: z.boolean(), zone: z.string(), nowMs: z.number() });
/** See {@link OwnModels}. */
export type OwnModels = z.infer<typeof OwnModels>;
