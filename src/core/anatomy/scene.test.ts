import { describe, expect, it } from "vitest";
import type { Edit } from "@/core/room/undo";
import { choose, isolate, isolated, place, reset, setXray, show, showAll } from "./intents";
import { isShown, looksOf } from "./looks";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import { readSelection, type ReadRegister } from "./read";
import { HOME } from "./transform";

const structure = (id: string, group: AnatomyStructure["group"], en: string, es: string, hiddenDefault = false): AnatomyStructure => ({
  id,
  node: id,
  uberon: "UBERON:0002135",
  uberonMatch: "exact",
  side: "none",
  group,
  name: { en, es },
  plain: { en: `${en}, plainly`, es: `${es}, claro` },
  words: { en: "A part.", es: "Una parte." },
  colour: "#aa5544",
  roughness: 0.4,
  triangles: 10,
  shells: 1,
  volumeMl: 1,
  centreM: [0, 0, 0],
  opaqueDefault: true,
  hiddenDefault,
});

const model: AnatomyModel = {
  id: "heart",
  name: { en: "Heart", es: "Corazón" },
  file: "heart.glb",
  bytes: 1,
  sha256: "0".repeat(64),
  triangles: 30,
  licence: "MIT",
  source: "ours",
  caution: { en: "Teaching model.", es: "Modelo." },
  bodyFrameOriginM: [0, 0, 0],
  boundsM: { min: [-0.1, -0.1, -0.1], max: [0.1, 0.1, 0.1] },
  levels: [],
  structures: [
    structure("wall", "walls", "Wall", "Pared"),
    structure("mitral", "valves", "Mitral valve", "Válvula mitral"),
    structure("blood", "inside", "Blood", "Sangre", true),
  ],
};

const scene = (...writes: Edit[]): { read: ReadRegister; apply: (more: Edit[]) => void } => {
  const values = new Map(writes.map((w) => [w.register, w.value]));
  return { read: (r) => values.get(r), apply: (more) => more.forEach((w) => values.set(w.register, w.value)) };
};

describe("what a person does to a model", () => {
  it("shows what the manifest shows until somebody changes it", () => {
    const { read } = scene();
    expect(model.structures.map((s) => isShown(model, s, read))).toEqual([true, true, false]);
  });

  it("isolates one structure, and shows all again without what is hidden at first", () => {
    const { read, apply } = scene();
    apply(isolate(model, read, "mitral"));
    expect(isolated(model, read)).toBe("mitral");
    expect(isolate(model, read, "mitral")).toEqual([]);
    apply(showAll(model, read));
    expect(model.structures.map((s) => isShown(model, s, read))).toEqual([true, true, false]);
  });

  it("makes outer parts glass under x-ray and leaves inner and chosen parts solid", () => {
    const { read, apply } = scene();
    apply(setXray(model, true));
    expect(looksOf(model, read, new Set()).map((l) => l.style)).toEqual(["xray", "solid", "solid"]);
    expect(looksOf(model, read, new Set(["wall"])).map((l) => l.style)).toEqual(["solid", "solid", "solid"]);
  });

  it("resets place, parts and x-ray, and writes nothing when nothing has changed", () => {
    const { read, apply } = scene();
    expect(reset(model, read)).toEqual([]);
    apply([...place(model, { ...HOME, s: 2 }), ...setXray(model, true), ...show(model, "wall", false)]);
    apply(reset(model, read));
    expect(reset(model, read)).toEqual([]);
    expect(looksOf(model, read, new Set())[0]).toMatchObject({ isVisible: true, style: "solid" });
  });

  it("remembers what each person has chosen", () => {
    const [write] = choose(7, model, "mitral");
    expect(write?.register).toBe("person/7/selection");
    expect(readSelection(write?.value)).toEqual({ model: "heart", structure: "mitral" });
    expect(readSelection("mitral")).toBeNull();
  });
});
