import { latin1, viewOf } from "@/core/files/byte-walk";
import { GltfData, type UnpackBlock } from "./gltf-data";
import { indices, inner, list, numbers, parseDescription, text, whole, type Json } from "./gltf-json";
import { MODEL_LIMITS, refuse, type Dropped, type ReadModel, type ReadPart } from "./limits";
import { compose, isMirror, moved, multiply, STILL, type Matrix } from "./matrix";

const TRIANGLES = 4;
/** Points, lines, loops and strips of lines: nothing that has a surface. */
const IS_LINE = (mode: number): boolean => mode < TRIANGLES;

/** A mesh where it stands. */
interface Standing {
  readonly name: string;
  readonly mesh: Json;
  readonly matrix: Matrix;
}

function matrixOf(node: Json): Matrix {
  if (node.matrix !== undefined) return numbers(node, "matrix", STILL);
  return compose(numbers(node, "translation", [0, 0, 0]), numbers(node, "rotation", [0, 0, 0, 1]), numbers(node, "scale", [1, 1, 1]));
}

/** Roots of the scene that is shown; without scenes, nodes that are nobody's child. */
function rootsOf(root: Json, nodes: readonly Json[]): readonly number[] {
  const scenes = list(root, "scenes", 100);
  if (scenes.length > 0) return indices(scenes[whole(root, "scene", 0)] ?? refuse("description"), "nodes");
  const children = new Set(nodes.flatMap((node) => indices(node, "children")));
  return nodes.flatMap((_node, index) => (children.has(index) ? [] : [index]));
}

/** All meshes of the scene, each where its nodes put it. A node stands in one place: what loops or is shared is refused. */
function standingIn(root: Json): readonly Standing[] {
  const nodes = list(root, "nodes", Infinity);
  if (nodes.length > MODEL_LIMITS.nodes) refuse("too_many_nodes");
  const meshes = list(root, "meshes", MODEL_LIMITS.nodes);
  const found: Standing[] = [];
  const seen = new Set<number>();
  const visit = (index: number, above: Matrix, depth: number): void => {
    const node = nodes[index] ?? refuse("description");
    if (seen.has(index)) refuse("loops");
    if (depth > MODEL_LIMITS.nesting) refuse("too_deep");
    seen.add(index);
    const matrix = multiply(above, matrixOf(node));
    if (node.skin !== undefined) refuse("skinned");
    if (inner(node, "extensions").EXT_mesh_gpu_instancing !== undefined) refuse("needs_extension");
    if (node.mesh !== undefined) {
      const mesh = meshes[whole(node, "mesh")] ?? refuse("description");
      found.push({ name: text(node, "name") || text(mesh, "name"), mesh, matrix });
      if (found.length > MODEL_LIMITS.parts) refuse("too_many_parts");
    }
    for (const child of indices(node, "children")) visit(child, matrix, depth + 1);
  };
  for (const index of rootsOf(root, nodes)) visit(index, STILL, 1);
  return found;
}

interface Primitive {
  readonly position: number;
  readonly index: number | null;
  readonly colour: number | null;
  readonly base: readonly number[];
}

/** The primitives of a mesh that have a surface. */
function primitivesOf(mesh: Json, root: Json, dropped: Set<Dropped>): readonly Primitive[] {
  const materials = list(root, "materials", MODEL_LIMITS.nodes);
  return list(mesh, "primitives", MODEL_LIMITS.parts).flatMap((primitive) => {
    const mode = whole(primitive, "mode", TRIANGLES);
    if (inner(primitive, "extensions").KHR_draco_mesh_compression !== undefined) refuse("packed");
    if (IS_LINE(mode)) {
      dropped.add("lines");
      return [];
    }
    // Strips and fans: nobody writes them, and reading them wrongly would bend a surface.
    if (mode !== TRIANGLES) return refuse("odd_data");
    if (primitive.targets !== undefined) dropped.add("morphs");
    const attributes = inner(primitive, "attributes");
    const material = primitive.material === undefined ? {} : (materials[whole(primitive, "material")] ?? refuse("description"));
    const base = numbers(inner(material, "pbrMetallicRoughness"), "baseColorFactor", [1, 1, 1, 1]);
    const optional = (of: Json, key: string) => (of[key] === undefined ? null : whole(of, key));
    return [{ position: whole(attributes, "POSITION"), index: optional(primitive, "indices"), colour: optional(attributes, "COLOR_0"), base }];
  });
}

/** Held against the limits by what the file states, before a single number is read: a mesh that stands often counts often. */
function checkCounts(all: readonly (readonly Primitive[])[], data: GltfData): void {
  let [vertices, corners] = [0, 0];
  for (const { position, index } of all.flat()) {
    vertices += data.count(position);
    corners += data.count(index ?? position);
  }
  if (corners / 3 > MODEL_LIMITS.triangles) refuse("too_many_triangles");
  if (vertices > MODEL_LIMITS.vertices) refuse("too_many_vertices");
}

const share = (value: number | undefined): number => Math.min(1, Math.max(0, value ?? 1));

