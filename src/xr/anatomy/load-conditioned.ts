import { gradeFiles } from "@/core/anatomy/conditions";
import { modelFile } from "@/core/anatomy/models";
import type { Conditioned } from "@/room/models/conditioned";
import { loadStructures, ModelLoadError, unpackStructures, type StructureGeometry } from "./load-model";

/** The structures of a model that shows a condition: what is as in health from its own file, the rest from the grade's. */
export async function loadConditionedStructures(
  { healthy, grade, files }: Conditioned,
  level: "full" | "light",
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<StructureGeometry[]> {
  const structures = healthy.structures.filter(({ id }) => !grade.replaces.includes(id));
  const own = await loadStructures({ ...healthy, structures }, modelFile(healthy, level), onShare, signal);
  const changed = await Promise.all(
    gradeFiles(grade, level).map((file) => {
      const bytes = files.get(file.file);
      if (!bytes) throw new ModelLoadError("corrupt", `no ${file.file}`);
      return unpackStructures({ ...healthy, structures: grade.structures.filter(({ id }) => file.structures.includes(id)) }, bytes);
    }),
  );
  return [...own, ...changed.flat()];
}
