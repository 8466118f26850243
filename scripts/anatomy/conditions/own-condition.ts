/** A condition that we grow ourselves, grade by grade: shape, words, codes and what each grade must measure. */
import type { Condition } from "@/core/anatomy/condition-manifest";
import type { CatalogueEntry } from "../catalogue";
import type { TriangleMesh } from "../mesh/measure";
import type { Level } from "../mesh/simplify";
import type { Organ } from "../organ";
import type { TissueName } from "../shade/tissues";

/** What one file is grown from. Grades that have a piece in common share its file. */
export interface Piece {
  /** Path and name of its files under `public/models`, without level and ending. */
  file: string;
  organ: () => Promise<Organ>;
  /** Parts that are written; the others are there to bound them. */
  keep: readonly string[];
  /** Full and, where it saves enough, light; what is small has one file for both. */
  levels: readonly [full: Level, light?: Level];
}

type Words = readonly [en: string, es: string];
type Meshes = ReadonlyMap<string, TriangleMesh>;

export interface GradeCheck {
  what: Words;
  unit: "mm" | "%" | "ml";
  value: (meshes: Meshes) => number;
  /** By the grade's source; open above where null. */
  range?: readonly [number, number | null];
}

export interface OwnGrade {
  id: string;
  name: Words;
  plain: Words;
  says: Words;
  replaces: readonly string[];
  /** Its structures: changed ones under their own id, and new ones. */
  catalogue: readonly CatalogueEntry[];
  pieces: readonly Piece[];
  sizes: readonly GradeCheck[];
  /** Enclosed volumes in the full level, ml, and separate closed surfaces where they are not one: committed by hand. */
  volumesMl: Readonly<Record<string, number>>;
  shells?: Readonly<Record<string, number>>;
}

export interface OwnCondition extends Pick<Condition, "id" | "model" | "codes" | "part" | "lookAtM" | "lookFrom" | "hiddenBy" | "sources"> {
  name: Words;
  plain: Words;
  words: Words;
  tissueOf: (id: string) => TissueName;
  grades: readonly OwnGrade[];
}

/** A catalogue's entry, changed where a grade shows it otherwise. */
export function changed(catalogue: readonly CatalogueEntry[], id: string, change: Partial<CatalogueEntry> = {}): CatalogueEntry {
  const own = catalogue.find((entry) => entry.id === id);
  if (!own) throw new Error(`no ${id}`);
  return { ...own, ...change };
}
