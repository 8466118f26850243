import { gradeFiles } from "@/core/anatomy/conditions";
import type { ModelFile } from "@/core/anatomy/models";
import type { Conditioned } from "@/room/models/conditioned";
import { ModelLoadError, unpackStructures, type StructureGeometry } from "./load-model";
import { loadStructures } from "./load-structures";

/** The structures of a model that shows a condition: what is as in health from its own file, the rest from the grade's. */
export async function loadConditionedStructures(
  { healthy, grade, files }: Conditioned,
  file: ModelFile,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<StructureGeometry[]> {
  const structures = healthy.structures.filter(({ id }) => !grade.replaces.includes(id));
  const own = await loadStructures({ ...healthy, structures }, file, onShare, signal);
  const changed = await Promise.all(
    gradeFiles(grade, file.file === healthy.file ? "full" : "light").map((part) => {
      const bytes = files.get(part.file);
      if (!bytes) throw new ModelLoadError("corrupt", `no ${part.file}`);
      return unpackStructures({ ...healthy, structures: grade.structures.filter(({ id }) => part.structures.includes(id)) }, bytes);
    }),
  );
  return [...own, ...changed.flat()];
}
