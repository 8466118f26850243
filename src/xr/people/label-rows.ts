/** A name on the screen, CSS pixels: where its mark is, how much room it takes, and how far it is moved from there. */
export interface LabelRow {
  x: number;
  /** Upper edge, as near to its mark as it would be alone. */
  y: number;
  width: number;
  height: number;
  /** To the right and down; written by `placeLabels`. */
  dx: number;
  dy: number;
}

const GAP_PX = 4;
/** Who is placed already, the highest first. */
const placed: number[] = [];

/**
 * Puts the first `count` names so that none touches another and none is cut by the picture's sides: inwards as far as
 * needed, then down below whoever comes before it. What is earlier in the list keeps its row. Takes no memory.
 */
export function placeLabels(rows: readonly LabelRow[], count: number, pictureWidthPx: number): void {
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    if (!row) return;
    const half = row.width / 2;
    const middle = Math.min(Math.max(row.x, GAP_PX + half), Math.max(GAP_PX + half, pictureWidthPx - GAP_PX - half));
    let top = row.y;
    // Each name that is in the way is passed once, the highest first.
    for (let k = 0; k < i; k += 1) {
      const other = rows[placed[k] ?? 0];
      if (other && !isBeside(other, middle, half) && top < topOf(other) + other.height && top + row.height > topOf(other)) top = topOf(other) + other.height;
    }
    row.dx = middle - row.x;
    row.dy = top - row.y;
    let at = i;
    for (; at > 0 && topOf(rows[placed[at - 1] ?? 0] ?? row) > top; at -= 1) placed[at] = placed[at - 1] ?? 0;
    placed[at] = i;
  }
}

const topOf = ({ y, dy }: LabelRow): number => y + dy;

function isBeside({ x, dx, width }: LabelRow, middle: number, half: number): boolean {
  return middle - half >= x + dx + width / 2 + GAP_PX || middle + half <= x + dx - width / 2 - GAP_PX;
}
