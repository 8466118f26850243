/** A file larger than this comes in parts, so that a lost line costs one of them and not all. Bytes. */
export const PART_BYTES = 8 * 1024 * 1024;

/** How many parts a file of that size has. */
export function partsOf(byteCount: number): number {
  return Math.max(1, Math.ceil(byteCount / PART_BYTES));
}
