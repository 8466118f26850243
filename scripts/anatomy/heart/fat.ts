/** Fat under the epicardium: fills the creases and accompanies the coronary vessels. */
import { gradient, smoothMax, smoothMin, union, type Field } from "../field/distance";
import { noise } from "../field/noise";
import { knot, tube } from "../field/tube";
import { add, scale } from "../field/vector";
import { fatWays, shownWays } from "./coronaries";
import { aorticCentre } from "./frame";
import { aortaRoot, trunkRoot } from "./great-vessels";
import { muscleSurface, softSurface } from "./surface";

const sleeves = union(
  ...fatWays.map(([way, from, to]) =>
    tube(way.map((k, i) => knot(k.p, from + ((to - from) * i) / (way.length - 1))), { pieces: 1 })),
);

/** Furrows over the vessels, so that about half of each stands clear: tubes moved outwards by this much, mm. */
const FURROW_MM = 1.6;
const furrows = union(
  ...shownWays.map((way) =>
    tube(
      way.map((k) => {
        const out = gradient(softSurface, k.p[0], k.p[1], k.p[2], 1);
        return knot(add(k.p, scale(out, k.r + FURROW_MM)), k.r + FURROW_MM - 0.2);
      }),
      { pieces: 1 },
    )),
);

/** Lobules of 2 to 14 mm. */
const lobules = (x: number, y: number, z: number): number =>
  noise(x / 4.2, y / 4.2, z / 4.2, 11) * 0.55 + noise(x / 2, y / 2, z / 2, 12) * 0.2 + noise(x / 14, y / 14, z / 14, 13) * 1.1;

/** Fat thinner than this, mm, is left out: it ends bluntly, since a layer that thins to nothing has a ragged border. */
const THINNEST_MM = 0.9;

export const fat: Field = (x, y, z) => {
  const s = softSurface(x, y, z);
  if (s > 9 || s < -14) return s;
  const soft = smoothMin(s + 0.55, smoothMax(sleeves(x, y, z), s - 1, 2), 3.5) + lobules(x, y, z) * 0.75;
  const d = smoothMax(soft, -furrows(x, y, z), 1);
  return Math.max(d, THINNEST_MM + d - Math.min(muscleSurface(x, y, z), THINNEST_MM + 1));
};

/** Above this height over the aortic valve, mm, vessels are bare. */
const BARE_ABOVE_MM = 30;
/** Depth of fat under a surface point, mm (negative = missing): one rule for fat and muscle hides their border. */
export const fatDepth: Field = (x, y, z) => {
  if (y - aorticCentre[1] > BARE_ABOVE_MM) return -9;
  const f = fat(x, y, z);
  return f < -2.2 ? -9 : Math.min(muscleSurface(x, y, z), aortaRoot(x, y, z), trunkRoot(x, y, z)) - f;
};
