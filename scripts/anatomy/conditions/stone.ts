/** Kidney stone, by the size bands of the European guideline. */
import { entry } from "../catalogue";
import { kidneyCatalogue } from "../kidney/catalogue";
import { tissueOf } from "../kidney/tissue-of";
import type { Organ } from "../organ";
import { longestMm } from "./measures";
import { changed, type OwnCondition, type OwnGrade } from "./own-condition";
import { apartWithin, pieceOf, tissuesWith } from "./pieces";
import type * as shapes from "./stone-shape";

const WIDER = ["renal-pelvis", "major-calyces", "minor-calyces", "ureter", "renal-pyramids", "renal-columns", "renal-cortex"] as const;
/** The widened hollow takes the place of nearly all fat. */
const GONE = ["renal-sinus-fat"] as const;
type Shape = typeof shapes;
const piece = pieceOf<Shape>("kidney", () => import("./stone-shape"));
const wide = piece("stone-held", WIDER, [apartWithin(0.6)], (shape) => shape.widened());

type Words = readonly [en: string, es: string];
const stoneEntry = (words: Words) => entry("kidney-stone", [null], { side: "left", group: "inside" }, { name: ["Kidney stone", "Cálculo renal"], plain: ["Stone", "Piedra"], words });
const widerEntries = WIDER.map((id) => changed(kidneyCatalogue, id));

type Own = Pick<OwnGrade, "id" | "name" | "plain" | "says" | "volumesMl"> & { range: readonly [number, number | null]; errorMm: number; pick: (shape: Shape) => Organ; isHeld: boolean; words: Words; shells?: OwnGrade["shells"] };
const grade = ({ range, errorMm, pick, isHeld, words, ...said }: Own): OwnGrade => ({
  ...said,
  replaces: isHeld ? [...WIDER, ...GONE] : [],
  catalogue: [...(isHeld ? widerEntries : []), stoneEntry(words)],
  pieces: [piece(said.id, ["kidney-stone"], [apartWithin(errorMm)], pick), ...(isHeld ? [wide] : [])],
  sizes: [{ what: ["longest way through the stone", "lado más largo del cálculo"], unit: "mm", range, value: (meshes) => longestMm(meshes, "kidney-stone") }],
});

export const stone: OwnCondition = {
  id: "kidney-stone",
  model: "kidney",
  name: ["Kidney stone (nephrolithiasis)", "Cálculo renal (nefrolitiasis)"],
  plain: ["Kidney stone", "Piedra en el riñón"],
  words: ["Salts in the urine have grown into a stone inside the kidney.", "Sales de la orina han formado una piedra dentro del riñón."],
  codes: { mondo: "MONDO:0008171", hpo: "HP:0000787", icd10: "N20.0" },
  part: "renal-pelvis",
  lookAtM: [-0.018, -0.008, -0.004],
  lookFrom: [-0.3, 0.1, 0.95],
  hiddenBy: ["renal-cortex", "renal-columns", "renal-pyramids", "renal-sinus-fat", "renal-vein", "renal-artery", "renal-pelvis", "major-calyces", "minor-calyces"],
  sources: [
    { title: "European Association of Urology, Guidelines on urolithiasis, 3.2.1 Stone size (up to 5, 5 to 10, 10 to 20, over 20 mm)", url: "https://uroweb.org/guidelines/urolithiasis/chapter/guidelines" },
    { title: "MONDO:0008171 nephrolithiasis", url: "http://purl.obolibrary.org/obo/MONDO_0008171" },
    { title: "HP:0000787 Nephrolithiasis", url: "http://purl.obolibrary.org/obo/HP_0000787" },
    { title: "WHO, ICD-10, N20.0 Calculus of kidney", url: "https://icd.who.int/browse10/2019/en#/N20.0" },
  ],
  tissueOf: tissuesWith({ "kidney-stone": "stone" }, tissueOf),
  grades: [
    grade({
      id: "stone-4", range: [0, 5], errorMm: 0.04, isHeld: false, pick: (shape) => shape.smallStone(),
      name: ["Stone of 4 mm in a lower calyx", "Cálculo de 4 mm en un cáliz inferior"],
      plain: ["Small stone (up to 5 mm)", "Piedra pequeña (hasta 5 mm)"],
      says: ["A small stone lies in a lower cup and urine still flows.", "Una piedra pequeña está en una copa inferior y la orina sigue pasando."],
      words: ["This small stone lies in a cup at the bottom of the kidney.", "Esta piedra pequeña está en una copa abajo del riñón."],
      volumesMl: { "kidney-stone": 0.02 },
    }),
    grade({
      id: "stone-8", range: [5, 10], errorMm: 0.06, isHeld: true, pick: (shape) => shape.stuckStone(),
      name: ["Stone of 8 mm where the ureter begins, with hydronephrosis", "Cálculo de 8 mm al inicio del uréter, con hidronefrosis"],
      plain: ["Medium stone (5 to 10 mm), stuck", "Piedra mediana (5 a 10 mm), atascada"],
      says: ["The stone is stuck where the ureter begins and urine backs up behind it.", "La piedra está atascada donde empieza el uréter y la orina se acumula detrás."],
      words: ["This stone blocks the way out of the kidney.", "Esta piedra cierra la salida del riñón."],
      volumesMl: { "renal-pelvis": 2.375, "major-calyces": 0.451, "minor-calyces": 5.158, ureter: 0.866, "renal-pyramids": 18.901, "renal-columns": 26.809, "renal-cortex": 85.455, "kidney-stone": 0.147 },
      shells: { "major-calyces": 3, "renal-pyramids": 11 },
    }),
    grade({
      id: "stone-15", range: [10, 20], errorMm: 0.1, isHeld: true, pick: (shape) => shape.largeStone(),
      name: ["Stone of 15 mm in the renal pelvis, with hydronephrosis", "Cálculo de 15 mm en la pelvis renal, con hidronefrosis"],
      plain: ["Large stone (10 to 20 mm)", "Piedra grande (10 a 20 mm)"],
      says: ["A large stone lies in the mouth of the funnel and urine backs up behind it.", "Una piedra grande está en la boca del embudo y la orina se acumula detrás."],
      words: ["This large stone lies in the funnel of the kidney.", "Esta piedra grande está en el embudo del riñón."],
      volumesMl: { "renal-pelvis": 2.375, "major-calyces": 0.451, "minor-calyces": 5.158, ureter: 0.866, "renal-pyramids": 18.901, "renal-columns": 26.809, "renal-cortex": 85.455, "kidney-stone": 0.931 },
      shells: { "major-calyces": 3, "renal-pyramids": 11 },
    }),
    grade({
      id: "staghorn", range: [20, null], errorMm: 0.14, isHeld: true, pick: (shape) => shape.staghornStone(),
      name: ["Staghorn stone, over 20 mm", "Cálculo coraliforme, más de 20 mm"],
      plain: ["Very large stone with branches", "Piedra muy grande con ramas"],
      says: ["A stone with branches fills the funnel and reaches into the cups.", "Una piedra con ramas llena el embudo y entra en las copas."],
      words: ["This stone has grown into the shape of the space that it fills.", "Esta piedra ha tomado la forma del espacio que llena."],
      volumesMl: { "renal-pelvis": 2.375, "major-calyces": 0.451, "minor-calyces": 5.158, ureter: 0.866, "renal-pyramids": 18.901, "renal-columns": 26.809, "renal-cortex": 85.455, "kidney-stone": 3.146 },
      shells: { "major-calyces": 3, "renal-pyramids": 11 },
    }),
  ],
};
