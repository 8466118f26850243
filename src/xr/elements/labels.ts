import { Vector2 } from "three";
import type { ScreenSprite } from "../people/marks";

const PLATE = "rgba(11,12,12,0.92)";
const EDGE = "#777d7d";
const LIGHT = "#f1eee8";
const SECOND = "#c3c4c0";
const DOT = 4.5;
const REACH = 46;
const RISE = 24;
const PAD = 9;

/** What stands on a pin's plate. */
export interface PinLabel {
  readonly n: number;
  /** The part that the pin is on. */
  readonly part: string;
  /** What was written beside it; may be empty. */
  readonly text: string;
  /** Narrow pictures have room for the number alone. */
  readonly isShort: boolean;
  /** To which side of its dot the plate stands. */
  readonly side: 1 | -1;
  /** Its row is chosen in the list. */
  readonly isStrong: boolean;
}

const MOST_CHARS = 30;
const short = (text: string): string => (text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS - 1).trimEnd()}…` : text);

function widthOf(text: string, font: string): number {
  const probe = document.createElement("canvas").getContext("2d");
  if (!probe) return text.length * 8;
  probe.font = font;
  return probe.measureText(text).width;
}

/** A pin: a dot at its place, a line from it, and a plate with number, part and text (look.md §8). */
export function paintPin(sprite: ScreenSprite, label: PinLabel, family: string): void {
  const bold = `700 14px ${family}`;
  const plain = `500 14px ${family}`;
  const note = `400 13px ${family}`;
  const number = String(label.n);
  const [part, text] = label.isShort ? ["", ""] : [short(label.part), short(label.text)];
  const numberWidth = widthOf(number, bold);
  const top = numberWidth + (part ? 7 + widthOf(part, plain) : 0);
  const plateW = Math.max(label.isShort ? 26 : 0, Math.max(top, text ? widthOf(text, note) : 0) + PAD * 2);
  const plateH = text ? 46 : 28;
  const [reach, rise] = label.isShort ? [14, 18] : [REACH, RISE];
  const edge = DOT + 3;
  const widthPx = edge + reach + plateW + 2;
  const heightPx = edge + rise + plateH / 2 + Math.max(plateH / 2, 0) + 2;
  const dot: readonly [number, number] = [label.side > 0 ? edge : widthPx - edge, heightPx - edge];
  sprite.paint({
    widthPx,
    heightPx,
    anchor: new Vector2(dot[0] / widthPx, 1 - dot[1] / heightPx),
    draw: (context) => {
      const plateX = label.side > 0 ? edge + reach : 1;
      const plateY = 1;
      const joint: readonly [number, number] = [label.side > 0 ? plateX : plateX + plateW, plateY + plateH / 2];
      for (const [style, width] of [[PLATE, 4], [LIGHT, 1.5]] as const) {
        context.strokeStyle = style;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(...dot);
        context.lineTo(...joint);
        context.stroke();
      }
      for (const [style, radius] of [["#0b0c0c", DOT + 1.5], [LIGHT, DOT]] as const) {
        context.fillStyle = style;
        context.beginPath();
        context.arc(...dot, radius, 0, Math.PI * 2);
        context.fill();
      }
      plate(context, [plateX, plateY, plateW, plateH], label.isStrong);
      context.textBaseline = "middle";
      context.font = bold;
      context.fillStyle = LIGHT;
      const textX = plateX + PAD;
      context.fillText(number, label.isShort ? plateX + (plateW - numberWidth) / 2 : textX, plateY + 14.5);
      context.font = plain;
      if (part) context.fillText(part, textX + numberWidth + 7, plateY + 14.5);
      context.font = note;
      context.fillStyle = SECOND;
      if (text) context.fillText(text, textX, plateY + 33);
    },
  });
}

function plate(context: CanvasRenderingContext2D, [x, y, w, h]: readonly [number, number, number, number], isStrong: boolean): void {
  context.fillStyle = PLATE;
  context.strokeStyle = isStrong ? "#62e3d2" : EDGE;
  context.lineWidth = isStrong ? 2 : 1;
  context.beginPath();
  context.roundRect(x, y, w, h, 4);
  context.fill();
  context.stroke();
}

/** The plate of something measured: the figure, and how far it may be off. */
export function paintMeasure(sprite: ScreenSprite, figure: string, error: string, isStrong: boolean, family: string): void {
  const bold = `700 14px ${family}`;
  const plain = `400 14px ${family}`;
  const wide = widthOf(figure, bold);
  const widthPx = wide + 5 + widthOf(error, plain) + PAD * 2 + 2;
  const heightPx = 30;
  sprite.paint({
    widthPx,
    heightPx: heightPx + 14,
    // Above the line, so that the line itself stays in sight.
    anchor: new Vector2(0.5, 0),
    draw: (context) => {
      plate(context, [1, 1, widthPx - 2, heightPx - 2], isStrong);
      context.textBaseline = "middle";
      context.font = bold;
      context.fillStyle = LIGHT;
      context.fillText(figure, PAD + 1, heightPx / 2 + 0.5);
      context.font = plain;
      context.fillStyle = SECOND;
      context.fillText(error, PAD + 6 + wide, heightPx / 2 + 0.5);
    },
  });
}
