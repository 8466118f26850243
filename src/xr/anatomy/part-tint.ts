import { Color, type BufferGeometry } from "three";

const tints = new WeakMap<BufferGeometry, Color>();

/** The factor that brings a part's own mean colour to the one it was given (`#rrggbb`, null: its own); its finer shading stays. */
export function tintOf(geometry: BufferGeometry, colour: string | null, into: Color): Color {
  if (colour === null) return into.setScalar(1);
  const own = tints.get(geometry) ?? meanColour(geometry);
  tints.set(geometry, own);
  into.set(colour);
  return into.setRGB(into.r / Math.max(own.r, 0.02), into.g / Math.max(own.g, 0.02), into.b / Math.max(own.b, 0.02));
}

function meanColour(geometry: BufferGeometry): Color {
  const colours = geometry.getAttribute("color");
  const mean = new Color(0, 0, 0);
  const { index } = geometry;
  if (!index || !colours) return mean.setScalar(1);
  const step = Math.max(1, Math.floor(index.count / 3000));
  let count = 0;
  for (let i = 0; i < index.count; i += step, count += 1) {
    const at = index.getX(i);
    mean.setRGB(mean.r + colours.getX(at), mean.g + colours.getY(at), mean.b + colours.getZ(at));
  }
  return mean.multiplyScalar(1 / count);
}
