// Models that are wrong on purpose, one for each way that we know, and what is said of each.
import type { ModelProblem } from "@/core/models/limits";
import { glbFile, glbWithPicture, pngFile } from "./sample-files";

/** A file that must not be taken, and as what. `before`: the look at the bytes while they come in already ends it. */
export interface HostileModel {
  readonly what: string;
  readonly name: string;
  readonly bytes: () => Buffer;
  /** Null: the reader leaves pictures out unread, so only the look at the bytes on their way in says so. */
  readonly problem: ModelProblem | null;
  readonly before?: string;
}

const f32 = (...values: number[]): Buffer => Buffer.from(new Float32Array(values).buffer);
const u16 = (...values: number[]): Buffer => Buffer.from(new Uint16Array([...values, ...(values.length % 2 === 1 ? [0] : [])]).buffer);
const CORNERS = [0, 0, 0, 1, 0, 0, 0, 1, 0];

/** A GLB of one triangle, changed as somebody likes. */
export function triangleGlb(change: (description: Record<string, unknown>) => void = () => undefined, corners: readonly number[] = CORNERS, index: readonly number[] = [0, 1, 2]): Buffer {
  const [points, order] = [f32(...corners), u16(...index)];
  const bin = Buffer.concat([points, order]);
  const description: Record<string, unknown> = {
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, type: "VEC3", count: corners.length / 3 },
      { bufferView: 1, componentType: 5123, type: "SCALAR", count: index.length },
    ],
    bufferViews: [
      { buffer: 0, byteLength: points.length },
      { buffer: 0, byteOffset: points.length, byteLength: order.length },
    ],
    buffers: [{ byteLength: bin.length }],
  };
  change(description);
  return glbFile(description, bin);
}

type Description = Record<string, unknown>;
const first = (description: Description, key: string): Description => (description[key] as Description[])[0] ?? {};
const primitive = (description: Description): Description => first(first(description, "meshes"), "primitives");
const set = (of: Description, more: object): void => void Object.assign(of, more);
/** A chain or fan of nodes above the one with the mesh. */
const chain = (length: number): object[] => Array.from({ length }, (_none, at) => (at === length - 1 ? { mesh: 0 } : { children: [at + 1] }));

/** A binary STL of a cube; side in the file's own unit. */
export function cubeStl(side = 10, header = ""): Buffer {
  const quads = [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]] as const;
  const corner = (at: number): number[] => [at & 1 ? side : 0, at & 2 ? side : 0, at & 4 ? side : 0];
  const facets = quads.flatMap(([a, b, c, d]) => [[a, b, c], [a, c, d]]);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(facets.length);
  return Buffer.concat([Buffer.alloc(80, header.padEnd(80, " ")), count, ...facets.map((facet) => Buffer.concat([f32(0, 0, 0), f32(...facet.flatMap(corner)), Buffer.alloc(2)]))]);
}

/** The text form of the same cube, or of whatever facets. */
export function textCube(side = 10, name = "cube"): Buffer {
  const stl = cubeStl(side);
  const facets: string[] = [];
  for (let at = 84; at < stl.length; at += 50) {
    const corners = [0, 1, 2].map((corner) => `vertex ${[0, 1, 2].map((axis) => stl.readFloatLE(at + 12 + corner * 12 + axis * 4)).join(" ")}`);
    facets.push(`facet normal 0 0 0\n outer loop\n  ${corners.join("\n  ")}\n endloop\nendfacet`);
  }
  return Buffer.from(`solid ${name}\n${facets.join("\n")}\nendsolid ${name}\n`);
}

function stlSaying(triangles: number, facets: number): Buffer {
  const stl = Buffer.alloc(84 + 50 * facets);
  stl.writeUInt32LE(triangles, 80);
  return stl;
}

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  bytes[at] = value;
  return bytes;
}

const withText = (find: string, put: string): Buffer => Buffer.from(textCube().toString().replace(find, put));

