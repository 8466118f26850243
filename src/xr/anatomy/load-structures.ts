import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFile } from "@/core/anatomy/models";
import { joinStructures } from "./join-structures";
import { loadOutside, loadRest, type OnShare, type StructureGeometry } from "./load-model";

/** Fetches the rest of a model and joins it to what is here already. */
export async function loadInside(
  model: AnatomyModel,
  inside: NonNullable<ModelFile["inside"]>,
  outside: readonly StructureGeometry[],
  onShare: OnShare,
  signal: AbortSignal,
): Promise<StructureGeometry[]> {
  return joinStructures(model, outside, await loadRest(model, inside, onShare, signal));
}

/** All of a model, from one file or from both at once. */
export async function loadStructures(model: AnatomyModel, file: ModelFile, onShare: OnShare, signal: AbortSignal): Promise<StructureGeometry[]> {
  const { inside } = file;
  if (!inside) return loadOutside(model, file, onShare, signal);
  const here = { outside: 0, inside: 0 };
  const hear = (which: keyof typeof here): OnShare => (share) => {
    here[which] = share;
    onShare((here.outside * file.bytes + here.inside * inside.bytes) / (file.bytes + inside.bytes));
  };
  const [outside, rest] = await Promise.all([loadOutside(model, file, hear("outside"), signal), loadRest(model, inside, hear("inside"), signal)]);
  return joinStructures(model, outside, rest);
}
