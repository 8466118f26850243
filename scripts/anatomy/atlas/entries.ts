/** What each node of a pulled file is called: id, names, codes, side and group, from node name and crosswalk alone. */
import { createHash } from "node:crypto";
import type { AnatomyStructure } from "@/core/anatomy/manifest";
import type { CatalogueEntry } from "../catalogue";
import type { Crosswalk, Term } from "./crosswalk";

/** A catalogue entry and the node of the publisher's file that it is made from. */
export interface AtlasEntry extends CatalogueEntry { readonly sourceNode: string }

type Side = AnatomyStructure["side"];

const LONGEST_ID = 64;
const bare = (node: string): string => node.replace(/^.*[:|]/, "").replace(/^(VH_?[FM]|SBU_[FM])_/, "");

/** Kebab case of a node name; one that is too long for a register is cut and told apart by a hash. */
export function idOf(node: string): string {
  const id = bare(node).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "part";
  if (id.length <= LONGEST_ID) return id;
  return `${id.slice(0, LONGEST_ID - 9).replace(/-+$/, "")}-${createHash("sha256").update(node).digest("hex").slice(0, 8)}`;
}

/** The side that a text names, `none` for neither or both. */
function sideIn(text: string): Side {
  const left = /\bleft\b/i.test(text);
  const right = /\bright\b/i.test(text);
  return left === right ? "none" : left ? "left" : "right";
}

const sideOfNode = (node: string): Side => {
  const name = bare(node).replace(/_/g, " ");
  const letter = /(?:^| )([LR])(?= |\d|$)/.exec(name)?.[1];
  return letter === undefined ? sideIn(name) : letter === "L" ? "left" : "right";
};

/** A readable name out of a node name, for nodes that the crosswalk does not name. */
function nameOfNode(node: string): string {
  const words = bare(node).replace(/_/g, " ").replace(/(?<=[a-z])\d+$/, "").replace(/ [a-z]$/, "");
  const side = sideOfNode(node);
  const rest = words.replace(/(^| )[LR](?= |$)/, "").trim();
  return side === "none" || sideIn(rest) !== "none" ? rest : `${side} ${rest}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const GROUPS: readonly (readonly [RegExp, AnatomyStructure["group"]])[] = [
  [/papillary|chorda/i, "inside"],
  [/valve|leaflet|cusp/i, "valves"],
  [/arter(y|ies|ial)|vein|venous|aorta|vena cava|pulmonary trunk|coronary sinus/i, "vessels"],
  [/septum|capsule|^skin/i, "walls"],
  [/ventricle|atrium/i, "chambers"],
];

const groupOf = (label: string): AnatomyStructure["group"] => GROUPS.find(([pattern]) => pattern.test(label))?.[1] ?? "parts";

/** Of the known entries, the one that means the same part, by its exact code, and not that of the other side. */
function same(known: readonly CatalogueEntry[], { uberon, fma }: Term, side: Side): CatalogueEntry | undefined {
  const isThisSide = (entry: CatalogueEntry): boolean => side === "none" || entry.side === "none" || entry.side === side;
  return known.find((entry) => isThisSide(entry) && ((entry.uberonMatch === "exact" && uberon !== null && entry.uberon === uberon) || (fma !== null && entry.fma === fma)));
}

interface Draft { node: string; term: Term; label: string; side: Side; known: CatalogueEntry | undefined }

/**
 * A side that node name and crosswalk disagree on is a mistake of one of them: the node's own name stands, which is
 * where the part lies, and the codes are left out rather than guessed.
 */
function draft(node: string, crosswalk: Crosswalk, known: readonly CatalogueEntry[]): Draft {
  const found = crosswalk(node) ?? { label: null, uberon: null, fma: null };
  const own = sideOfNode(node);
  const said = sideIn(found.label ?? "");
  const disagree = own !== "none" && said !== "none" && own !== said;
  const term = disagree ? { label: null, uberon: null, fma: null } : found;
  const side = own === "none" ? said : own;
  const label = term.label ?? nameOfNode(node);
  return { node, term, side, label: side !== "none" && sideIn(label) === "none" && own !== "none" ? `${label}, ${side}` : label, known: same(known, term, side) };
}

/**
 * Entries for all nodes. `known` lends Spanish, plain and other names and sentences for parts of the very same code; where it
 * has none, the English name stands and is marked. Parts of one name are numbered, and their code names their kind.
 */
export function atlasEntries(nodes: readonly string[], crosswalk: Crosswalk, known: readonly CatalogueEntry[]): AtlasEntry[] {
  const drafts = nodes.map((node) => draft(node, crosswalk, known));
  const times = new Map<string, number>();
  for (const { label } of drafts) times.set(label, (times.get(label) ?? 0) + 1);
  const numbers = new Map<string, number>();
  const ids = new Set<string>();
  return drafts.map(({ node, term, label, side, known: kin }) => {
    const isOne = times.get(label) === 1;
    const number = (numbers.get(label) ?? 0) + 1;
    numbers.set(label, number);
    const shown = capital(isOne ? label : `${label} ${number}`);
    const lent = isOne ? kin : undefined;
    let id = idOf(node);
    for (let copy = 2; ids.has(id); copy++) id = `${idOf(node).slice(0, LONGEST_ID - 4)}-${copy}`;
    ids.add(id);
    return {
      id,
      sourceNode: node,
      ...(term.uberon ? { uberon: term.uberon } : {}),
      uberonMatch: isOne ? "exact" : "broader",
      ...(term.fma ? { fma: term.fma } : {}),
      side,
      group: groupOf(label),
      ...(lent ? wordsOf(shown, lent) : english(shown)),
    };
  });
}

const wordsOf = (shown: string, { name, plain, words, synonyms }: CatalogueEntry): Pick<AtlasEntry, "name" | "plain" | "words" | "synonyms"> => ({
  name: { en: shown, es: name.es },
  plain,
  ...(words ? { words } : {}),
  ...(synonyms ? { synonyms } : {}),
});
const english = (text: string): Pick<AtlasEntry, "name" | "plain" | "untranslated"> => ({ name: { en: text, es: text }, plain: { en: text, es: text }, untranslated: ["es"] });
