import { readFileSync } from "node:fs";
import type { DetailLevel } from "@/core/anatomy/governor";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { modelFile } from "@/core/anatomy/models";
import { joinStructures } from "@/xr/anatomy/join-structures";
import { unpackStructures, type StructureGeometry } from "@/xr/anatomy/load-model";

/** All structures of one of our models at a level, as a page unpacks them from the files that it fetches. */
export async function structuresOnDisk(model: AnatomyModel, level: DetailLevel): Promise<StructureGeometry[]> {
  const read = (file: string): Promise<StructureGeometry[]> => unpackStructures(model, new Uint8Array(readFileSync(`public/models/${file}`)), () => true);
  const { file, inside } = modelFile(model, level);
  const outside = await read(file);
  return inside ? joinStructures(model, outside, await read(inside.file)) : outside;
}
