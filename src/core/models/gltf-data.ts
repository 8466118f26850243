import { viewOf } from "@/core/files/byte-walk";
import { inner, list, whole, type Json } from "./gltf-json";
import { MODEL_LIMITS, refuse } from "./limits";

/** Unpacks one block of meshopt data (`EXT_meshopt_compression`); null: it is broken. Given in, as it is a program of its own. */
export type UnpackBlock = (packed: Uint8Array, count: number, stride: number, mode: string, filter: string) => Uint8Array | null;

/** Bytes of a number of each component type, and how to read it (glTF 2.0, §3.6.2.2). */
const COMPONENTS: Readonly<Record<number, { readonly bytes: number; readonly most: number; readonly read: (view: DataView, at: number) => number }>> = {
  5120: { bytes: 1, most: 127, read: (view, at) => view.getInt8(at) },
  5121: { bytes: 1, most: 255, read: (view, at) => view.getUint8(at) },
  5122: { bytes: 2, most: 32_767, read: (view, at) => view.getInt16(at, true) },
  5123: { bytes: 2, most: 65_535, read: (view, at) => view.getUint16(at, true) },
  5125: { bytes: 4, most: 4_294_967_295, read: (view, at) => view.getUint32(at, true) },
  5126: { bytes: 4, most: 1, read: (view, at) => view.getFloat32(at, true) },
};
const FLOAT = 5126;
const WIDTHS: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const MODES = /^(ATTRIBUTES|TRIANGLES|INDICES)$/;
const FILTERS = /^(NONE|OCTAHEDRAL|QUATERNION|EXPONENTIAL|COLOR)$/;

/** A row of numbers in the bytes, checked to lie within them. */
interface Accessor {
  readonly view: DataView;
  readonly count: number;
  readonly width: number;
  readonly stride: number;
  readonly type: number;
  readonly isNormalised: boolean;
}

/** The numbers of a GLB, each row looked at before it is read. */
export class GltfData {
  readonly #views: readonly Json[];
  readonly #accessors: readonly Json[];
  readonly #unpacked = new Map<number, Uint8Array>();
  #unpackedBytes = 0;

  constructor(
    root: Json,
    private readonly bin: Uint8Array,
    private readonly unpack: UnpackBlock,
  ) {
    const most = MODEL_LIMITS.nodes * 20;
    this.#views = list(root, "bufferViews", most);
    this.#accessors = list(root, "accessors", most);
    const buffers = list(root, "buffers", 8);
    for (const [at, buffer] of buffers.entries()) {
      // Only the first has bytes in the file; further ones stand in for what is packed.
      if (at === 0 && whole(buffer, "byteLength") > bin.length) refuse("out_of_bounds");
    }
  }

  #slice(at: { readonly buffer: number; readonly from: number; readonly length: number }): Uint8Array {
    const { buffer, from, length } = at;
    if (buffer !== 0 || from + length > this.bin.length) refuse("out_of_bounds");
    return this.bin.subarray(from, from + length);
  }

  #bytesOf(index: number): Uint8Array {
    const view = this.#views[index] ?? refuse("out_of_bounds");
    const packing = inner(inner(view, "extensions"), "EXT_meshopt_compression");
    if (packing.buffer === undefined) return this.#slice({ buffer: whole(view, "buffer"), from: whole(view, "byteOffset", 0), length: whole(view, "byteLength") });
    const known = this.#unpacked.get(index);
    if (known !== undefined) return known;
    const [count, stride] = [whole(packing, "count"), whole(packing, "byteStride")];
    const { mode, filter = "NONE" } = packing;
    if (typeof mode !== "string" || !MODES.test(mode) || typeof filter !== "string" || !FILTERS.test(filter)) return refuse("odd_data");
    if (stride < 1 || stride > 256 || count * stride !== whole(view, "byteLength")) return refuse("out_of_bounds");
    this.#unpackedBytes += count * stride;
    if (this.#unpackedBytes > MODEL_LIMITS.unpackedBytes) return refuse("too_many_vertices");
    const packed = this.#slice({ buffer: whole(packing, "buffer"), from: whole(packing, "byteOffset", 0), length: whole(packing, "byteLength") });
    const made = this.unpack(packed, count, stride, mode, filter) ?? refuse("odd_data");
    this.#unpacked.set(index, made);
    return made;
  }

  /** How many elements an accessor states; nothing of it is read. */
  count(index: number): number {
    return whole(this.#accessors[index] ?? refuse("out_of_bounds"), "count");
  }

  #open(index: number, type: string): Accessor {
    const accessor = this.#accessors[index] ?? refuse("out_of_bounds");
    if (accessor.sparse !== undefined || accessor.bufferView === undefined) return refuse("odd_data");
    const component = whole(accessor, "componentType");
    const [rule, width] = [COMPONENTS[component], WIDTHS[type]];
    if (rule === undefined || width === undefined || accessor.type !== type) return refuse("odd_data");
    const viewIndex = whole(accessor, "bufferView");
    const bytes = this.#bytesOf(viewIndex);
    const size = rule.bytes * width;
    const stride = this.#stride(viewIndex, size);
    const [offset, count] = [whole(accessor, "byteOffset", 0), whole(accessor, "count")];
    if (count > MODEL_LIMITS.vertices * 3) refuse("too_many_vertices");
    if (count > 0 && offset + (count - 1) * stride + size > bytes.length) refuse("out_of_bounds");
    return { view: viewOf(bytes.subarray(offset)), count, width, stride, type: component, isNormalised: accessor.normalized === true };
  }

  #stride(viewIndex: number, size: number): number {
    const view = this.#views[viewIndex] ?? refuse("out_of_bounds");
    const packing = inner(inner(view, "extensions"), "EXT_meshopt_compression");
    const stride = packing.buffer === undefined ? whole(view, "byteStride", size) : whole(packing, "byteStride");
    return stride < size || stride > 256 ? refuse("out_of_bounds") : stride;
  }

  /** Rows of `type` as floats. Whole numbers count as shares of their type's largest where the file says so. */
  floats(index: number, type: "VEC3" | "VEC4"): Float32Array {
    const { view, count, width, stride, type: component, isNormalised } = this.#open(index, type);
    const { read, most, bytes } = COMPONENTS[component] ?? refuse("odd_data");
    const isShare = component !== FLOAT && isNormalised;
    const values = new Float32Array(count * width);
    for (let row = 0; row < count; row += 1) {
      for (let at = 0; at < width; at += 1) {
        const value = read(view, row * stride + at * bytes);
        if (!Number.isFinite(value)) refuse("not_numbers");
        values[row * width + at] = isShare ? Math.max(-1, value / most) : value;
      }
    }
    return values;
  }

  /** What the elements of an accessor are: one number, or several. */
  typeOf(index: number): string {
    const { type } = this.#accessors[index] ?? refuse("out_of_bounds");
    return typeof type === "string" ? type : refuse("odd_data");
  }

  /** Whole numbers, each below a bound. */
  wholes(index: number, below: number): Uint32Array {
    const { view, count, stride, type } = this.#open(index, "SCALAR");
    const { read } = (type === 5121 || type === 5123 || type === 5125 ? COMPONENTS[type] : undefined) ?? refuse("odd_data");
    const values = new Uint32Array(count);
    for (let at = 0; at < count; at += 1) {
      const value = read(view, at * stride);
      if (value >= below) refuse("index_out");
      values[at] = value;
    }
    return values;
  }
}
