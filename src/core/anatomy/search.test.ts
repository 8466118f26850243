import { describe, expect, it } from "vitest";
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import { findStructures, type Shown } from "./search";

const structure = (id: string, more: Partial<AnatomyStructure>): AnatomyStructure => ({
  id, node: id, uberonMatch: "exact", side: "none", group: "parts", name: { en: id, es: id }, plain: { en: id, es: id },
  colour: "#aa5544", roughness: 0.4, triangles: 10, shells: 1, centreM: [0, 0, 0], opaqueDefault: true, hiddenDefault: false, ...more,
});
const model: Pick<AnatomyModel, "structures"> = {
  structures: [
    structure("mitral", {
      uberon: "UBERON:0002135", fma: "FMA:7235", side: "left", name: { en: "Mitral valve", es: "Válvula mitral" },
      plain: { en: "Door between the left chambers", es: "Puerta entre las cámaras izquierdas" }, synonyms: { en: ["bicuspid valve"], es: ["válvula bicúspide"] },
    }),
    structure("ventricle", { side: "right", name: { en: "Right ventricle", es: "Ventrículo derecho" }, plain: { en: "Chamber that pumps to the lungs", es: "Cámara que bombea a los pulmones" } }),
    structure("septum", { name: { en: "Interventricular septum", es: "Tabique interventricular" }, plain: { en: "Wall between the pumping chambers", es: "Pared entre las cámaras de bombeo" } }),
  ],
};
const EN: Shown = { language: "en", wording: "clinical" };
const find = (query: string, shown = EN) => findStructures(model as AnatomyModel, query, shown).map(({ structure: { id }, why }) => [id, ...why.map(({ kind, text, language }) => [kind, text, ...(language ? [language] : [])].join(" "))]);

describe("searching the parts of a model", () => {
  it("finds by the name that shows, whatever the accents, the case and the order of words, and needs no reason", () => {
    expect(find("VALVE mitr")).toEqual([["mitral"]]);
    expect(find("valvula mitral", { language: "es", wording: "clinical" })).toEqual([["mitral"]]);
    expect(find("")).toEqual([["mitral"], ["ventricle"], ["septum"]]);
    expect(find("valve of the mitral")).toEqual([["mitral"]]);
  });

  it("ANA-202: says why: plain words, another name, another language, a code with or without its zeros", () => {
    expect(find("door")).toEqual([["mitral", "plain Door between the left chambers"]]);
    expect(find("bicuspid")).toEqual([["mitral", "synonym bicuspid valve"]]);
    expect(find("tabique")).toEqual([["septum", "clinical Tabique interventricular es"]]);
    expect(find("bicúspide")).toEqual([["mitral", "synonym válvula bicúspide es"]]);
    expect(find("UBERON:0002135")).toEqual([["mitral", "code UBERON:0002135"]]);
    expect(find("2135")).toEqual([["mitral", "code UBERON:0002135"]]);
    expect(find("fma 7235")).toEqual([["mitral", "code FMA:7235"]]);
  });

  it("ANA-202: finds by side in both languages, alone and beside other words", () => {
    expect(find("derecho")).toEqual([["ventricle", "clinical Ventrículo derecho es"]]);
    expect(find("left side")).toEqual([["mitral", "side left"]]);
    expect(find("mitral lado izquierdo")).toEqual([["mitral", "side left"]]);
  });

  it("puts several reasons together, and finds nothing where one word has none", () => {
    expect(find("bicuspid 7235")).toEqual([["mitral", "synonym bicuspid valve", "code FMA:7235"]]);
    expect(find("mitral spleen")).toEqual([]);
    expect(find("::--")).toHaveLength(3);
  });
});
