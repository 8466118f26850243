/** Puts the figure and what is painted on it onto a canvas. */
import { NOTHING, type Seen } from "@/core/pain/view";

/** One painted place, to be drawn. */
export interface DrawnPlace {
  readonly faces: ReadonlySet<number>;
  readonly intensity: number | null;
  /** Stands on the place. */
  readonly label: string;
}

type Colour = readonly [number, number, number];

const SKIN: Colour = [214, 200, 186];
const MILD: Colour = [232, 170, 52];
const STRONG: Colour = [176, 24, 28];
/** How strong was not said. */
const UNSAID: Colour = [206, 84, 58];

function colourOf(intensity: number | null): Colour {
  if (intensity === null) return UNSAID;
  const t = intensity / 10;
  return [0, 1, 2].map((k) => (MILD[k] ?? 0) * (1 - t) + (STRONG[k] ?? 0) * t) as unknown as Colour;
}

/** Where the middle of what is seen of a place is, in pixels; null: nothing of it is seen from here. */
interface Middle {
  x: number;
  y: number;
  count: number;
}

/** Draws all; `chosen` is drawn last and fuller. */
export function drawFigure(context: CanvasRenderingContext2D, seen: Seen, places: readonly DrawnPlace[], chosen: number | null): void {
  const { frame: { width, height }, faces, light } = seen;
  const image = context.createImageData(width, height);
  const owner = ownersOf(places, chosen);
  const colours = places.map(({ intensity }) => colourOf(intensity));
  const middles: Middle[] = places.map(() => ({ x: 0, y: 0, count: 0 }));
  for (let pixel = 0; pixel < faces.length; pixel++) {
    const face = faces[pixel] ?? NOTHING;
    if (face === NOTHING) continue;
    const place = owner.get(face);
    const paint = place === undefined ? null : (colours[place] ?? UNSAID);
    const share = place === undefined ? 0 : place === chosen || chosen === null ? 0.82 : 0.5;
    const shade = (light[pixel] ?? 0) / 255;
    for (let k = 0; k < 3; k++) image.data[pixel * 4 + k] = shade * ((SKIN[k] ?? 0) * (1 - share) + (paint?.[k] ?? 0) * share);
    image.data[pixel * 4 + 3] = 255;
    const middle = place === undefined ? undefined : middles[place];
    if (middle !== undefined) {
      middle.x += pixel % width;
      middle.y += Math.floor(pixel / width);
      middle.count++;
    }
  }
  context.putImageData(image, 0, 0);
  places.forEach(({ label }, place) => {
    const middle = middles[place];
    if (middle !== undefined && middle.count > 0 && label !== "") drawLabel(context, label, middle.x / middle.count, middle.y / middle.count);
  });
}

/** To which place each painted face is drawn: the chosen one before others, later ones before earlier. */
function ownersOf(places: readonly DrawnPlace[], chosen: number | null): ReadonlyMap<number, number> {
  const owner = new Map<number, number>();
  const order = places.map((_, place) => place).sort((a, b) => Number(a === chosen) - Number(b === chosen));
  for (const place of order) for (const face of places[place]?.faces ?? []) owner.set(face, place);
  return owner;
}

function drawLabel(context: CanvasRenderingContext2D, label: string, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 15, 0, Math.PI * 2);
  context.fillStyle = "#1d2523";
  context.fill();
  context.fillStyle = "#ffffff";
  context.font = "600 19px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(label, x, y + 1);
}
