import { describe, expect, it } from "vitest";
import type { Edit } from "@/core/room/undo";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import { findStructures } from "./search";
import { shownAmong, toggleEach } from "./show-each";
import { groupRow, MODEL_ROW, rowsOf, structureRow, treeStep, typedTo, type TreeRow } from "./tree";

const structure = (id: string, group: AnatomyStructure["group"], name: string, hiddenDefault = false): AnatomyStructure => ({
  id, node: id, uberonMatch: "exact", side: "none", group, name: { en: name, es: name }, plain: { en: name, es: name },
  colour: "#aa5544", roughness: 0.4, triangles: 10, shells: 1, centreM: [0, 0, 0], opaqueDefault: true, hiddenDefault,
});
const structures = [structure("wall", "walls", "Wall"), structure("mitral", "valves", "Mitral valve"), structure("aortic", "valves", "Aortic valve"), structure("blood", "inside", "Blood", true)];
const model = { id: "heart", name: { en: "Heart", es: "Corazón" }, structures } as unknown as AnatomyModel;
const rows = (query = "", ...closed: string[]): TreeRow[] => rowsOf(model, findStructures(model, query, { language: "en", wording: "clinical" }), new Set(closed));
const keys = (list: readonly TreeRow[]): string[] => list.map(({ key }) => key);
const nameOf = (row: TreeRow): string => (row.kind === "structure" ? row.structure.name.en : row.kind === "group" ? row.group : "Heart");

describe("the tree of a model's parts", () => {
  it("goes from the model to groups in reading order to structures, each with its place among its kin", () => {
    expect(keys(rows())).toEqual([MODEL_ROW, "group valves", "structure mitral", "structure aortic", "group walls", "structure wall", "group inside", "structure blood"]);
    expect(rows().map(({ level, place, of }) => [level, place, of].join())).toEqual(["1,1,1", "2,1,3", "3,1,2", "3,2,2", "2,2,3", "3,1,1", "2,3,3", "3,1,1"]);
    expect(keys(rows("mitral"))).toEqual([MODEL_ROW, "group valves", "structure mitral"]);
    expect(rows("nothing of it")).toEqual([]);
  });

  it("folds groups and the model away", () => {
    expect(keys(rows("", groupRow("valves")))).not.toContain("structure mitral");
    expect(keys(rows("", MODEL_ROW))).toEqual([MODEL_ROW]);
  });

  it("goes by arrows, Home and End, and stays at the ends", () => {
    const all = rows();
    expect(treeStep(all, MODEL_ROW, "ArrowDown")).toEqual({ kind: "go", to: "group valves" });
    expect(treeStep(all, "structure blood", "ArrowDown")).toBeNull();
    expect(treeStep(all, MODEL_ROW, "ArrowUp")).toBeNull();
    expect(treeStep(all, "structure wall", "Home")).toEqual({ kind: "go", to: MODEL_ROW });
    expect(treeStep(all, MODEL_ROW, "End")).toEqual({ kind: "go", to: "structure blood" });
    expect(treeStep(all, "not there", "ArrowDown")).toBeNull();
    expect(treeStep(all, MODEL_ROW, "x")).toBeNull();
  });

  it("opens and closes with Right and Left, goes in and out, and opens all kin with the star", () => {
    const folded = rows("", groupRow("valves"));
    expect(treeStep(folded, "group valves", "ArrowRight")).toEqual({ kind: "fold", keys: ["group valves"], isOpen: true });
    expect(treeStep(rows(), "group valves", "ArrowRight")).toEqual({ kind: "go", to: "structure mitral" });
    expect(treeStep(rows(), "group valves", "ArrowLeft")).toEqual({ kind: "fold", keys: ["group valves"], isOpen: false });
    expect(treeStep(folded, "group valves", "ArrowLeft")).toEqual({ kind: "go", to: MODEL_ROW });
    expect(treeStep(rows(), "structure mitral", "ArrowLeft")).toEqual({ kind: "go", to: "group valves" });
    expect(treeStep(rows(), "structure mitral", "ArrowRight")).toBeNull();
    expect(treeStep(folded, "group walls", "*")).toEqual({ kind: "fold", keys: ["group valves", "group walls", "group inside"], isOpen: true });
    expect(treeStep(rows(), "structure wall", "Enter")).toEqual({ kind: "act", what: "press" });
    expect(treeStep(rows(), "structure wall", " ")).toEqual({ kind: "act", what: "eye" });
  });

  it("jumps to typed letters, around the end, and through all that begin with one", () => {
    expect(typedTo(rows(), MODEL_ROW, "bl", nameOf)).toBe(structureRow("blood"));
    expect(typedTo(rows(), "structure blood", "mi", nameOf)).toBe(structureRow("mitral"));
    expect(typedTo(rows(), "group walls", "w", nameOf)).toBe(structureRow("wall"));
    expect(typedTo(rows(), "structure wall", "w", nameOf)).toBe(groupRow("walls"));
    expect(typedTo(rows(), MODEL_ROW, "ww", nameOf)).toBe(groupRow("walls"));
    expect(typedTo(rows(), MODEL_ROW, "zz", nameOf)).toBeNull();
    expect(typedTo(rows(), MODEL_ROW, "", nameOf)).toBeNull();
  });

  it("hides a whole group, and brings back what the model shows at first", () => {
    const values = new Map<string, Edit["value"]>();
    const read = (register: string) => values.get(register);
    const apply = (edits: readonly Edit[]): void => edits.forEach(({ register, value }) => values.set(register, value));
    expect(shownAmong(model, structures, read)).toBe(3);
    apply(toggleEach(model, structures, read));
    expect(shownAmong(model, structures, read)).toBe(0);
    apply(toggleEach(model, structures, read));
    expect(shownAmong(model, structures, read)).toBe(3);
    const inside = structures.filter(({ group }) => group === "inside");
    apply(toggleEach(model, inside, read));
    expect(shownAmong(model, inside, read)).toBe(1);
  });
});
