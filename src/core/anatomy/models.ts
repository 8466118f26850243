// Apart from manifest.ts, whose schemas only those load who have a manifest to judge.
import type { AnatomyModel, AnatomyStructure, Manifest } from "./manifest";

/** Where the anatomy manifest is served from; model files lie beside it. */
export const MANIFEST_PATH = "/models/manifest.json";

/** The model of that id, or undefined. */
export function findModel(manifest: Manifest, id: string): AnatomyModel | undefined {
  return manifest.models.find((model) => model.id === id);
}

/** The structure of that id, or undefined. */
export function findStructure(model: AnatomyModel, id: string): AnatomyStructure | undefined {
  return model.structures.find((structure) => structure.id === id);
}

/** The file to load for a device: the light level where memory or fill rate is short, else the full one. */
export function modelFile(model: AnatomyModel, device: "full" | "light" | "test"): { file: string; bytes: number; sha256: string } {
  return model.levels.find((level) => level.level === device) ?? model;
}
