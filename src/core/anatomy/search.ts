import type { AnatomyModel, AnatomyStructure, StructureGroup } from "./manifest";

/** Order in which groups of structures are listed. */
export const GROUP_ORDER: readonly StructureGroup[] = ["chambers", "valves", "vessels", "walls", "inside", "parts"];

const plainText = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Whether a structure answers a search: every word of it begins a word of a name or code, in any language. */
export function matches(structure: AnatomyStructure, query: string): boolean {
  const wanted = plainText(query).split(" ").filter(Boolean);
  const names = [structure.name.en, structure.name.es, structure.plain.en, structure.plain.es, structure.id, structure.uberon ?? "", structure.fma ?? ""];
  const words = names.flatMap((name) => plainText(name).split(" "));
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}

/** Structures of a model that answer a search, by group in reading order; empty groups are left out. */
export function findByGroup(model: AnatomyModel, query: string): { group: StructureGroup; structures: AnatomyStructure[] }[] {
  return GROUP_ORDER.map((group) => ({
    group,
    structures: model.structures.filter((structure) => structure.group === group && matches(structure, query)),
  })).filter((entry) => entry.structures.length > 0);
}
