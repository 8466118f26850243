/** Vertex colours: tissue, grain, what lies over it, and shade in the hollows. */
import { noise } from "../field/noise";
import type { Field } from "../field/distance";
import type { V3 } from "../field/vector";
import type { Rgb, Tissue } from "./tissues";

export interface Paint {
  tissue: Tissue;
  /** Muscle fibre direction. */
  fibre?: (x: number, y: number, z: number) => V3;
  over?: { tissue: Tissue; depth: Field };
}

interface Grain { /** Share of the deep colour. */ deep: number; light: number }

/** Streaks along the fibres: noise of a point whose run along them is shortened. */
function streak(x: number, y: number, z: number, fibre: Paint["fibre"]): number | null {
  if (!fibre) return null;
  const f = fibre(x, y, z);
  const run = (x * f[0] + y * f[1] + z * f[2]) * 0.92;
  return noise((x - f[0] * run) / 2.1, (y - f[1] * run) / 2.1, (z - f[2] * run) / 2.1, 33);
}

function grainAt({ tissue, fibre }: Paint, x: number, y: number, z: number, broad: number, mid: number): Grain {
  switch (tissue.grain) {
    case "muscle": {
      const s = streak(x, y, z, fibre) ?? mid;
      return { deep: 0.3 + 0.35 * broad + 0.32 * s, light: 1 + 0.06 * s };
    }
    case "fat":
      return { deep: 0.3 + 0.4 * mid + 0.3 * broad, light: 1 + 0.05 * noise(x / 2, y / 2, z / 2, 34) };
    case "vessel":
      return { deep: 0.25 + 0.3 * broad + 0.2 * mid, light: 1 };
    case "bone":
      return { deep: 0.22 + 0.3 * broad + 0.22 * mid, light: 1 + 0.03 * noise(x / 1.6, y / 1.6, z / 1.6, 35) };
    case "even":
      return { deep: 0.2, light: 1 };
    case "leaflet":
      return { deep: 0.3 + 0.4 * mid, light: 1 };
    case "blood":
      return { deep: 0.3 + 0.4 * broad + 0.2 * mid, light: 1 };
  }
}

const mixed = (a: Rgb, b: Rgb, w: number): Rgb => [a[0] * (1 - w) + b[0] * w, a[1] * (1 - w) + b[1] * w, a[2] * (1 - w) + b[2] * w];
const clamp = (v: number): number => Math.max(0, Math.min(1, v));
/** sRGB to linear light (IEC 61966-2-1). */
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** Hollows keep some of the tissue's own hue, because red light bleeds further than blue. */
const BLEED = [0.8, 1, 1.05] as const;

/** Linear RGBA bytes for COLOR_0; `open` = open share of the hemisphere per vertex. */
export function paintVertices(paint: Paint, position: Float32Array, open: Float32Array): Uint8Array {
  const out = new Uint8Array(open.length * 4);
  for (let v = 0; v < open.length; v++) {
    const x = position[v * 3]!, y = position[v * 3 + 1]!, z = position[v * 3 + 2]!;
    const broad = noise(x / 19, y / 19, z / 19, 31), mid = noise(x / 6, y / 6, z / 6, 32);
    const grain = grainAt(paint, x, y, z, broad, mid);
    let { rgb, deep } = paint.tissue;
    let share = grain.deep;
    if (paint.over) {
      const q = clamp((paint.over.depth(x, y, z) + 0.4 + 0.35 * mid) / 1.4);
      const w = q * q * (3 - 2 * q);
      share = share * (1 - w) + (0.3 + 0.4 * mid + 0.3 * broad) * w;
      rgb = mixed(rgb, paint.over.tissue.rgb, w);
      deep = mixed(deep, paint.over.tissue.deep, w);
    }
    const a = open[v]!;
    const shade = 0.34 + 0.66 * a ** 1.15;
    const colour = mixed(rgb, deep, clamp(share + (1 - a) * 0.45));
    for (let c = 0; c < 3; c++) out[v * 4 + c] = Math.round(255 * clamp(linear(Math.min(1, colour[c]! * grain.light)) * shade ** BLEED[c]!));
    out[v * 4 + 3] = 255;
  }
  return out;
}
