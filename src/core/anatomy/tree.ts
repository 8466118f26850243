import type { AnatomyModel, AnatomyStructure, StructureGroup } from "./manifest";
import { GROUP_ORDER, type Found, type Reason } from "./search";

interface RowPlace {
  /** Names the row among all of its model; stays the same when others come and go. */
  readonly key: string;
  readonly level: 1 | 2 | 3;
  /** Counted from 1, among the rows of the same parent. */
  readonly place: number;
  readonly of: number;
  readonly parent: string | null;
}

/** A row of the tree: the model, a group of its structures, or one of them. */
export type TreeRow =
  | (RowPlace & { readonly kind: "model"; readonly isOpen: boolean; readonly structures: readonly AnatomyStructure[] })
  | (RowPlace & { readonly kind: "group"; readonly group: StructureGroup; readonly isOpen: boolean; readonly structures: readonly AnatomyStructure[] })
  | (RowPlace & { readonly kind: "structure"; readonly structure: AnatomyStructure; readonly why: readonly Reason[] });

/** Key of the model's own row. */
export const MODEL_ROW = "model";

/** Key of a group's row. */
export const groupRow = (group: StructureGroup): string => `group ${group}`;

/** Key of a structure's row. */
export const structureRow = (id: string): string => `structure ${id}`;

/**
 * The rows that show, from top to bottom: model, its groups in reading order, their structures.
 * `closed` names the rows whose children are folded away; groups with nothing found are left out.
 */
export function rowsOf(model: AnatomyModel, found: readonly Found[], closed: ReadonlySet<string>): TreeRow[] {
  const groups = GROUP_ORDER.map((group) => ({ group, found: found.filter(({ structure }) => structure.group === group) })).filter((one) => one.found.length > 0);
  if (groups.length === 0) return [];
  const isOpen = !closed.has(MODEL_ROW);
  const top: TreeRow = { key: MODEL_ROW, kind: "model", level: 1, place: 1, of: 1, parent: null, isOpen, structures: found.map(({ structure }) => structure) };
  if (!isOpen) return [top];
  const below = groups.flatMap(({ group, found: inGroup }, i): TreeRow[] => {
    const key = groupRow(group);
    const isGroupOpen = !closed.has(key);
    const head: TreeRow = { key, kind: "group", group, level: 2, place: i + 1, of: groups.length, parent: MODEL_ROW, isOpen: isGroupOpen, structures: inGroup.map(({ structure }) => structure) };
    if (!isGroupOpen) return [head];
    return [head, ...inGroup.map(({ structure, why }, n): TreeRow => ({ key: structureRow(structure.id), kind: "structure", structure, why, level: 3, place: n + 1, of: inGroup.length, parent: key }))];
  });
  return [top, ...below];
}

/** What a key does in the tree. `fold`: closes or opens rows; `act`: the row's own business. */
export type TreeStep =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "fold"; readonly keys: readonly string[]; readonly isOpen: boolean }
  | { readonly kind: "act"; readonly what: "press" | "eye" };

/** Keys of the WAI-ARIA tree: arrows, Home, End, Enter, `*`; Space is the eye. Null where the key means nothing here. */
export function treeStep(rows: readonly TreeRow[], at: string, key: string): TreeStep | null {
  const i = rows.findIndex((row) => row.key === at);
  const row = rows[i];
  if (!row) return null;
  const go = (to: string | null | undefined): TreeStep | null => (to == null ? null : { kind: "go", to });
  switch (key) {
    case "ArrowDown":
      return go(rows[i + 1]?.key);
    case "ArrowUp":
      return go(rows[i - 1]?.key);
    case "Home":
      return go(rows[0]?.key);
    case "End":
      return go(rows.at(-1)?.key);
    case "ArrowRight":
      if (row.kind === "structure") return null;
      return row.isOpen ? go(rows[i + 1]?.key) : { kind: "fold", keys: [row.key], isOpen: true };
    case "ArrowLeft":
      if (row.kind !== "structure" && row.isOpen) return { kind: "fold", keys: [row.key], isOpen: false };
      return go(row.parent);
    case "*":
      return { kind: "fold", keys: rows.filter((one) => one.parent === row.parent && one.kind !== "structure").map((one) => one.key), isOpen: true };
    case "Enter":
      return { kind: "act", what: "press" };
    case " ":
      return { kind: "act", what: "eye" };
    default:
      return null;
  }
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The row that typed letters lead to: the next one, from `at` on and around, whose name begins with
 * them. One letter again and again goes through all that begin with it.
 */
export function typedTo(rows: readonly TreeRow[], at: string, typed: string, nameOf: (row: TreeRow) => string): string | null {
  const letters = plain(typed);
  if (letters === "") return null;
  const isSame = [...letters].every((letter) => letter === letters[0]);
  const wanted = isSame ? letters.slice(0, 1) : letters;
  const i = Math.max(0, rows.findIndex((row) => row.key === at));
  const from = isSame ? i + 1 : i;
  const around = [...rows.slice(from), ...rows.slice(0, from)];
  return around.find((row) => plain(nameOf(row)).startsWith(wanted))?.key ?? null;
}
