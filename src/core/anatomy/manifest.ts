// Browsers load this file only with the models: what else they need of them is in models.ts.
import { z } from "zod";

/** Something said in both languages. */
export const wordsSchema = z.object({ en: z.string().min(1), es: z.string().min(1) });

/** Kebab-case id of a structure; it is also the name of its node in every model file. */
export const structureIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.string().regex(/^[a-z0-9/-]+\.glb$/);
const pointMSchema = z.tuple([z.number(), z.number(), z.number()]);

/** One anatomical part of a model: names, codes and how it is first shown. */
export const structureSchema = z
  .object({
    id: structureIdSchema,
    /** Node name in the model files; equal to `id` in all that we make. */
    node: z.string().min(1),
    /** Absent where its publisher gives no UBERON term. */
    uberon: z.string().regex(/^UBERON:\d{7}$/).optional(),
    /** `broader`: no own UBERON term is known, so the code names the kind that this part belongs to. */
    uberonMatch: z.enum(["exact", "broader"]),
    fma: z.string().regex(/^FMA:\d+$/).optional(),
    side: z.enum(["left", "right", "none"]),
    group: z.enum(["chambers", "valves", "vessels", "walls", "inside", "parts"]),
    /** Clinical name. */
    name: wordsSchema,
    /** The name a patient would use. */
    plain: wordsSchema,
    /** One sentence on what it does, at reading grade 8 or lower; absent where nobody has written it. */
    words: wordsSchema.optional(),
    /** Other names that it is known and looked for by, without those above; absent where nobody has written any. */
    synonyms: z.object({ en: z.array(z.string().min(1)), es: z.array(z.string().min(1)) }).optional(),
    /** Languages in which no name is known: the English one stands there instead. */
    untranslated: z.array(z.literal("es")).optional(),
    /** Base sRGB colour of the tissue, for legends; surfaces carry their own vertex colours. */
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    /** 0 to 1. */
    roughness: z.number().min(0).max(1),
    /** Triangles in the full level. */
    triangles: z.int().positive(),
    /** Connected closed surfaces, outer and inner, in the full level. */
    shells: z.int().positive(),
    /** Enclosed volume in the full level, millilitres; absent where the surface is open and encloses none. */
    volumeMl: z.number().positive().optional(),
    /** Middle of its bounding box, metres in the model's own frame. */
    centreM: pointMSchema,
    /** Drawn opaque at first; otherwise see-through. */
    opaqueDefault: z.boolean(),
    hiddenDefault: z.boolean(),
  })
  .refine((s) => s.untranslated === undefined || s.name.en === s.name.es, "an untranslated name differs from the English one");

/** Who made a model that is not ours, and what was done to it: what its licence asks to be said. */
export const creditSchema = z.object({
  title: z.string().min(1),
  creators: z.string().min(1),
  licenceUrl: z.url(),
  homeUrl: z.url(),
  /** The very file that the model was made from. */
  fileUrl: z.url(),
  changes: wordsSchema,
});

/** The part of a level that nobody sees while the model is whole, in a file of its own (ANA-651). */
export const insideSchema = z.object({
  file: fileSchema,
  bytes: z.int().positive(),
  sha256: sha256Schema,
  /** Structures that lie there with all of their surface, and so are not in the first file. */
  structures: z.array(structureIdSchema),
});

/** A lighter file with the same structures, for phones and headsets or for tests. */
export const levelSchema = z.object({
  level: z.enum(["light", "test"]),
  file: fileSchema,
  bytes: z.int().positive(),
  sha256: sha256Schema,
  /** Absent where the one file holds all. */
  inside: insideSchema.optional(),
  /** Of both files together. */
  triangles: z.int().positive(),
  structureTriangles: z.record(structureIdSchema, z.int().positive()),
});

/** A size of a model beside the range of healthy adults that it was made to lie in. */
export const sizeSchema = z.object({
  what: z.string().min(1),
  value: z.number().positive(),
  unit: z.enum(["ml", "g", "mm"]),
  range: z.tuple([z.number(), z.number()]),
  /** Where the range is from. */
  source: z.string().min(1),
});

/** A set of structures in one file. Files: metres, x patient's left, y up, z front. */
export const modelSchema = z
  .object({
    id: structureIdSchema,
    name: wordsSchema,
    /** Whose body it was, where there are several. */
    sex: z.enum(["female", "male"]).optional(),
    file: fileSchema,
    bytes: z.int().positive(),
    sha256: sha256Schema,
    /** Absent where the one file holds all. */
    inside: insideSchema.optional(),
    /** Of both files together. */
    triangles: z.int().positive(),
    licence: z.string().min(1),
    source: z.string().min(1),
    /** Absent for our own. */
    credit: creditSchema.optional(),
    /** Surfaces are open sheets here and there, so that both of their sides are drawn. */
    isTwoSided: z.boolean().optional(),
    /** Says what the model is not; shown wherever the model is. */
    caution: wordsSchema,
    /** The model file's origin in the shared body frame, metres. */
    bodyFrameOriginM: pointMSchema,
    /** Corners of the bounding box in the model's own frame, metres. */
    boundsM: z.object({ min: pointMSchema, max: pointMSchema }),
    /** What turns a file in another unit and standing otherwise into metres and upright; absent for files that are both. */
    placement: z.object({ scale: z.number().positive(), turn: z.tuple([z.number(), z.number(), z.number(), z.number()]) }).optional(),
    /** Absent for models that are not ours. */
    sizes: z.array(sizeSchema).optional(),
    /** How far the surface of the full or the light level may lie from the shape that it is drawn of, millimetres; absent: unknown, or too little to matter. */
    drawnWithinMm: z.number().nonnegative().optional(),
    levels: z.array(levelSchema),
    structures: z.array(structureSchema).min(1),
  })
  .refine((m) => new Set(m.structures.map((s) => s.id)).size === m.structures.length, "structure ids repeat");

/** The list of models that an installation serves. */
export const manifestSchema = z.object({ models: z.array(modelSchema).min(1) });

/** The list of pulled models; an installation may have none. */
export const atlasSchema = z.object({ models: z.array(modelSchema) });

export type Manifest = z.infer<typeof manifestSchema>;
export type ModelCredit = z.infer<typeof creditSchema>;
export type AnatomyModel = z.infer<typeof modelSchema>;
export type AnatomyLevel = z.infer<typeof levelSchema>;
export type AnatomyStructure = z.infer<typeof structureSchema>;
export type StructureGroup = AnatomyStructure["group"];
