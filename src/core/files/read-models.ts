import { z } from "zod";
import { latin1, REST, viewOf, walkBytes, type ByteReader, type ByteWalk, type FileProblem } from "./byte-walk";
import { jsonProblem } from "../kit/json-limits";
import { readJpeg, readPng, readWebp, type ImageLimits } from "./read-images";

const MAX_JSON_BYTES = 8 * 1024 * 1024;
/** What all the geometry of a model may take up once it is unpacked, in bytes. */
const MAX_UNPACKED = 1024 * 1024 * 1024;
const MAX_THINGS = 100_000;
const MAX_IMAGES = 64;
/** Triangles of an STL; as `MODEL_LIMITS`, whose reader looks at the rest. */
const MAX_TRIANGLES = 2_000_000;

/** Extensions that a model may need to be shown; one that needs another could not be shown anyhow. */
const KNOWN_EXTENSIONS = /^(EXT_meshopt_compression|EXT_mesh_gpu_instancing|EXT_texture_webp|KHR_mesh_quantization|KHR_texture_transform|KHR_materials_[a-z_]+)$/;

const whole = z.number().int().nonnegative();
const Packed = z.object({ count: whole, byteStride: whole });
const Extensions = z.object({ EXT_meshopt_compression: Packed.optional() }).optional();

/** What must be known of the description of a model (glTF 2.0) before anything of it is unpacked. */
const Description = z.object({
  asset: z.object({ version: z.literal("2.0") }),
  extensionsRequired: z.array(z.string()).max(20).default([]),
  buffers: z.array(z.object({ byteLength: whole, uri: z.string().optional() })).max(MAX_THINGS).default([]),
  bufferViews: z.array(z.object({ buffer: whole, byteOffset: whole.default(0), byteLength: whole, extensions: Extensions })).max(MAX_THINGS).default([]),
  accessors: z.array(z.object({ count: whole, type: z.string() })).max(MAX_THINGS).default([]),
  images: z.array(z.object({ uri: z.string().optional(), bufferView: whole.optional(), mimeType: z.string().optional() })).max(MAX_IMAGES).default([]),
  nodes: z.array(z.unknown()).max(MAX_THINGS).default([]),
  meshes: z.array(z.unknown()).max(MAX_THINGS).default([]),
});
type Description = z.infer<typeof Description>;

/** Numbers in one element of an accessor (glTF 2.0, §3.6.2.2). */
const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 };

function describe(bytes: Uint8Array): Description | FileProblem {
  const text = new TextDecoder().decode(bytes);
  if (jsonProblem(text, { maxDepth: 32, maxKeys: 2_000_000 }) !== null) return "broken";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Told to whoever gave the file.
    return "broken";
  }
  const parsed = Description.safeParse(json);
  return parsed.success ? parsed.data : "broken";
}

function descriptionProblem({ extensionsRequired, buffers, bufferViews, accessors, images }: Description, binBytes: number): FileProblem | null {
  if (extensionsRequired.some((each) => !KNOWN_EXTENSIONS.test(each))) return "model_unsupported";
  if ([...buffers, ...images].some(({ uri }) => uri !== undefined)) return "model_refers_out";
  const unpacked = accessors.reduce((sum, { count, type }) => sum + count * 4 * (WIDTHS[type] ?? 16), 0);
  const meshopt = bufferViews.reduce((sum, { extensions }) => {
    const packed = extensions?.EXT_meshopt_compression;
    return sum + (packed === undefined ? 0 : packed.count * packed.byteStride);
  }, 0);
  if (unpacked > MAX_UNPACKED || meshopt > MAX_UNPACKED) return "model_too_large";
  const outside = images.some(({ bufferView }) => {
    const view = bufferView === undefined ? undefined : bufferViews[bufferView];
    return view === undefined || view.buffer !== 0 || view.byteOffset + view.byteLength > binBytes;
  });
  return outside ? "broken" : null;
}

interface Region {
  readonly from: number;
  readonly length: number;
}

/** Where the pictures of a model stand in its bytes, in order; two that share a place are one. */
function regionsOf({ images, bufferViews }: Description): readonly Region[] {
  const views = images.flatMap(({ bufferView }) => (bufferView === undefined ? [] : (bufferViews[bufferView] ?? [])));
  const regions = views.map(({ byteOffset, byteLength }) => ({ from: byteOffset, length: byteLength }));
  const sorted = regions.sort((a, b) => a.from - b.from || b.length - a.length);
  return sorted.filter(({ from }, index) => from !== sorted[index - 1]?.from);
}

function imageReader(head: Uint8Array, limits: ImageLimits): ByteReader | null {
  if (head[0] === 0x89) return readPng(limits);
  if (head[0] === 0xff) return readJpeg(limits);
  return head[0] === 0x52 ? readWebp(limits) : null;
}

/** A picture inside of a model, held to the same rules as one by itself. */
function* readPicture(length: number, limits: ImageLimits): ByteReader {
  if (length < 12) return "broken";
  const head = yield { take: 12 };
  const reader = imageReader(head, limits);
  if (reader === null) return "model_unsupported";
  const walk: ByteWalk = walkBytes(reader);
  let problem = walk.push(head);
  yield { pass: length - 12, to: (bytes) => (problem ??= walk.push(bytes)) };
  return problem ?? walk.end();
}

/** GLB (glTF 2.0, §4.4): one description, one block of bytes, nothing behind; all it needs is in it; bounded once unpacked. */
export function* readGlb(limits: ImageLimits): ByteReader {
  const head = yield { take: 20 };
  const view = viewOf(head);
  const [total, jsonBytes] = [view.getUint32(8, true), view.getUint32(12, true)];
  if (latin1(head.subarray(0, 4)) !== "glTF" || view.getUint32(4, true) !== 2 || latin1(head.subarray(16)) !== "JSON") return "broken";
  if (jsonBytes > MAX_JSON_BYTES) return "model_too_large";
  const description = describe(yield { take: jsonBytes });
  if (typeof description === "string") return description;
  const left = total - 20 - jsonBytes;
  if (left === 0) return descriptionProblem(description, 0);
  const chunk = left < 8 ? null : yield { take: 8 };
  if (chunk === null || latin1(chunk.subarray(4)) !== "BIN\0" || viewOf(chunk).getUint32(0, true) !== left - 8) return "broken";
  const problem = descriptionProblem(description, left - 8);
  if (problem !== null) return problem;
  let at = 0;
  for (const { from, length } of regionsOf(description)) {
    // Pictures that overlap are nothing that a program writes.
    if (from < at) return "broken";
    yield { pass: from - at };
    const wrong = yield* readPicture(length, limits);
    if (wrong !== null) return wrong;
    at = from + length;
  }
  yield { pass: left - 8 - at };
  return null;
}

const isPlainText = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127));

/** STL: the binary form, whose length says how many triangles it holds, or the text form from `solid` to `endsolid`. */
export function* readStl(): ByteReader {
  const head = yield { take: 84 };
  if (head[0] === 0x3c) return "broken";
  const triangles = viewOf(head).getUint32(80, true);
  let [length, isText, tail] = [84, isPlainText(head), ""];
  yield {
    pass: REST,
    to: (bytes) => {
      length += bytes.length;
      isText &&= isPlainText(bytes);
      if (isText) tail = (tail + latin1(bytes.subarray(-200))).slice(-200);
    },
  };
  if (length === 84 + 50 * triangles) return triangles === 0 ? "broken" : triangles > MAX_TRIANGLES ? "model_too_large" : null;
  return isText && /^solid\b/.test(latin1(head)) && /\bendsolid\b/.test(tail) ? null : "broken";
}
