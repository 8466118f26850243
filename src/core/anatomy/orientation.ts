import type { Side } from "./look";
import { dot, turnBack, turned, type Quat, type Vec3 } from "./vector";

/** Which side of a model faces an eye, in steps that have words. Left and right are those of the body. */
export interface Orientation {
  /** `null` from straight above or below, where no side faces the eye. */
  readonly around: "front" | "frontLeft" | "left" | "backLeft" | "back" | "backRight" | "right" | "frontRight" | null;
  readonly height: "level" | "above" | "below";
  /** How the model's upper end stands in the picture; `left`: it leans to the left of the picture. */
  readonly lean: "upright" | "left" | "right" | "upsideDown";
}

const AROUND = ["front", "frontLeft", "left", "backLeft", "back", "backRight", "right", "frontRight"] as const;
const DEG = Math.PI / 180;
/** Above this an eye looks from above, and above the other from nowhere else. */
const RAISED_RAD = 20 * DEG;
const OVERHEAD_RAD = 65 * DEG;
/** A model that leans less than this stands upright, more than the other upside down. */
const LEANS_RAD = 30 * DEG;
const FALLEN_RAD = 135 * DEG;

/**
 * What an eye sees of a model: `side` is where it looks from (angles about the model, radians), `q`
 * the model's rotation. The model's own axes are the body's: x left, y up, z front.
 */
export function orientationOf({ aroundRad, aboveRad }: Side, q: Quat): Orientation {
  const [sa, ca, sb, cb] = [Math.sin(aroundRad), Math.cos(aroundRad), Math.sin(aboveRad), Math.cos(aboveRad)];
  const toEye: Vec3 = [sa * cb, sb, ca * cb];
  const own = turned(turnBack(q), toEye);
  const aboveOwn = Math.asin(Math.max(-1, Math.min(1, own[1])));
  const height = aboveOwn > RAISED_RAD ? "above" : aboveOwn < -RAISED_RAD ? "below" : "level";
  const isOverhead = Math.abs(aboveOwn) > OVERHEAD_RAD;
  const step = Math.round(Math.atan2(own[0], own[2]) / (Math.PI / 4));
  const around = isOverhead ? null : (AROUND[(step + AROUND.length) % AROUND.length] ?? "front");
  const top = turned(q, [0, 1, 0]);
  const leanRad = Math.atan2(dot(top, [ca, 0, -sa]), dot(top, [-sa * sb, cb, -ca * sb]));
  const lean = isOverhead || Math.abs(leanRad) < LEANS_RAD ? "upright" : Math.abs(leanRad) > FALLEN_RAD ? "upsideDown" : leanRad > 0 ? "right" : "left";
  return { around, height, lean };
}

/** Whether the same words say both. */
export function isSameOrientation(a: Orientation, b: Orientation): boolean {
  return a.around === b.around && a.height === b.height && a.lean === b.lean;
}
