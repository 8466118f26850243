// Apart from conditions.ts: browsers load this only with a list of conditions to judge, never with the page.
import { z } from "zod";
import { structureIdSchema, structureSchema, wordsSchema } from "./manifest";

/** Where a name, a code or a grade is from. */
export const referenceSchema = z.object({ title: z.string().min(1), url: z.url() });

/** One file of a grade. Two grades may share a file: it is loaded once. */
export const gradeFileSchema = z.object({
  file: z.string().regex(/^[a-z0-9/-]+\.glb$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  triangles: z.int().positive(),
  /** Ids, and so names of nodes, of the structures that are in it. */
  structures: z.array(structureIdSchema).min(1),
});

/** What was measured on the grade's own surface, beside what the grade says. */
export const gradeSizeSchema = z.object({
  what: wordsSchema,
  value: z.number().positive(),
  unit: z.enum(["mm", "%", "ml"]),
  /** Least and most of the grade by its source; the most is absent where it is open. */
  range: z.tuple([z.number().nonnegative(), z.number().nonnegative().nullable()]).optional(),
});

export const gradeSchema = z
  .object({
    id: structureIdSchema,
    /** The grade's clinical name. */
    name: wordsSchema,
    /** The name that a patient would use. */
    plain: wordsSchema,
    /** One sentence on what is seen, at reading grade 8 or lower: all that there is where nothing can be drawn. */
    says: wordsSchema,
    /** Structures of the healthy model that are not shown with this grade. */
    replaces: z.array(structureIdSchema),
    /**
     * Structures that are shown instead or besides, described as in the model's manifest. One that has the id of a
     * replaced structure is the same part of the body in its changed shape: looks and marks of that id are its own.
     */
    structures: z.array(structureSchema).min(1),
    /** Files by level of detail, one and the same where they are small; `light` also where the model is shown at its `test` level. */
    files: z.object({ full: z.array(gradeFileSchema).min(1), light: z.array(gradeFileSchema).min(1) }),
    sizes: z.array(gradeSizeSchema),
  })
  .refine((g) => new Set(g.structures.map((s) => s.id)).size === g.structures.length, "structure ids repeat")
  .refine((g) => [g.files.full, g.files.light].every((files) => files.flatMap((f) => f.structures).sort().join() === g.structures.map((s) => s.id).sort().join()), "files and structures differ");

/** A condition of one model in grades, the mildest first. */
export const conditionSchema = z
  .object({
    id: structureIdSchema,
    /** The model that it belongs to. */
    model: structureIdSchema,
    name: wordsSchema,
    plain: wordsSchema,
    /** One sentence on what the condition is. */
    words: wordsSchema,
    /** Public codes of the condition. */
    codes: z.object({
      mondo: z.string().regex(/^MONDO:\d{7}$/).optional(),
      hpo: z.string().regex(/^HP:\d{7}$/).optional(),
      icd10: z.string().regex(/^[A-Z]\d\d(\.\d{1,2})?$/).optional(),
    }),
    /** The structure to look at. */
    part: structureIdSchema,
    /** Where it is best seen, metres in the model's own frame, and the direction that one looks from (unit vector). */
    lookAtM: z.tuple([z.number(), z.number(), z.number()]),
    lookFrom: z.tuple([z.number(), z.number(), z.number()]),
    /** Structures of the healthy model that lie in front of it: worth hiding or fading to see it. */
    hiddenBy: z.array(structureIdSchema),
    /** Where grades and codes are from. */
    sources: z.array(referenceSchema).min(1),
    grades: z.array(gradeSchema).min(1),
  })
  .refine((c) => new Set(c.grades.map((g) => g.id)).size === c.grades.length, "grade ids repeat");

/** `conditions.json` beside a model's files. */
export const conditionListSchema = z.object({ conditions: z.array(conditionSchema) });

export type Condition = z.infer<typeof conditionSchema>;
export type ConditionGrade = z.infer<typeof gradeSchema>;
export type GradeFile = z.infer<typeof gradeFileSchema>;
export type ConditionList = z.infer<typeof conditionListSchema>;
