import { CanvasTexture, LinearFilter, Sprite, SpriteMaterial, SRGBColorSpace, Vector2 } from "three";
import { seatColour, type Seat } from "../colours";
import type { ScenePerson } from "./person";

const MARK_RADIUS = 9;
const CASING_PX = 5;
const LABEL_FONT = 600;

/** Draws a seat's shape around the origin, radius `r`. */
export function traceSeat(context: CanvasRenderingContext2D, seat: Seat, r: number): void {
  context.beginPath();
  const round = (radii: number | number[], side = r * 1.8): void => context.roundRect(-side / 2, -side / 2, side, side, radii);
  if (seat === 1) context.arc(0, 0, r, 0, Math.PI * 2);
  else if (seat === 2) round(r * 0.42);
  else if (seat === 4) round([r * 0.9, r * 0.9, r * 0.3, r * 0.3]);
  else if (seat === 5) round([r * 0.3, r * 0.9, r * 0.9, r * 0.9]);
  else if (seat === 6) round([r * 0.9, r * 0.3, r * 0.9, r * 0.3]);
  else {
    context.rotate(Math.PI / 4);
    round(r * 0.25, r * 1.55);
    context.rotate(-Math.PI / 4);
  }
}

interface Drawing {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the anchor lies, from the lower left, 0 to 1. */
  readonly anchor: Vector2;
  draw(context: CanvasRenderingContext2D): void;
}

/** A flat picture in the scene that keeps its size on the screen, or has one in metres in a headset. */
export class ScreenSprite extends Sprite {
  private widthPx = 1;
  private heightPx = 1;

  constructor(private readonly density: number) {
    super(new SpriteMaterial({ depthTest: false, depthWrite: false, transparent: true, sizeAttenuation: false, toneMapped: false }));
    this.renderOrder = 60;
    this.raycast = () => undefined;
  }

  paint({ widthPx, heightPx, anchor, draw }: Drawing): void {
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(widthPx * this.density);
    canvas.height = Math.ceil(heightPx * this.density);
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(this.density, this.density);
    draw(context);
    this.material.map?.dispose();
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearFilter;
    texture.generateMipmaps = false;
    this.material.map = texture;
    this.material.needsUpdate = true;
    this.center.copy(anchor);
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  /** One CSS pixel takes `unit` of three's sprite scale: see `unitForScreen`. */
  resize(unit: number, inMetres: boolean): void {
    if (this.material.sizeAttenuation !== inMetres) {
      this.material.sizeAttenuation = inMetres;
      this.material.needsUpdate = true;
    }
    this.scale.set(this.widthPx * unit, this.heightPx * unit, 1);
  }

  override dispose(): void {
    this.material.map?.dispose();
    this.material.dispose();
  }
}

/** Scale of one CSS pixel for sprites without attenuation. */
export function unitForScreen(fovDeg: number, heightPx: number): number {
  return (2 * Math.tan((fovDeg * Math.PI) / 360)) / heightPx;
}

/** A person's mark at the ring with the name under it. */
export function paintSeat(sprite: ScreenSprite, person: ScenePerson, label: string, family: string): void {
  const probe = document.createElement("canvas").getContext("2d");
  const font = `${LABEL_FONT} 14px ${family}`;
  if (probe) probe.font = font;
  const textWidth = label ? (probe?.measureText(label).width ?? label.length * 8) : 0;
  const widthPx = Math.max(textWidth + 12, (MARK_RADIUS + CASING_PX) * 2);
  const markY = MARK_RADIUS + CASING_PX;
  const heightPx = markY * 2 + (label ? 22 : 0);
  sprite.paint({
    widthPx,
    heightPx,
    anchor: new Vector2(0.5, 1 - markY / heightPx),
    draw: (context) => {
      context.translate(widthPx / 2, markY);
      context.fillStyle = "#141515";
      traceSeat(context, person.seat, MARK_RADIUS + CASING_PX);
      context.fill();
      context.fillStyle = seatColour(person.seat);
      traceSeat(context, person.seat, MARK_RADIUS);
      context.fill();
      if (!label) return;
      context.font = font;
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineWidth = 4;
      context.lineJoin = "round";
      context.strokeStyle = "rgba(11,12,12,0.8)";
      context.strokeText(label, 0, markY + 3);
      context.fillText(label, 0, markY + 3);
    },
  });
}

/** The outlined shape at the end of a pointer. */
export function paintAim(sprite: ScreenSprite, seat: Seat): void {
  const half = 14;
  sprite.paint({
    widthPx: half * 2,
    heightPx: half * 2,
    anchor: new Vector2(0.5, 0.5),
    draw: (context) => {
      context.translate(half, half);
      for (const [style, width] of [["#0b0c0c", 5.5], [seatColour(seat), 2.5]] as const) {
        context.strokeStyle = style;
        context.lineWidth = width;
        traceSeat(context, seat, 8);
        context.stroke();
      }
    },
  });
}
