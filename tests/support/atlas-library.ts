import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Document, NodeIO } from "@gltf-transform/core";
import type { Library } from "../../scripts/anatomy/atlas/library";

type Box = readonly [name: string, at: readonly [number, number, number], half: number, isOpen?: boolean];

/** A GLB of boxes, each with its six sides apart, as flat-shaded files come; an open box lacks its lid. */
async function boxes(list: readonly Box[]): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const scene = document.createScene("organ");
  const material = document.createMaterial("organ_mat").setBaseColorFactor([0.6, 0.2, 0.18, 1]);
  for (const [name, at, half, isOpen] of list) {
    const position: number[] = [];
    const normal: number[] = [];
    const index: number[] = [];
    for (let axis = 0; axis < 3; axis++)
      for (const way of [1, -1]) {
        if (isOpen && axis === 1 && way === 1) continue;
        const first = position.length / 3;
        for (const [u, v] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
          const point = [0, 0, 0];
          point[axis] = way * half;
          point[(axis + 1) % 3] = u * half;
          point[(axis + 2) % 3] = v * half;
          position.push(...point.map((value, c) => value + (at[c] ?? 0)));
          normal.push(...[0, 1, 2].map((c) => (c === axis ? way : 0)));
        }
        const corners = way === 1 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2];
        index.push(...corners.map((corner) => first + corner));
      }
    const vectors = (values: number[]) => document.createAccessor().setType("VEC3").setBuffer(buffer).setArray(Float32Array.from(values));
    const primitive = document
      .createPrimitive()
      .setMaterial(material)
      .setAttribute("POSITION", vectors(position))
      .setAttribute("NORMAL", vectors(normal))
      .setIndices(document.createAccessor().setType("SCALAR").setBuffer(buffer).setArray(Uint16Array.from(index)));
    scene.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
  }
  return new NodeIO().writeBinary(document);
}

const CROSSWALK = `"A table, with a comma",,
author,"Somebody
on two lines",
anatomical_structure_of,source_spatial_entity,node_name,label,OntologyID,representation_of,glb file of single organs
#x,#y,VH_F_left_ventricle,heart left ventricle,UBERON:0002084,-,VH_F_Heart
#x,#y,VH_F_mitral_valve,mitral valve,UBERON:0002135,-,VH_F_Heart
#x,#y,VH_F_pulmonary_vein_R_inf,left inferior pulmonary vein,FMA:49913,-,VH_F_Heart
#x,#y,VH_F_wrong,of another organ,FMA:8636,-,VH_F_Heart
-,#y,VH_F_cornua,-,-,-,VH_F_Uterus
#x,#y,VH_F_renal_pyramid_L_a,renal pyramid,UBERON:0004200,-,VH_F_Kidney_L
#x,#y,VH_F_renal_pyramid_L_b,renal pyramid,UBERON:0004200,-,VH_F_Kidney_L
#x,#y,VH_F_kidney_capsule_L,kidney capsule,UBERON:0002015,-,VH_F_Kidney_L
`;

/** Writes a library of two organs of boxes into a folder, and gives its list. */
export async function makeLibrary(folder: string): Promise<Library> {
  const heart = await boxes([
    ["VH_F_left_ventricle", [0.02, 0.44, 0], 0.02],
    ["VHF_mitral_valve", [-0.01, 0.45, 0], 0.005, true],
    ["VH_F_pulmonary_vein_R_inf", [-0.03, 0.46, 0], 0.006],
    ["VH_F_wrong", [0, 0.47, 0.02], 0.006],
    [`VH_F_${"very_long_branch_".repeat(5)}end`, [0, 0.48, 0], 0.004],
  ]);
  const kidney = await boxes([
    ["VH_F_kidney_capsule_L", [0.06, 0.3, 0], 0.02],
    ["VH_F_renal_pyramid_L_a", [0.06, 0.3, 0.005], 0.006],
    ["VH_F_renal_pyramid_L_b", [0.065, 0.31, 0.005], 0.006],
  ]);
  mkdirSync(folder, { recursive: true });
  const file = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return { file: name, release: `v9/models/${name}`, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  };
  return {
    title: "A made-up library",
    creators: "Nobody in particular",
    licence: "CC BY 4.0",
    licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
    home: "https://library.example.test/",
    base: "https://library.example.test/releases/",
    crosswalk: { ...file("crosswalk.csv", new TextEncoder().encode(CROSSWALK)), doi: "https://doi.example.test/1" },
    corrections: [{ node: "VH_F_wrong", label: "left anterior descending artery", uberon: "UBERON:8600102", why: "made wrong for the test" }],
    organs: [
      { organ: "heart", name: { en: "Heart", es: "Corazón" }, sex: "female", ...file("VH_F_Heart.glb", heart) },
      { organ: "kidney-left", name: { en: "Left kidney", es: "Riñón izquierdo" }, sex: "female", ...file("VH_F_Kidney_L.glb", kidney) },
    ],
  };
}
