/** A name on the screen, CSS pixels: where its mark is, and how much room it takes. */
export interface LabelBox {
  readonly x: number;
  /** Upper edge, as near to its mark as it would be alone. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far a name is moved from its place below its mark, CSS pixels. */
export interface LabelShift {
  readonly dx: number;
  readonly dy: number;
}

const GAP_PX = 4;

/**
 * Puts names so that none touches another and none is cut by the picture's sides: inwards as far as needed, then
 * down below whoever comes before it. What is earlier in the list keeps its row.
 */
export function shiftLabels(boxes: readonly LabelBox[], pictureWidthPx: number): readonly LabelShift[] {
  const placed: { left: number; right: number; top: number; bottom: number }[] = [];
  return boxes.map(({ x, y, width, height }) => {
    const half = width / 2;
    const middle = Math.min(Math.max(x, GAP_PX + half), Math.max(GAP_PX + half, pictureWidthPx - GAP_PX - half));
    let top = y;
    // Each name that is in the way is passed once, the highest first.
    for (const other of [...placed].sort((a, b) => a.top - b.top)) {
      const beside = middle - half >= other.right + GAP_PX || middle + half <= other.left - GAP_PX;
      if (!beside && top < other.bottom && top + height > other.top) top = other.bottom;
    }
    placed.push({ left: middle - half, right: middle + half, top, bottom: top + height });
    return { dx: middle - x, dy: top - y };
  });
}
