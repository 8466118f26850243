/** A plate on the screen, CSS pixels from the upper left. */
export interface PlateBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far a plate is moved, CSS pixels to the right and down. */
export interface PlateShift {
  readonly dx: number;
  readonly dy: number;
}

const GAP_PX = 3;

/**
 * Moves plates so that none lies on another or on what is `fixed`, and none is cut by the picture's
 * sides: inwards as far as needed, then up or down, whichever is the shorter way. What is earlier in
 * the list stays nearer to its place.
 */
export function placePlates(fixed: readonly PlateBox[], plates: readonly PlateBox[], pictureWidthPx: number): readonly PlateShift[] {
  const taken = [...fixed];
  return plates.map((plate) => {
    const left = Math.max(GAP_PX, Math.min(plate.left, pictureWidthPx - GAP_PX - plate.width));
    const beside = taken.filter((other) => left < other.left + other.width + GAP_PX && left + plate.width > other.left - GAP_PX);
    const [up, down] = [freeTop(plate, beside, -1), freeTop(plate, beside, 1)];
    const top = plate.top - up < down - plate.top ? up : down;
    taken.push({ ...plate, left, top });
    return { dx: left - plate.left, dy: top - plate.top };
  });
}

// The nearest free place on the way up or down: past each that is in the way, which may lead into the next.
function freeTop({ top, height }: PlateBox, others: readonly PlateBox[], way: 1 | -1): number {
  let free = top;
  for (let step = 0; step <= others.length; step += 1) {
    const inWay = others.find((other) => free < other.top + other.height + GAP_PX && free + height > other.top - GAP_PX);
    if (!inWay) break;
    free = way > 0 ? inWay.top + inWay.height + GAP_PX : inWay.top - GAP_PX - height;
  }
  return free;
}
