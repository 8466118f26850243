/**
 * Two lumbar vertebrae with their disc. Patient axes (x left, y up, z front), mm; origin in the middle of the disc. The
 * lower plate of L4 lies level, L5 leans forward: so the disc is higher in front than behind.
 */
import { remembered } from "../field/grid-cache";
import { smoothMin, type Field } from "../field/distance";
import { bumpy } from "../field/noise";
import type { V3 } from "../field/vector";
import { articular, columnOf, L4, L5, vertebra } from "./vertebra";

/** Half the disc's height in its middle, between the rims. */
const DISC_MM = 5.1;
const LEAN = 9.2 * (Math.PI / 180);
const cos = Math.cos(LEAN), sin = Math.sin(LEAN);

const upperMiddle: V3 = [0, DISC_MM + L4.heightFront, 0];
const lowerHalf = (L5.heightFront + L5.heightBack) / 2;
const lowerMiddle: V3 = [0, -DISC_MM - lowerHalf * cos, -lowerHalf * sin];

/** A point of L5's own frame. */
export const onLower = (x: number, y: number, z: number): V3 => [lowerMiddle[0] + x, lowerMiddle[1] + y * cos - z * sin, lowerMiddle[2] + y * sin + z * cos];
/** A point of L4's own frame. */
export const onUpper = (x: number, y: number, z: number): V3 => [upperMiddle[0] + x, upperMiddle[1] + y, upperMiddle[2] + z];

/** Middle of the facet joint of one side, and half the space in it. */
export const joint = (side: 1 | -1): V3 => [16.8 * side, -1, -33.5];
export const JOINT_SPACE_MM = 0.85;

const sides = [1, -1] as const;
const upperProcesses = sides.map((side): Field => articular(
  [onUpper(14 * side, -7, -33), [14 * side, 4, -35.6], [13.4 * side, -9, -37]], [5.6, 5.4, 4.6], joint(side), side, -1, JOINT_SPACE_MM,
));
const lowerProcesses = sides.map((side): Field => articular(
  [onLower(17.5 * side, 3, -27), [20 * side, -7, -30], [20.2 * side, 7, -30.2]], [6.2, 5.8, 4.4], joint(side), side, 1, JOINT_SPACE_MM,
));

const joinedTo = (own: Field, processes: readonly Field[]): Field => (x, y, z) => {
  const d = own(x, y, z);
  if (d > 40) return d;
  return smoothMin(d, Math.min(processes[0]!(x, y, z), processes[1]!(x, y, z)), 4);
};

const upperOwn = vertebra(L4, "up"), lowerOwn = vertebra(L5, "down");
const placedUpper: Field = (x, y, z) => upperOwn(x - upperMiddle[0], y - upperMiddle[1], z - upperMiddle[2]);
const placedLower: Field = (x, y, z) => {
  const b = y - lowerMiddle[1], c = z - lowerMiddle[2];
  return lowerOwn(x - lowerMiddle[0], b * cos + c * sin, -b * sin + c * cos);
};

export const fourth: Field = remembered(bumpy(joinedTo(placedUpper, upperProcesses), 0.28, 8, 71));
export const fifth: Field = remembered(bumpy(joinedTo(placedLower, lowerProcesses), 0.28, 8, 72));

const upperColumn = columnOf(L4), lowerColumn = columnOf(L5);

/** Distance from the disc's edge: half way between the sides of the two bodies. */
export function discEdge(x: number, y: number, z: number): number {
  const b = y - lowerMiddle[1], c = z - lowerMiddle[2];
  const above = upperColumn(x - upperMiddle[0], y - upperMiddle[1], z - upperMiddle[2]);
  const below = lowerColumn(x - lowerMiddle[0], b * cos + c * sin, -b * sin + c * cos);
  return (above + below) / 2;
}

/** Height over the lower rim and under the upper one, as a share of -1 to 1 between them. */
export function discShare(y: number, z: number): number {
  const upper = DISC_MM, lower = -DISC_MM - (sin / cos) * z;
  return (2 * y - upper - lower) / (upper - lower);
}
