/**
 * The left knee in full extension. Patient axes (x left, which is lateral here; y up; z front), mm; origin in the
 * middle of the joint line, where the femur's cartilage meets the tibia's.
 */
export const TOP = 96;
export const BOTTOM = -84;

/** Middle of the medial and of the lateral half of the joint, x. */
export const MEDIAL = -22;
export const LATERAL = 21.5;
