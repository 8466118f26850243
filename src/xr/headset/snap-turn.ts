const PUSHED = 0.7;
const RESTED = 0.35;

/** Turns the body by one step for each push of the stick; a stick that drifts turns nothing. */
export function angleSnap(): (stickX: number, stepRad: number) => number {
  let isArmed = true;
  return (stickX, stepRad) => {
    const pushed = Math.abs(stickX);
    if (pushed < RESTED) isArmed = true;
    if (!isArmed || pushed < PUSHED) return 0;
    isArmed = false;
    return stickX > 0 ? -stepRad : stepRad;
  };
}