/** Colours of a primitive's vertices, linear; null where it has none at all. */
function coloursOf({ colour, base }: Primitive, vertices: number, data: GltfData): Float32Array | null {
  const isPlain = base.every((value) => value === 1);
  if (colour === null && isPlain) return null;
  const type = colour === null ? null : data.typeOf(colour);
  if (type !== null && type !== "VEC3" && type !== "VEC4") return refuse("odd_data");
  const given = colour === null || type === null ? null : data.floats(colour, type);
  const width = type === "VEC4" ? 4 : 3;
  if (given !== null && given.length !== vertices * width) refuse("out_of_bounds");
  const made = new Float32Array(vertices * 3);
  for (let v = 0; v < vertices; v += 1) {
    for (let c = 0; c < 3; c += 1) made[v * 3 + c] = share(given === null ? 1 : given[v * width + c]) * share(base[c]);
  }
  return made;
}

function readPrimitive(primitive: Primitive, matrix: Matrix, data: GltfData): Omit<ReadPart, "name"> {
  const position = moved(matrix, data.floats(primitive.position, "VEC3"));
  const vertices = position.length / 3;
  if (!position.every(Number.isFinite)) refuse("not_numbers");
  const index = primitive.index === null ? Uint32Array.from({ length: vertices }, (_none, at) => at) : data.wholes(primitive.index, vertices);
  if (index.length % 3 !== 0) refuse("odd_data");
  if (isMirror(matrix)) for (let at = 0; at < index.length; at += 3) [index[at], index[at + 1]] = [index[at + 1] ?? 0, index[at] ?? 0];
  return { position, index, colour: coloursOf(primitive, vertices, data) };
}

/** Several primitives as one part. */
function joined(name: string, pieces: readonly Omit<ReadPart, "name">[]): ReadPart {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return { name, ...first };
  const vertices = pieces.reduce((sum, { position }) => sum + position.length / 3, 0);
  const position = new Float32Array(vertices * 3);
  const index = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.index.length, 0));
  const colour = pieces.some((piece) => piece.colour !== null) ? new Float32Array(vertices * 3).fill(1) : null;
  let [vertex, corner] = [0, 0];
  for (const piece of pieces) {
    position.set(piece.position, vertex * 3);
    if (piece.colour !== null) colour?.set(piece.colour, vertex * 3);
    for (let at = 0; at < piece.index.length; at += 1) index[corner + at] = (piece.index[at] ?? 0) + vertex;
    vertex += piece.position.length / 3;
    corner += piece.index.length;
  }
  return { name, position, index, colour };
}

const LISTS: readonly (readonly [string, Dropped])[] = [["textures", "textures"], ["animations", "animations"], ["cameras", "cameras"]];

/** What a model has and its scene goes without. */
function droppedOf(root: Json): Set<Dropped> {
  const has = (key: string): boolean => Array.isArray(root[key]) && (root[key] as unknown[]).length > 0;
  const dropped = new Set(LISTS.flatMap(([key, word]) => (has(key) ? [word] : [])));
  if (inner(root, "extensions").KHR_lights_punctual !== undefined) dropped.add("lights");
  if (root.extras !== undefined || Object.keys(inner(root, "asset")).some((key) => key !== "version")) dropped.add("words");
  return dropped;
}

/** The two blocks of a GLB (glTF 2.0, §4.4). */
function blocksOf(bytes: Uint8Array): { readonly json: Uint8Array; readonly bin: Uint8Array } {
  if (bytes.length < 20) return refuse("cut_off");
  const view = viewOf(bytes);
  if (latin1(bytes.subarray(0, 4)) !== "glTF" || latin1(bytes.subarray(16, 20)) !== "JSON") return refuse("broken");
  if (view.getUint32(4, true) !== 2) return refuse("version");
  const total = view.getUint32(8, true);
  if (total !== bytes.length) return refuse(total > bytes.length ? "cut_off" : "broken");
  const behind = 20 + view.getUint32(12, true);
  if (behind > total) return refuse("cut_off");
  const json = bytes.subarray(20, behind);
  if (behind === total) return { json, bin: new Uint8Array(0) };
  if (behind + 8 > total || latin1(bytes.subarray(behind + 4, behind + 8)) !== "BIN\0" || view.getUint32(behind, true) !== total - behind - 8) return refuse("broken");
  return { json, bin: bytes.subarray(behind + 8) };
}

/**
 * Reads the surfaces of a GLB, each mesh of its scene a part, moved to where its nodes put it. Pictures, movements and
 * words are left out, and named.
 *
 * @throws ModelRefusal for what is not taken
 */
export function readGlb(bytes: Uint8Array, unpack: UnpackBlock): ReadModel {
  const { json, bin } = blocksOf(bytes);
  const root = parseDescription(json);
  const dropped = droppedOf(root);
  const standing = standingIn(root);
  const primitives = standing.map(({ mesh }) => primitivesOf(mesh, root, dropped));
  const data = new GltfData(root, bin, unpack);
  checkCounts(primitives, data);
  const parts = standing.flatMap(({ name, matrix }, at) => {
    const pieces = (primitives[at] ?? []).map((primitive) => readPrimitive(primitive, matrix, data)).filter(({ index }) => index.length > 0);
    return pieces.length === 0 ? [] : [joined(name, pieces)];
  });
  return parts.length === 0 ? refuse("no_triangles") : { parts, dropped: [...dropped] };
}
