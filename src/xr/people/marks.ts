import { CanvasTexture, LinearFilter, Sprite, SpriteMaterial, SRGBColorSpace, Vector2 } from "three";
import { seatColour, type Seat } from "../colours";

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
  /** Its size on the screen, CSS pixels. */
  widthPx = 1;
  heightPx = 1;
  private readonly anchor = new Vector2(0.5, 0.5);

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
    this.anchor.copy(anchor);
    this.center.copy(anchor);
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  /** Moves it on the screen from where it is anchored, CSS pixels to the right and down. */
  shift(dx: number, dy: number): void {
    this.center.set(this.anchor.x - dx / this.widthPx, this.anchor.y + dy / this.heightPx);
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

/** A person's mark at the ring. */
export function paintSeat(sprite: ScreenSprite, seat: Seat): void {
  const half = MARK_RADIUS + CASING_PX;
  sprite.paint({
    widthPx: half * 2,
    heightPx: half * 2,
    anchor: new Vector2(0.5, 0.5),
    draw: (context) => {
      context.translate(half, half);
      context.fillStyle = "#141515";
      traceSeat(context, seat, half);
      context.fill();
      context.fillStyle = seatColour(seat);
      traceSeat(context, seat, MARK_RADIUS);
      context.fill();
    },
  });
}

/** Below the middle of a mark, where its name begins, CSS pixels. */
export const LABEL_BELOW_PX = MARK_RADIUS + CASING_PX;
const LABEL_HEIGHT_PX = 22;
/** A longer name is shortened: the whole of it is on its tile and in the list. */
const LONGEST_LABEL_PX = 168;

/** What stands on a name's plate. */
export interface NamePlate {
  readonly name: string;
  /** Below the name, smaller; nothing where that is empty. */
  readonly note: string;
  /** Three bars before the name: a shape, and no colour alone. */
  readonly isSpeaking: boolean;
}

const NOTE_HEIGHT_PX = 17;
const BARS_PX = 18;

/** The name under a mark. */
export function paintName(sprite: ScreenSprite, seat: Seat, { name, note, isSpeaking }: NamePlate, family: string): void {
  const probe = document.createElement("canvas").getContext("2d");
  const font = `${LABEL_FONT} 14px ${family}`;
  const small = `${LABEL_FONT} 12px ${family}`;
  const fit = (label: string, withFont: string): { readonly text: string; readonly widthPx: number } => {
    if (probe) probe.font = withFont;
    const widthOf = (text: string): number => probe?.measureText(text).width ?? text.length * 8;
    let text = label;
    for (let letters = [...label]; letters.length > 1 && widthOf(text) > LONGEST_LABEL_PX - 12; ) {
      letters = letters.slice(0, -1);
      text = `${letters.join("").trimEnd()}…`;
    }
    return { text, widthPx: widthOf(text) };
  };
  const [first, second] = [fit(name, font), fit(note, small)];
  const bars = isSpeaking ? BARS_PX : 0;
  const widthPx = Math.max(first.widthPx + bars, second.widthPx) + 12;
  const heightPx = LABEL_HEIGHT_PX + (note === "" ? 0 : NOTE_HEIGHT_PX);
  sprite.paint({
    widthPx,
    heightPx,
    anchor: new Vector2(0.5, 1 + LABEL_BELOW_PX / heightPx),
    draw: (context) => {
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineWidth = 4;
      context.lineJoin = "round";
      context.strokeStyle = "rgba(11,12,12,0.8)";
      context.fillStyle = seatColour(seat);
      const write = (text: string, withFont: string, x: number, y: number): void => {
        context.font = withFont;
        context.strokeText(text, x, y);
        context.fillText(text, x, y);
      };
      write(first.text, font, (widthPx + bars) / 2, 3);
      if (note !== "") write(second.text, small, widthPx / 2, LABEL_HEIGHT_PX);
      if (!isSpeaking) return;
      const left = (widthPx - first.widthPx - bars) / 2;
      for (const [i, tall] of [6, 12, 8].entries()) {
        context.strokeRect(left + i * 5 + 1, 11 - tall / 2, 2, tall);
        context.fillRect(left + i * 5 + 1, 11 - tall / 2, 2, tall);
      }
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
