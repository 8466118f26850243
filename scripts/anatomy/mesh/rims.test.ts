import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { union, type Field } from "../field/distance";
import { heart } from "../heart/organ";
import { readWhole, type StoredMesh } from "../write/read-model";

const folder = resolve(import.meta.dirname, "../../../public/models");
const PATIENCE_MS = 120_000;

/** Depth that is a dent, µm, and the share of a line that may be one. */
const DENT = 150;
const FEW = 0.06;

/** Vessels that pass into each other, and chambers that they open into; how deep a single point may lie, µm: behind the inferior cava's mouth two are in a pit. */
const meetings: readonly (readonly [string, string, number])[] = [
  ["ascending-aorta", "aortic-arch", DENT], ["aortic-arch", "descending-aorta", DENT],
  ["aortic-arch", "brachiocephalic-artery", DENT], ["aortic-arch", "left-common-carotid-artery", DENT], ["aortic-arch", "left-subclavian-artery", DENT],
  ["pulmonary-trunk", "left-pulmonary-artery", DENT], ["pulmonary-trunk", "right-pulmonary-artery", DENT],
  ["right-atrium", "superior-vena-cava", DENT], ["right-atrium", "inferior-vena-cava", 400], ["left-atrium", "pulmonary-veins", DENT],
];

const keyOf = ({ position }: StoredMesh, v: number): string => `${position[v * 3]},${position[v * 3 + 1]},${position[v * 3 + 2]}`;

interface Faces { /** Corners of each face, as places. */ faces: [string, string, string][]; places: Set<string> }
function facesOf(mesh: StoredMesh): Faces {
  const faces: Faces["faces"] = [];
  for (let t = 0; t < mesh.index.length; t += 3) faces.push([0, 1, 2].map((c) => keyOf(mesh, mesh.index[t + c] ?? 0)) as [string, string, string]);
  return { faces, places: new Set(faces.flat()) };
}

/** Places where faces of `a` alone meet faces of `b` alone and no third structure is: the line that is seen between them. */
function rimOf(all: ReadonlyMap<string, Faces>, a: string, b: string): string[] {
  const [one, other] = [all.get(a), all.get(b)];
  if (!one || !other) throw new Error(`no ${a} or ${b}`);
  const alone = (of: Faces, than: Faces): Set<string> => {
    const shared = new Set(than.faces.map((face) => [...face].sort().join(" ")));
    return new Set(of.faces.filter((face) => !shared.has([...face].sort().join(" "))).flat());
  };
  const ofOther = alone(other, one);
  const thirds = [...all].filter(([id]) => id !== a && id !== b).map(([, { places }]) => places);
  return [...alone(one, other)].filter((place) => ofOther.has(place) && !thirds.some((places) => places.has(place)));
}

describe.each(["heart.glb", "heart-lod1.glb"])("where the vessels of %s meet", (file) => {
  const all = new Map<string, Faces>();
  let solid: Field, hollow: Field;
  beforeAll(async () => {
    const [shared] = heart(0.9).sets;
    if (!shared) throw new Error("the heart has no parts");
    const names = new Set(shared.parts.map(({ name }) => name));
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, name)));
    for (const [id, mesh] of await readWhole(read(file), read(file.replace(".glb", "-inside.glb")))) if (names.has(id)) all.set(id, facesOf(mesh));
    solid = union(...shared.parts.filter(({ kind }) => kind === "tissue").map(({ f }) => f));
    hollow = union(...shared.parts.filter(({ kind }) => kind === "air").map(({ f }) => f));
  }, PATIENCE_MS);

  /** How deep the line between two lies under the surface that they have together, µm, from the least to the most. */
  const depthsOf = (a: string, b: string): number[] =>
    rimOf(all, a, b).flatMap((place) => {
      const [x, y, z] = place.split(",").map((m) => Number(m) * 1e3) as [number, number, number];
      const depth = -solid(x, y, z);
      // nearer to the hollow than to the outside, it is the line on the inner side of the walls
      return hollow(x, y, z) > depth ? [Math.round(depth * 1e3)] : [];
    }).sort((p, q) => p - q);

  it.each(meetings)("%s passes into %s without a dent", (a, b, most) => {
    const depths = depthsOf(a, b);
    expect(depths.length).toBeGreaterThan(4);
    expect(depths.at(-1), depths.join(" ")).toBeLessThan(most);
    expect(depths.filter((depth) => depth >= DENT).length / depths.length, depths.join(" ")).toBeLessThan(FEW);
  });
});
