/** Describes finished files of conditions: words from their lists, figures measured from the bytes themselves. */
import { conditionSchema, type Condition, type ConditionGrade, type GradeFile } from "@/core/anatomy/condition-manifest";
import type { TriangleMesh } from "../mesh/measure";
import { tissueHex, tissues } from "../shade/tissues";
import { describeStructure, sha256 } from "../write/manifest";
import { readModel } from "../write/read-model";
import type { OwnCondition, OwnGrade, Piece } from "./own-condition";

/** The names of a piece's files: of the full level, and of the light one if it is another. */
export const filesOf = ({ file, levels }: Piece): readonly [full: string, light?: string] => (levels.length > 1 ? [`${file}.glb`, `${file}-lod1.glb`] : [`${file}.glb`]);

export type ReadFile = (file: string) => Uint8Array;
const both = ([en, es]: readonly [string, string]): { en: string; es: string } => ({ en, es });

async function describeFile(file: string, read: ReadFile): Promise<{ told: GradeFile; meshes: Map<string, TriangleMesh> }> {
  const bytes = read(file);
  const meshes = await readModel(bytes);
  const triangles = [...meshes.values()].reduce((sum, mesh) => sum + mesh.index.length / 3, 0);
  return { told: { file, bytes: bytes.length, sha256: sha256(bytes), triangles, structures: [...meshes.keys()] }, meshes };
}

async function describeGrade(grade: OwnGrade, tissueOf: OwnCondition["tissueOf"], read: ReadFile): Promise<ConditionGrade> {
  const full: GradeFile[] = [], light: GradeFile[] = [];
  const meshes = new Map<string, TriangleMesh>();
  for (const piece of grade.pieces) {
    const [fullFile, lightFile] = filesOf(piece);
    const first = await describeFile(fullFile, read);
    full.push(first.told);
    light.push(lightFile ? (await describeFile(lightFile, read)).told : first.told);
    for (const [id, mesh] of first.meshes) meshes.set(id, mesh);
  }
  const structures = grade.catalogue.map((entry) => {
    const mesh = meshes.get(entry.id);
    if (!mesh) throw new Error(`${grade.id}: no ${entry.id} in its files`);
    const tissue = tissueOf(entry.id);
    return describeStructure(entry, mesh, { colour: tissueHex(tissue), roughness: tissues[tissue].roughness });
  });
  return {
    id: grade.id,
    name: both(grade.name),
    plain: both(grade.plain),
    says: both(grade.says),
    replaces: [...grade.replaces],
    structures,
    files: { full, light },
    sizes: grade.sizes.map(({ what, unit, value, range }) => ({ what: both(what), unit, value: Number(value(meshes).toFixed(2)), ...(range ? { range: [range[0], range[1]] as [number, number | null] } : {}) })),
  };
}

/** The manifest's entry of one condition. Throws where files and words disagree. */
export async function describeCondition({ name, plain, words, tissueOf, grades, ...about }: OwnCondition, read: ReadFile): Promise<Condition> {
  const told: ConditionGrade[] = [];
  for (const grade of grades) told.push(await describeGrade(grade, tissueOf, read));
  return conditionSchema.parse({ ...about, name: both(name), plain: both(plain), words: both(words), grades: told });
}
