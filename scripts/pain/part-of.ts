/** Which part of the body a point of the figure's skin is on; body frame, mm. The borders are by eye and by landmark. */
import type { PartId } from "@/core/pain/regions";
import type { V3 } from "../anatomy/field/vector";

/** Outside the slanted plane through the armpit. */
const isOnArm = (across: number, y: number): boolean => 0.99 * (across - 160) + 0.14 * (y - 520) > 0 && y < 628 && y > -140;

function armPart(y: number): PartId {
  if (y > 455) return "shoulder";
  if (y > 318) return "upper-arm";
  if (y > 252) return "elbow";
  if (y > 148) return "forearm";
  return y > 106 ? "wrist" : "hand";
}

function legPart(y: number, z: number, up: number): PartId {
  if (y > -325) return z > -68 ? "thigh-front" : "thigh-back";
  if (y > -452) return z > -70 ? "knee" : "back-of-knee";
  if (y > -690) return z > -87 ? "shin" : "calf";
  if (y > -752 && z < -36) return "ankle";
  return up < -0.5 && y < -770 ? "sole" : "top-of-foot";
}

function trunkPart(across: number, y: number, isFront: boolean): PartId {
  if (y > 470 && across > 116) return "shoulder";
  if (y < 112 && across > 122) return "hip";
  if (isFront) {
    if (y > 330) return "chest";
    if (y > 204) return "upper-belly";
    return y > 50 ? "lower-belly" : "groin";
  }
  if (y > 262) return "upper-back";
  return y > 92 ? "lower-back" : "buttock";
}

export function partOf([x, y, z]: V3, normal: V3): PartId {
  const across = Math.abs(x);
  if (isOnArm(across, y)) return armPart(y);
  if (y > 668) return z > -24 && y < 818 ? "face" : "head";
  if (y > 606) return z > -72 ? "throat" : "nape";
  if (y > -118) return trunkPart(across, y, z > -66);
  return legPart(y, z, normal[1]);
}
