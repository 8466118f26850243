import { latin1, REST, viewOf, type ByteReader, type FileProblem } from "./byte-walk";

/** How large an image may be once it is decoded. */
export interface ImageLimits {
  readonly maxSide: number;
  readonly maxPixels: number;
}

function sizeProblem(width: number, height: number, { maxSide, maxPixels }: ImageLimits): FileProblem | null {
  if (width < 1 || height < 1) return "broken";
  return width > maxSide || height > maxSide || width * height > maxPixels ? "image_too_large" : null;
}

const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Compressed text and colour profiles: nobody needs more, and they unpack to anything. */
const MAX_SIDE_CHUNK = 1024 * 1024;
const PACKED_CHUNKS = ["zTXt", "iTXt", "iCCP"];

/** PNG (ISO/IEC 15948): its chunks in order, its size before anything is unpacked, nothing behind its end. No animation. */
export function* readPng(limits: ImageLimits): ByteReader {
  if (latin1(yield { take: 8 }) !== PNG_SIGNATURE) return "broken";
  let hasData = false;
  for (let isFirst = true; ; isFirst = false) {
    const head = yield { take: 8 };
    const length = viewOf(head).getUint32(0);
    const type = latin1(head.subarray(4));
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff || isFirst !== (type === "IHDR")) return "broken";
    if (type === "acTL" || type === "fcTL") return "animated";
    if (PACKED_CHUNKS.includes(type) && length > MAX_SIDE_CHUNK) return "image_too_large";
    if (type === "IHDR") {
      if (length !== 13) return "broken";
      const header = viewOf(yield { take: 13 });
      const problem = sizeProblem(header.getUint32(0), header.getUint32(4), limits);
      if (problem !== null) return problem;
      yield { pass: 4 };
      continue;
    }
    if (type === "IDAT") hasData = true;
    yield { pass: length + 4 };
    if (type === "IEND") return hasData && length === 0 ? null : "broken";
  }
}

/** Frame headers of JPEG (ISO/IEC 10918-1, B.1.1.3): all of C0…CF but tables and arithmetic conditioning. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** JPEG: its segments up to the first scan, its size from the frame header, and that it ends. */
export function* readJpeg(limits: ImageLimits): ByteReader {
  if (latin1(yield { take: 2 }) !== "\xff\xd8") return "broken";
  for (let isSized = false; ; ) {
    const [lead = 0, first = 0] = yield { take: 2 };
    if (lead !== 0xff) return "broken";
    let marker = first;
    while (marker === 0xff) [marker = 0] = yield { take: 1 };
    const length = viewOf(yield { take: 2 }).getUint16(0);
    if (length < 2 || marker < 0xc0 || marker === 0xd8 || marker === 0xd9) return "broken";
    if (marker === 0xda) {
      if (!isSized) return "broken";
      yield { pass: length - 2 };
      break;
    }
    if (!isFrame(marker)) {
      yield { pass: length - 2 };
      continue;
    }
    if (isSized || length < 8) return "broken";
    const frame = viewOf(yield { take: 5 });
    const problem = sizeProblem(frame.getUint16(3), frame.getUint16(1), limits);
    if (problem !== null) return problem;
    isSized = true;
    yield { pass: length - 7 };
  }
  let [before, ended] = [0, false];
  yield {
    pass: REST,
    to: (bytes) => {
      for (const byte of bytes) {
        if (before === 0xff && byte === 0xd9) ended = true;
        before = byte;
      }
    },
  };
  return ended ? null : "broken";
}

/** Width and height at the head of a WebP chunk, or null where it holds none (RFC 9649). */
function webpSize(type: string, head: Uint8Array): readonly [number, number] | null {
  const view = viewOf(head);
  if (type === "VP8X") return [1 + (view.getUint32(3, true) >>> 8), 1 + ((view.getUint16(7, true) | ((head[9] ?? 0) << 16)) >>> 0)];
  if (type === "VP8L") {
    const bits = view.getUint32(1, true);
    return head[0] === 0x2f ? [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)] : [0, 0];
  }
  if (type === "VP8 ") return [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff];
  return null;
}

/** WebP (RFC 9649): its chunks in order, its size, nothing behind its end. No animation. */
export function* readWebp(limits: ImageLimits): ByteReader {
  const head = yield { take: 12 };
  let left = viewOf(head).getUint32(4, true) - 4;
  if (latin1(head.subarray(0, 4)) !== "RIFF" || latin1(head.subarray(8)) !== "WEBP") return "broken";
  let hasImage = false;
  while (left > 0) {
    const chunk = yield { take: 8 };
    const type = latin1(chunk.subarray(0, 4));
    const length = viewOf(chunk).getUint32(4, true);
    const padded = length + (length % 2);
    left -= 8 + padded;
    if (left < 0) return "broken";
    if (type === "ANIM" || type === "ANMF") return "animated";
    if (type === "VP8X" || type === "VP8L" || type === "VP8 ") {
      if (length < 10) return "broken";
      const size = webpSize(type, yield { take: 10 }) ?? [0, 0];
      const problem = sizeProblem(size[0], size[1], limits);
      if (problem !== null) return problem;
      hasImage ||= type !== "VP8X";
      yield { pass: padded - 10 };
    } else yield { pass: padded };
  }
  return hasImage ? null : "broken";
}
