import { BOARD_GLYPHS, distanceField, FIELD_RANGE, GlyphShelf } from "@/core/headset/glyph-field";

/** Texels of an em; boards show letters of up to some 40 pixels. */
const EM = 44;
/** Room around each letter for what its field tells outside of it. */
const PAD = FIELD_RANGE / 2 + 1;
/** Where letters stand in their em, from its top: a little above its middle, as what hangs below weighs less. */
const BASE = 0.8 * EM;
const PAGE_WIDTH = 1024;
/** At a stretch so much is done at the least, milliseconds. */
const STRETCH_MS = 6;

interface Glyph {
  readonly char: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly advance: number;
  readonly field: Uint8ClampedArray;
}

/**
 * The page's own letters for the boards, drawn once in this browser: the letters that come with the boards' library
 * know no accents. Others may be drawn meanwhile, the headset's pictures above all.
 */
async function makeLetters(weight: number) {
  const family = getComputedStyle(document.body).fontFamily;
  const font = `${weight} ${EM}px ${family}`;
  // What does not come is drawn in the next of the family.
  await document.fonts.load(font, BOARD_GLYPHS.join("")).catch(() => undefined);
  const cell = document.createElement("canvas");
  cell.width = cell.height = 4 * EM;
  const pen = cell.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("this browser draws no letters");
  const shelf = new GlyphShelf(PAGE_WIDTH);
  const glyphs: Glyph[] = [];
  let begun = performance.now();
  let stretchMs = STRETCH_MS;
  for (const char of BOARD_GLYPHS) {
    glyphs.push(drawGlyph(pen, font, char, shelf));
    if (performance.now() - begun < stretchMs) continue;
    const paused = performance.now();
    await new Promise((resolve) => setTimeout(resolve));
    begun = performance.now();
    // On a slow machine whoever waits between two pictures would never be done.
    stretchMs = Math.max(STRETCH_MS, begun - paused);
  }
  return describe(glyphs, shelf, pageOf(glyphs, shelf));
}

function drawGlyph(pen: CanvasRenderingContext2D, font: string, char: string, shelf: GlyphShelf): Glyph {
  pen.font = font;
  const { width: advance, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText(char);
  const left = PAD + Math.ceil(Math.max(0, actualBoundingBoxLeft));
  const up = PAD + Math.ceil(Math.max(0, actualBoundingBoxAscent));
  const width = Math.min(pen.canvas.width, left + Math.ceil(Math.max(0, actualBoundingBoxRight)) + PAD);
  const height = Math.min(pen.canvas.height, up + Math.ceil(Math.max(0, actualBoundingBoxDescent)) + PAD);
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.fillText(char, left, up);
  const { data } = pen.getImageData(0, 0, width, height);
  const coverage = Uint8Array.from({ length: width * height }, (_, i) => data[i * 4 + 3] ?? 0);
  return { char, ...shelf.put(width, height), width, height, left: -left, top: BASE - up, advance, field: distanceField(coverage, width, height) };
}

// All three colours tell the same distance: the library takes the middle one of them.
function pageOf(glyphs: readonly Glyph[], shelf: GlyphShelf): string {
  const page = document.createElement("canvas");
  page.width = PAGE_WIDTH;
  page.height = shelf.height;
  const brush = page.getContext("2d");
  if (!brush) throw new Error("this browser draws no letters");
  brush.fillRect(0, 0, page.width, page.height);
  for (const { x, y, width, height, field } of glyphs) {
    const image = brush.createImageData(width, height);
    for (let i = 0; i < field.length; i += 1) image.data.fill(field[i] ?? 0, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4);
    brush.putImageData(image, x, y);
  }
  return page.toDataURL("image/png");
}

function describe(glyphs: readonly Glyph[], shelf: GlyphShelf, page: string) {
  return {
    pages: [page],
    chars: glyphs.map(({ char, x, y, width, height, left, top, advance }, index) => ({
      id: char.codePointAt(0) ?? 0,
      index,
      char,
      x,
      y,
      width,
      height,
      xoffset: left,
      yoffset: top,
      xadvance: advance,
      chnl: 15,
      page: 0,
    })),
    info: { face: "boards", size: EM, bold: 0, italic: 0, charset: [...BOARD_GLYPHS], unicode: 1, stretchH: 100, smooth: 1, aa: 1, padding: [PAD, PAD, PAD, PAD], spacing: [0, 0], outline: 0 },
    common: { lineHeight: EM, base: BASE, scaleW: PAGE_WIDTH, scaleH: shelf.height, pages: 1, packed: 0, alphaChnl: 0, redChnl: 0, greenChnl: 0, blueChnl: 0 },
    distanceField: { fieldType: "sdf", distanceRange: FIELD_RANGE },
    kernings: [],
  };
}

/** The letters of all boards, in two weights; each is drawn when something is first written in it. */
export const BOARD_LETTERS = { boards: { "400": () => makeLetters(400), "700": () => makeLetters(650) } };
