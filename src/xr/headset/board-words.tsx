"use client";

import { Image as WordsPicture, Text } from "@react-three/uikit";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { CanvasTexture, LinearFilter, SRGBColorSpace } from "three";
import { hasBoardLetters, linesOf } from "@/core/headset/board-words";
import { lettersMissing } from "./device-letters";

/** How wide words may be here, millimetres. */
export const WordsWidth = createContext(0);

interface BoardWordsProps {
  readonly children: string;
  /** Millimetres. */
  readonly fontSize: number;
  readonly lineHeight?: number;
  readonly fontWeight?: 400 | 600 | "bold";
  readonly textAlign?: "left" | "center";
  readonly color?: string;
}

/** Texels of a millimetre: as fine as the boards' own letters. */
const DENSITY = 3;
/** A board's, where nothing else is said. */
const INK = "#f6f3ed";

/**
 * Words on a board that somebody wrote, in whatever letters. What the boards have letters for is set in them; anything else is
 * drawn by the browser as one picture, with the fonts of the device, which join Arabic and run from the right (ANA-615).
 */
export function BoardWords({ children, ...look }: BoardWordsProps) {
  const written = useReadable(children);
  return hasBoardLetters(written) ? <Text {...look}>{written}</Text> : <Picture {...look}>{written}</Picture>;
}

const familyOfPage = (): string => getComputedStyle(document.body).fontFamily;

/** The same words where the device has letters for them; in Latin ones what it has none for. */
function useReadable(text: string): string {
  const missing = useMemo(() => (hasBoardLetters(text) ? [] : lettersMissing(text, familyOfPage())), [text]);
  const [latin, setLatin] = useState<((text: string) => string) | null>(null);
  const isNeeded = missing.length > 0 && latin === null;
  useEffect(() => {
    if (!isNeeded) return undefined;
    let isGone = false;
    // Where it does not come, the words stay as they are.
    void import("any-ascii").then(
      ({ default: anyAscii }) => isGone || setLatin(() => anyAscii),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isNeeded]);
  return useMemo(() => (latin === null ? text : missing.reduce((words, run) => words.replace(run, latin(run)), text)), [text, missing, latin]);
}

function Picture({ children, fontSize, lineHeight = 1.2, fontWeight = 400, textAlign = "left", color = INK }: BoardWordsProps) {
  const most = useContext(WordsWidth);
  const { texture, width, height } = useMemo(
    () => draw(children, { size: fontSize, line: fontSize * lineHeight, weight: fontWeight === 400 ? 400 : 650, isCentred: textAlign === "center", color, most }),
    [children, fontSize, lineHeight, fontWeight, textAlign, color, most],
  );
  useEffect(() => () => texture.dispose(), [texture]);
  return <WordsPicture src={texture} width={width} height={height} flexShrink={0} keepAspectRatio={false} />;
}

interface Hand {
  readonly size: number;
  readonly line: number;
  readonly weight: number;
  readonly isCentred: boolean;
  readonly color: string;
  readonly most: number;
}

function draw(text: string, { size, line, weight, isCentred, color, most }: Hand): { readonly texture: CanvasTexture; readonly width: number; readonly height: number } {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no letters");
  const font = `${weight} ${size}px ${familyOfPage()}`;
  pen.font = font;
  const lines = linesOf(Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(text), ({ segment }) => segment), (words) => pen.measureText(words).width, most);
  const width = Math.ceil(Math.max(size, ...lines.map((words) => pen.measureText(words).width)));
  const height = Math.ceil(Math.max(1, lines.length) * line);
  canvas.width = width * DENSITY;
  canvas.height = height * DENSITY;
  pen.scale(DENSITY, DENSITY);
  // A canvas that was sized anew has forgotten its font.
  pen.font = font;
  pen.fillStyle = color;
  pen.textBaseline = "middle";
  pen.textAlign = isCentred ? "center" : "left";
  for (const [i, words] of lines.entries()) pen.fillText(words, isCentred ? width / 2 : 0, (i + 0.5) * line);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = LinearFilter;
  texture.generateMipmaps = false;
  texture.matrixAutoUpdate = false;
  return { texture, width, height };
}
