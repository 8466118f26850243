/** How far from its edge a letter's field tells the distance, to either side together: texels. */
export const FIELD_RANGE = 8;

const FAR = 1e20;

/**
 * For each pixel of a letter how far it is from the letter's edge: 128 on it, more inside, less outside, `FIELD_RANGE`
 * texels from 0 to 255. `coverage` is how much of each pixel the letter takes, 0 to 255, row by row. Squared distances
 * go along rows, then along columns, by the lower envelope of parabolas (Felzenszwalb and Huttenlocher, Distance
 * Transforms of Sampled Functions, Theory of Computing 8, 2012); of a pixel that the edge goes through its share says
 * where.
 */
export function distanceField(coverage: ArrayLike<number>, width: number, height: number): Uint8ClampedArray {
  const outside = new Float64Array(width * height);
  const inside = new Float64Array(width * height);
  for (let i = 0; i < outside.length; i += 1) {
    const share = (coverage[i] ?? 0) / 255;
    outside[i] = share >= 1 ? 0 : share <= 0 ? FAR : Math.max(0, 0.5 - share) ** 2;
    inside[i] = share <= 0 ? 0 : share >= 1 ? FAR : Math.max(0, share - 0.5) ** 2;
  }
  transform(outside, width, height);
  transform(inside, width, height);
  const field = new Uint8ClampedArray(width * height);
  for (let i = 0; i < field.length; i += 1) {
    const distance = Math.sqrt(inside[i] ?? 0) - Math.sqrt(outside[i] ?? 0);
    field[i] = Math.round(127.5 + (distance / FIELD_RANGE) * 255);
  }
  return field;
}

function transform(grid: Float64Array, width: number, height: number): void {
  const longest = Math.max(width, height);
  const line = new Float64Array(longest);
  const vertices = new Int32Array(longest);
  const bounds = new Float64Array(longest + 1);
  for (let x = 0; x < width; x += 1) alongLine(grid, x, width, height, line, vertices, bounds);
  for (let y = 0; y < height; y += 1) alongLine(grid, y * width, 1, width, line, vertices, bounds);
}

// One row or column: each place gets the least of squared distance plus what stands there already.
function alongLine(grid: Float64Array, start: number, step: number, count: number, line: Float64Array, vertices: Int32Array, bounds: Float64Array): void {
  for (let i = 0; i < count; i += 1) line[i] = grid[start + i * step] ?? 0;
  const at = (i: number): number => line[i] ?? 0;
  let last = 0;
  vertices[0] = 0;
  bounds[0] = -FAR;
  bounds[1] = FAR;
  for (let i = 1; i < count; i += 1) {
    let meets = 0;
    do {
      const vertex = vertices[last] ?? 0;
      meets = (at(i) - at(vertex) + i * i - vertex * vertex) / (i - vertex) / 2;
    } while (meets <= (bounds[last] ?? 0) && (last -= 1) >= 0);
    last += 1;
    vertices[last] = i;
    bounds[last] = meets;
    bounds[last + 1] = FAR;
  }
  for (let i = 0, k = 0; i < count; i += 1) {
    while ((bounds[k + 1] ?? FAR) < i) k += 1;
    const vertex = vertices[k] ?? 0;
    grid[start + i * step] = at(vertex) + (i - vertex) ** 2;
  }
}

/** Puts letters side by side on a page `width` wide, in rows; the page grows downwards. */
export class GlyphShelf {
  private x = 0;
  private y = 0;
  private rowHeight = 0;

  constructor(readonly width: number) {}

  /** Where the next letter goes. */
  put(width: number, height: number): { readonly x: number; readonly y: number } {
    if (this.x + width > this.width) {
      this.y += this.rowHeight;
      this.x = 0;
      this.rowHeight = 0;
    }
    const place = { x: this.x, y: this.y };
    this.x += width;
    this.rowHeight = Math.max(this.rowHeight, height);
    return place;
  }

  /** How tall a page all of them need. */
  get height(): number {
    return this.y + this.rowHeight;
  }
}

const between = (first: number, last: number): string => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));

/** What a headset's boards can write: every language of Europe that is written in Latin letters, and the signs between words. */
export const BOARD_GLYPHS: readonly string[] = [...between(0x20, 0x7e), ...between(0xa0, 0x17f), ..."\u2009\u202f–—‘’“”„…•−≈≤≥€→←"];
