// Apart from manifest.ts, whose schemas only those load who have a manifest to judge.
import type { DetailLevel } from "./governor";
import type { AnatomyModel, AnatomyStructure, Manifest } from "./manifest";

/** Where the anatomy manifest is served from; model files lie beside it. */
export const MANIFEST_PATH = "/models/manifest.json";

/** Where the models of another publisher are listed that this installation has pulled; empty where it has none. */
export const ATLAS_PATH = "/models/hra/manifest.json";

/** The model that a scene shows until somebody chooses another. */
export const FIRST_MODEL = "heart";

/** Who the pulled models are from, in short: what is said beside them. */
export const ATLAS = { title: "Human Reference Atlas", licence: "CC BY 4.0" } as const;

/** Whether a model is one of the pulled ones, which an installation may have or not. */
export function isPulled(modelId: string): boolean {
  return modelId.startsWith("hra-");
}

/** Before the id of a model that the practice brought in itself. */
const OWN = "own-";

/** Whether a model is the practice's own. */
export function isOwn(modelId: string): boolean {
  return modelId.startsWith(OWN);
}

/** The name in a room of a practice's own model. */
export function ownModelId(id: string): string {
  return `${OWN}${id}`;
}

/** The practice's own model behind a name in a room. */
export function ownIdOf(modelId: string): string {
  return modelId.slice(OWN.length);
}

/** The model that stood in a room with these registers. */
export function modelIn(registers: Readonly<Record<string, unknown>>): string {
  const id = registers["room/model"];
  return typeof id === "string" ? id : FIRST_MODEL;
}

/** The model of that id, or undefined. */
export function findModel(manifest: Manifest, id: string): AnatomyModel | undefined {
  return manifest.models.find((model) => model.id === id);
}

/** The structure of that id, or undefined. */
export function findStructure(model: AnatomyModel, id: string): AnatomyStructure | undefined {
  return model.structures.find((structure) => structure.id === id);
}

/** The file of a level of detail, and that of its inside where it is apart. */
export type ModelFile = Pick<AnatomyModel, "file" | "bytes" | "sha256" | "inside">;

/** The file of a level of detail: the light one where memory or fill rate is short. A model that lacks it has the next above it. */
export function modelFile(model: AnatomyModel, device: DetailLevel): ModelFile {
  const named = (wanted: DetailLevel): AnatomyModel["levels"][number] | undefined => model.levels.find(({ level }) => level === wanted);
  return named(device) ?? (device === "test" ? named("light") : undefined) ?? model;
}
