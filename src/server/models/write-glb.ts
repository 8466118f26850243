import "server-only";
import { MeshoptEncoder } from "meshoptimizer/encoder";
import type { FacedSurface } from "@/core/models/crease-normals";
import { boundsOf, longestSide } from "@/core/models/bounds";

/** One structure of a file of ours, in the file's own unit. */
export interface WrittenPart {
  /** Its node's name, and all that is said of it. */
  readonly id: string;
  readonly surface: FacedSurface;
}

/** Bits of a coordinate: a model is cut into so many steps along its longest side. */
const STEPS = 65_535;
/** Linear light of what has no colour of its own: pale, between bone and plaster. */
const PALE = [0.66, 0.6, 0.5] as const;

interface Block {
  readonly packed: Uint8Array;
  readonly count: number;
  readonly stride: number;
  readonly mode: "ATTRIBUTES" | "TRIANGLES";
  readonly accessor: object;
}

function reordered(surface: FacedSurface): { readonly index: Uint32Array; readonly order: Uint32Array; readonly unique: number } {
  const index = surface.index.slice();
  const [order, unique] = MeshoptEncoder.reorderMesh(index, true, true);
  return { index, order, unique };
}

const byte = (value: number): number => Math.max(-127, Math.min(127, Math.round(value * 127)));

/** The rows of one structure: places in steps of the model's grid, ways of facing and colours in bytes. */
function blocksOf({ surface }: WrittenPart, from: readonly number[], step: number): readonly Block[] {
  const { index, order, unique } = reordered(surface);
  const places = new Uint16Array(unique * 4);
  const facing = new Int8Array(unique * 4);
  const colours = new Uint8Array(unique * 4).fill(255);
  const [least, most] = [[STEPS, STEPS, STEPS], [0, 0, 0]];
  for (let v = 0; v < order.length; v += 1) {
    const to = order[v] ?? 0xffffffff;
    if (to === 0xffffffff) continue;
    for (let c = 0; c < 3; c += 1) {
      const place = Math.max(0, Math.min(STEPS, Math.round(((surface.position[v * 3 + c] ?? 0) - (from[c] ?? 0)) / step)));
      places[to * 4 + c] = place;
      least[c] = Math.min(least[c] ?? 0, place);
      most[c] = Math.max(most[c] ?? 0, place);
      facing[to * 4 + c] = byte(surface.normal[v * 3 + c] ?? 0);
      colours[to * 4 + c] = Math.round(255 * (surface.colour?.[v * 3 + c] ?? PALE[c] ?? 1));
    }
  }
  const rows = (data: Uint16Array | Int8Array | Uint8Array, stride: number, accessor: object): Block => ({
    packed: MeshoptEncoder.encodeGltfBuffer(new Uint8Array(data.buffer), unique, stride, "ATTRIBUTES"),
    count: unique,
    stride,
    mode: "ATTRIBUTES",
    accessor: { ...accessor, count: unique },
  });
  return [
    { packed: MeshoptEncoder.encodeGltfBuffer(new Uint8Array(index.buffer), index.length, 4, "TRIANGLES"), count: index.length, stride: 4, mode: "TRIANGLES", accessor: { componentType: 5125, type: "SCALAR", count: index.length } },
    rows(places, 8, { componentType: 5123, type: "VEC3", min: least, max: most }),
    rows(facing, 4, { componentType: 5120, type: "VEC3", normalized: true }),
    rows(colours, 4, { componentType: 5121, type: "VEC4", normalized: true }),
  ];
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

/** A GLB of a description and one block of bytes (glTF 2.0, §4.4). */
function glb(description: object, bin: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(description));
  const jsonBytes = padded(text.length);
  const whole = new Uint8Array(20 + jsonBytes + 8 + bin.length).fill(0x20, 20, 20 + jsonBytes);
  const view = new DataView(whole.buffer);
  const words: readonly (readonly [number, number])[] = [[0, 0x46546c67], [4, 2], [8, whole.length], [12, jsonBytes], [16, 0x4e4f534a], [20 + jsonBytes, bin.length], [24 + jsonBytes, 0x004e4942]];
  for (const [at, value] of words) view.setUint32(at, value, true);
  whole.set(text, 20);
  whole.set(bin, 28 + jsonBytes);
  return whole;
}

/**
 * Writes structures as a file of ours: one node each, named by its id; packed with meshopt; nothing in it but places,
 * ways of facing and colours. Needs `MeshoptEncoder.ready`.
 */
export function writeGlb(parts: readonly WrittenPart[]): Uint8Array {
  const bounds = boundsOf(parts.map(({ surface }) => surface));
  const step = longestSide(bounds) / STEPS;
  const [bufferViews, accessors, meshes, nodes, chunks]: [object[], object[], object[], object[], Uint8Array[]] = [[], [], [], [], []];
  let [at, unpacked] = [0, 0];
  for (const part of parts) {
    const first = accessors.length;
    for (const { packed, count, stride, mode, accessor } of blocksOf(part, bounds.min, step)) {
      const byteLength = count * stride;
      const target = mode === "TRIANGLES" ? { target: 34_963 } : { target: 34_962, byteStride: stride };
      accessors.push({ bufferView: bufferViews.length, ...accessor });
      bufferViews.push({
        buffer: 1,
        byteOffset: unpacked,
        byteLength,
        ...target,
        extensions: { EXT_meshopt_compression: { buffer: 0, byteOffset: at, byteLength: packed.length, byteStride: stride, mode, count } },
      });
      chunks.push(packed);
      at += padded(packed.length);
      unpacked += padded(byteLength);
    }
    meshes.push({ primitives: [{ attributes: { POSITION: first + 1, NORMAL: first + 2, COLOR_0: first + 3 }, indices: first, material: 0 }] });
    nodes.push({ name: part.id, mesh: meshes.length - 1, translation: bounds.min, scale: [step, step, step] });
  }
  const bin = new Uint8Array(at);
  let place = 0;
  for (const chunk of chunks) {
    bin.set(chunk, place);
    place += padded(chunk.length);
  }
  const description = {
    asset: { version: "2.0", generator: "Bedside" },
    extensionsUsed: ["EXT_meshopt_compression", "KHR_mesh_quantization"],
    extensionsRequired: ["EXT_meshopt_compression", "KHR_mesh_quantization"],
    scene: 0,
    scenes: [{ nodes: nodes.map((_node, index) => index) }],
    nodes,
    meshes,
    materials: [{ pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.6 } }],
    accessors,
    bufferViews,
    buffers: [{ byteLength: bin.length }, { byteLength: unpacked, extensions: { EXT_meshopt_compression: { fallback: true } } }],
  };
  return glb(description, bin);
}
