import { z } from "zod";
import { POSITION_LIMIT_M, QUATERNION_TOLERANCE, SCALE_MAX, SCALE_MIN } from "./limits";

const coordinate = z.number().min(-POSITION_LIMIT_M).max(POSITION_LIMIT_M);

/** A point in the room in metres: y up, x to the model's own left, z towards the viewer. */
export const vec3Schema = z.tuple([coordinate, coordinate, coordinate]);
export type Vec3 = z.infer<typeof vec3Schema>;

const part = z.number().min(-1.01).max(1.01);

/** A rotation as a unit quaternion `[x, y, z, w]`. */
export const quatSchema = z
  .tuple([part, part, part, part])
  .refine((q) => Math.abs(Math.hypot(...q) - 1) <= QUATERNION_TOLERANCE, "not_unit");
export type Quat = z.infer<typeof quatSchema>;

/** Where a model stands: position in metres, rotation, uniform scale. Always written as one value. */
export const transformSchema = z.strictObject({
  p: vec3Schema,
  q: quatSchema,
  s: z.number().min(SCALE_MIN).max(SCALE_MAX),
});
export type Transform = z.infer<typeof transformSchema>;

const modelId = z.string().min(1).max(64);

/** What one person has chosen: a model, and in it one structure or all of it. */
export const selectionSchema = z.strictObject({
  model: modelId,
  structure: z.string().min(1).max(64).nullable(),
});
export type Selection = z.infer<typeof selectionSchema>;

/** The presenter's eye: where, turned how, and the vertical field of view in radians. */
export const cameraSchema = z.strictObject({
  p: vec3Schema,
  q: quatSchema,
  fovRad: z.number().min(0.1).max(2.6).optional(),
});
export type Camera = z.infer<typeof cameraSchema>;

/** A cutting plane: unit normal `n`, distance `d` from the origin in metres. */
export const cutSchema = z.strictObject({
  on: z.boolean(),
  n: z
    .tuple([part, part, part])
    .refine((n) => Math.abs(Math.hypot(...n) - 1) <= QUATERNION_TOLERANCE, "not_unit"),
  d: z.number().min(-2 * POSITION_LIMIT_M).max(2 * POSITION_LIMIT_M),
});
export type Cut = z.infer<typeof cutSchema>;

export const fractionSchema = z.number().min(0).max(1);
export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/);