/** Every kind of wrong that we know. */
export const HOSTILE_MODELS: readonly HostileModel[] = [
  { what: "nothing behind its first word", name: "a.glb", bytes: () => Buffer.from("glTF"), problem: "cut_off", before: "files.broken" },
  { what: "a GLB that was cut off", name: "a.glb", bytes: () => triangleGlb().subarray(0, -8), problem: "cut_off", before: "files.broken" },
  { what: "a GLB with something behind its end", name: "a.glb", bytes: () => Buffer.concat([triangleGlb(), Buffer.from("MZ..")]), problem: "broken", before: "files.trailing_bytes" },
  { what: "a GLB of version 1", name: "a.glb", bytes: () => withByte(triangleGlb(), 4, 1), problem: "version", before: "files.broken" },
  { what: "a description of glTF 3", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { asset: { version: "2.0", minVersion: "3.0" } })), problem: "version" },
  { what: "a description that is no text", name: "a.glb", bytes: () => withByte(triangleGlb(), 25, 0xff), problem: "description", before: "files.broken" },
  { what: "a description that is a list", name: "a.glb", bytes: () => glbFile({ nodes: 7 }), problem: "description", before: "files.broken" },
  { what: "a key that programs trip over", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { extras: JSON.parse('{"__proto__":1}') as unknown })), problem: "description", before: "files.broken" },
  { what: "objects within each other without end", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { extras: JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`) as unknown })), problem: "description", before: "files.broken" },
  { what: "a part that is fetched from elsewhere", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "buffers"), { uri: "https://elsewhere.example/x.bin" })), problem: "refers_out", before: "files.model_refers_out" },
  { what: "a picture from this very machine", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { images: [{ uri: "file:///etc/passwd" }] })), problem: "refers_out", before: "files.model_refers_out" },
  { what: "a part inside its own description", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "buffers"), { uri: "data:application/octet-stream;base64,AAAA" })), problem: "refers_out", before: "files.model_refers_out" },
  { what: "an extension that we don't know", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { extensionsRequired: ["ACME_runs_scripts"] })), problem: "needs_extension", before: "files.model_unsupported" },
  { what: "instances that would be missing", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "nodes"), { extensions: { EXT_mesh_gpu_instancing: {} } })), problem: "needs_extension" },
  { what: "packed by Draco", name: "a.glb", bytes: () => triangleGlb((d) => set(primitive(d), { extensions: { KHR_draco_mesh_compression: { bufferView: 0 } } })), problem: "packed" },
  { what: "numbers behind the end of the file", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "bufferViews"), { byteLength: 4_000_000_000 })), problem: "out_of_bounds" },
  { what: "numbers behind the end of their block", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "accessors"), { byteOffset: 32 })), problem: "out_of_bounds" },
  { what: "an offset below nothing", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "accessors"), { byteOffset: -36 })), problem: "description" },
  { what: "rows that overlap themselves", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "bufferViews"), { byteStride: 4 })), problem: "out_of_bounds" },
  { what: "a buffer longer than the file", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "buffers"), { byteLength: 1e9 })), problem: "out_of_bounds" },
  { what: "corners that are no numbers", name: "a.glb", bytes: () => triangleGlb(undefined, [NaN, 0, 0, 1, 0, 0, 0, 1, 0]), problem: "not_numbers" },
  { what: "corners that are endless", name: "a.glb", bytes: () => triangleGlb(undefined, [Infinity, 0, 0, 1, 0, 0, 0, 1, 0]), problem: "not_numbers" },
  { what: "a node that scales beyond all numbers", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "nodes"), { scale: [1e308, 1e308, 1e308] })), problem: "not_numbers" },
  { what: "a triangle over corners that are not there", name: "a.glb", bytes: () => triangleGlb(undefined, CORNERS, [0, 1, 60_000]), problem: "index_out" },
  { what: "half a triangle", name: "a.glb", bytes: () => triangleGlb(undefined, CORNERS, [0, 1, 2, 0]), problem: "odd_data" },
  { what: "sparse numbers", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "accessors"), { sparse: { count: 1 } })), problem: "odd_data" },
  { what: "meshopt data that is noise", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "bufferViews"), { byteStride: 12, extensions: { EXT_meshopt_compression: { buffer: 0, byteLength: 30, byteStride: 12, count: 3, mode: "ATTRIBUTES" } } })), problem: "odd_data" },
  { what: "meshopt data that unpacks to gigabytes", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "bufferViews"), { byteLength: 2_400_000_000, extensions: { EXT_meshopt_compression: { buffer: 0, byteLength: 30, byteStride: 12, count: 200_000_000, mode: "ATTRIBUTES" } } })), problem: "too_many_vertices", before: "files.model_too_large" },
  { what: "more triangles than are drawn", name: "a.glb", bytes: () => triangleGlb((d) => set((d.accessors as Description[])[1] ?? {}, { count: 30_000_000 })), problem: "too_many_triangles" },
  { what: "one mesh that stands again and again until it is too much", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { scenes: [{ nodes: Array.from({ length: 150 }, (_none, at) => at) }], nodes: Array.from({ length: 150 }, () => ({ mesh: 0 })), accessors: [{ bufferView: 0, componentType: 5126, type: "VEC3", count: 3 }, { bufferView: 1, componentType: 5123, type: "SCALAR", count: 60_000 }] })), problem: "too_many_triangles" },
  { what: "more parts than a list can show", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { scenes: [{ nodes: Array.from({ length: 250 }, (_none, at) => at) }], nodes: Array.from({ length: 250 }, () => ({ mesh: 0 })) })), problem: "too_many_parts" },
  { what: "nodes by the thousand", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { nodes: Array.from({ length: 5_000 }, () => ({})) })), problem: "too_many_nodes" },
  { what: "nodes too deep within each other", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { nodes: chain(100) })), problem: "too_deep" },
  { what: "a node that is its own parent", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "nodes"), { children: [0] })), problem: "loops" },
  { what: "a mesh that hangs on bones", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "nodes"), { skin: 0 })), problem: "skinned" },
  { what: "lines alone", name: "a.glb", bytes: () => triangleGlb((d) => set(primitive(d), { mode: 1 })), problem: "no_triangles" },
  { what: "an empty scene", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "scenes"), { nodes: [] })), problem: "no_triangles" },
  { what: "everything in one point", name: "a.glb", bytes: () => triangleGlb(undefined, [0, 0, 0, 0, 0, 0, 0, 0, 0]), problem: "too_small" },
  { what: "larger than the earth", name: "a.glb", bytes: () => triangleGlb(undefined, [0, 0, 0, 1e9, 0, 0, 0, 1e9, 0]), problem: "too_big" },
  { what: "so far off that its digits are gone", name: "a.glb", bytes: () => triangleGlb((d) => set(first(d, "nodes"), { translation: [1_000_000, 0, 0] })), problem: "far_off" },
  { what: "a picture with more pixels than a graphics card holds", name: "a.glb", bytes: () => glbWithPicture(pngFile({ width: 60_000, height: 60_000 })), problem: "no_triangles", before: "files.image_too_large" },
  { what: "a picture a little larger than we take", name: "a.glb", bytes: () => glbWithPicture(pngFile({ width: 4_097, height: 4_096 })), problem: "no_triangles", before: "files.image_too_large" },
  { what: "a page that says it is a picture", name: "a.glb", bytes: () => glbWithPicture(Buffer.from("<svg onload=alert(1)></svg>")), problem: "no_triangles", before: "files.model_unsupported" },
  { what: "a picture behind the end of the file", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { images: [{ bufferView: 9 }] })), problem: null, before: "files.broken" },
  { what: "pictures by the hundred", name: "a.glb", bytes: () => triangleGlb((d) => set(d, { images: Array.from({ length: 100 }, () => ({ bufferView: 0 })) })), problem: null, before: "files.broken" },
  { what: "an STL that says it has more than it holds", name: "a.stl", bytes: () => stlSaying(4_000_000_000, 2), problem: "cut_off", before: "files.broken" },
  { what: "an STL with something behind its end", name: "a.stl", bytes: () => Buffer.concat([cubeStl(), Buffer.from("<html>")]), problem: "broken", before: "files.broken" },
  { what: "an STL of nothing", name: "a.stl", bytes: () => stlSaying(0, 0), problem: "no_triangles", before: "files.broken" },
  { what: "an STL in one point", name: "a.stl", bytes: () => stlSaying(2, 2), problem: "too_small" },
  { what: "an STL with corners that are no numbers", name: "a.stl", bytes: () => { const stl = cubeStl(); stl.writeFloatLE(NaN, 84 + 12); return stl; }, problem: "not_numbers" },
  { what: "a text STL that was cut off", name: "a.stl", bytes: () => Buffer.from(`${textCube().toString().slice(0, 400)}\nendsolid`), problem: "broken" },
  { what: "a text STL that spells numbers as it likes", name: "a.stl", bytes: () => withText("vertex 0 0 0", "vertex 0x10 0 0"), problem: "broken" },
  { what: "a text STL with a corner that is no number", name: "a.stl", bytes: () => withText("vertex 0 0 0", "vertex nan 0 0"), problem: "not_numbers" },
  { what: "a text STL with four corners to a facet", name: "a.stl", bytes: () => withText("endloop", "vertex 1 1 1 endloop"), problem: "broken" },
  { what: "a text STL with a word of a megabyte", name: "a.stl", bytes: () => withText("outer", "o".repeat(1_000_000)), problem: "broken" },
];
