/** Narrowing of the left anterior descending artery by plaque, by the share of its diameter that is lost. */
import { entry } from "../catalogue";
import { heartCatalogue } from "../heart/catalogue";
import type { TriangleMesh } from "../mesh/measure";
import { sectionAreaMm2 } from "./measures";
import { changed, type GradeCheck, type OwnCondition, type OwnGrade } from "./own-condition";
import { apartWithin, pieceOf } from "./pieces";

type Point = readonly [number, number, number];
/** Middle of the narrowing and the vessel's direction there: what stenosis-shape.ts finds, kept here so that words need no fields. */
export const NARROWEST_MM: Point = [26.8311, 16.1028, 35.8574];
export const DOWNSTREAM: Point = [0.1028941, -0.8579413, 0.5033384];
/** Diameter of the healthy channel there. */
export const HEALTHY_MM = 2.8122;

const ARTERY = "left-anterior-descending-artery";
const NEW = ["lad-channel", "coronary-plaque", "lad-narrow-wall"] as const;
const piece = pieceOf("heart", () => import("./stenosis-shape"));
const rest = piece("stenosis-rest", [ARTERY], [apartWithin(0.32)], (shape) => shape.rest());

/** Diameter of a circle as large as the channel's section, at its narrowest: looked for 2 mm up and down. */
function narrowestMm(meshes: ReadonlyMap<string, TriangleMesh>): number {
  let least = Infinity;
  for (let step = -20; step <= 20; step++) {
    const at = NARROWEST_MM.map((v, c) => (v + DOWNSTREAM[c]! * step * 0.1) / 1000) as unknown as Point;
    least = Math.min(least, sectionAreaMm2(meshes, "lad-channel", at, DOWNSTREAM));
  }
  return 2 * Math.sqrt(least / Math.PI);
}

const vessel = { side: "left", group: "vessels" } as const;
const catalogue = [
  changed(heartCatalogue, ARTERY),
  entry("lad-narrow-wall", ["~8600102"], vessel, {
    name: ["Wall of the narrowed stretch", "Pared del tramo estrechado"],
    plain: ["Wall of the narrow part", "Pared de la parte estrecha"],
    words: ["The wall of the artery is drawn open here so that you can look in.", "La pared de la arteria se dibuja abierta aquí para que pueda mirar dentro."],
  }),
  entry("coronary-plaque", [null], vessel, {
    name: ["Atherosclerotic plaque", "Placa aterosclerótica"],
    plain: ["Fatty build-up", "Depósito de grasa"],
    words: ["Fat and scar tissue have built up inside the wall of the artery.", "Dentro de la pared de la arteria se ha acumulado grasa y tejido duro."],
  }),
  entry("lad-channel", ["~0013755"], vessel, {
    name: ["Open channel of the artery", "Luz de la arteria"],
    plain: ["Room left for the blood", "Espacio que queda para la sangre"],
    words: ["This is the room that is left for the blood to flow.", "Este es el espacio que queda para que pase la sangre."],
  }),
];

type Words = readonly [en: string, es: string];
function grade(percent: number, range: readonly [number, number], category: string, severity: Words, plain: Words, says: Words, volumesMl: OwnGrade["volumesMl"]): OwnGrade {
  const lost: GradeCheck = { what: ["diameter lost", "diámetro perdido"], unit: "%", range, value: (meshes) => 100 * (1 - narrowestMm(meshes) / HEALTHY_MM) };
  return {
    id: `stenosis-${percent}`,
    name: [`${severity[0]} stenosis, ${percent}\u00a0% (CAD-RADS\u00a0${category})`, `Estenosis ${severity[1]}, ${percent}\u00a0% (CAD-RADS\u00a0${category})`],
    plain,
    says,
    replaces: [ARTERY],
    catalogue,
    pieces: [rest, piece(`stenosis-${percent}`, NEW, [apartWithin(0.05)], (shape) => shape.narrowed(percent / 100))],
    sizes: [lost, { what: ["narrowest place", "lugar más estrecho"], unit: "mm", value: narrowestMm }],
    volumesMl,
    shells: { [ARTERY]: 2 },
  };
}

export const stenosis: OwnCondition = {
  id: "coronary-stenosis",
  model: "heart",
  name: ["Stenosis of the left anterior descending artery", "Estenosis de la arteria descendente anterior izquierda"],
  plain: ["Narrowed heart artery", "Arteria del corazón estrechada"],
  words: ["Plaque in the wall of a heart artery leaves less room for the blood.", "Una placa en la pared de una arteria del corazón deja menos espacio a la sangre."],
  codes: { mondo: "MONDO:0005010", hpo: "HP:0005145", icd10: "I25.1" },
  part: ARTERY,
  lookAtM: NARROWEST_MM.map((v) => v / 1000) as unknown as [number, number, number],
  lookFrom: [0.741, 0.4037, 0.5366],
  hiddenBy: [],
  sources: [
    { title: "CAD-RADS 2.0: Cury et al., J Cardiovasc Comput Tomogr 2022;16:536-557 (share of the diameter: 25-49 mild, 50-69 moderate, 70-99 severe)", url: "https://doi.org/10.1016/j.jcct.2022.07.002" },
    { title: "MONDO:0005010 coronary artery disorder", url: "http://purl.obolibrary.org/obo/MONDO_0005010" },
    { title: "HP:0005145 Coronary artery stenosis", url: "http://purl.obolibrary.org/obo/HP_0005145" },
    { title: "WHO, ICD-10, I25.1 Atherosclerotic heart disease", url: "https://icd.who.int/browse10/2019/en#/I25.1" },
  ],
  tissueOf: (id) => (id === "coronary-plaque" ? "plaque" : id === "lad-channel" ? "bloodRich" : "coronaryArtery"),
  grades: [
    grade(30, [25, 49], "2", ["Mild", "leve"], ["A third narrower", "Un tercio más estrecha"], ["A little plaque lies in the wall and most of the artery is open.", "Hay un poco de placa en la pared y la mayor parte de la arteria está abierta."], { "left-anterior-descending-artery": 1.095, "lad-narrow-wall": 0.06, "coronary-plaque": 0.02, "lad-channel": 0.091 }),
    grade(55, [50, 69], "3", ["Moderate", "moderada"], ["About half as wide", "Cerca de la mitad de ancha"], ["The artery has lost about half of its width, which may matter under effort.", "La arteria ha perdido cerca de la mitad de su ancho, lo que puede notarse con esfuerzo."], { "left-anterior-descending-artery": 1.095, "lad-narrow-wall": 0.062, "coronary-plaque": 0.037, "lad-channel": 0.075 }),
    grade(75, [70, 99], "4A", ["Severe", "grave"], ["A quarter is left", "Queda una cuarta parte"], ["Only a quarter of the width is left and effort may bring pain.", "Solo queda una cuarta parte del ancho y el esfuerzo puede causar dolor."], { "left-anterior-descending-artery": 1.095, "lad-narrow-wall": 0.063, "coronary-plaque": 0.047, "lad-channel": 0.066 }),
    grade(90, [70, 99], "4A", ["Severe", "grave"], ["Almost closed", "Casi cerrada"], ["Only a thread of blood gets through the plaque.", "Solo un hilo de sangre pasa por la placa."], { "left-anterior-descending-artery": 1.095, "lad-narrow-wall": 0.063, "coronary-plaque": 0.052, "lad-channel": 0.061 }),
  ],
};
