/** Tear of the medial meniscus, from a change inside it to a displaced bucket handle. */
import { entry } from "../catalogue";
import { kneeCatalogue } from "../knee/catalogue";
import { tissueOf } from "../knee/tissue-of";
import type { Organ } from "../organ";
import { longestMm } from "./measures";
import { changed, type OwnCondition, type OwnGrade } from "./own-condition";
import { apartWithin, pieceOf, tissuesWith } from "./pieces";
import type * as shapes from "./meniscus-shape";

type Shape = typeof shapes;
const file = pieceOf<Shape>("knee", () => import("./meniscus-shape"));
const piece = (grade: string, keep: readonly string[], pick: (shape: Shape) => Organ) => file(`meniscus-${grade}`, keep, [apartWithin(0.1), apartWithin(0.3)], pick);

const signal = entry("meniscus-signal", [null], { side: "left", group: "inside" }, {
  name: ["Change inside the medial meniscus", "Cambio dentro del menisco medial"],
  plain: ["Worn spot in the cushion", "Zona gastada de la almohadilla"],
  words: ["Here the inside of the cushion has softened.", "Aquí el interior de la almohadilla se ha ablandado."],
});
const seeThrough = changed(kneeCatalogue, "medial-meniscus", { seeThrough: true });
const whole = changed(kneeCatalogue, "medial-meniscus");
const SIGNAL = ["medial-meniscus", "meniscus-signal"] as const;

const worn = (id: string, pick: (shape: Shape) => Organ): Pick<OwnGrade, "id" | "replaces" | "catalogue" | "pieces" | "sizes"> => ({
  id,
  replaces: ["medial-meniscus"],
  catalogue: [seeThrough, signal],
  pieces: [piece(id, SIGNAL, pick)],
  sizes: [{ what: ["change inside, longest way", "cambio interior, lado más largo"], unit: "mm", value: (meshes) => longestMm(meshes, "meniscus-signal") }],
});

export const meniscusTear: OwnCondition = {
  id: "meniscus-tear",
  model: "knee",
  name: ["Tear of the medial meniscus", "Rotura del menisco medial"],
  plain: ["Torn inner cushion of the knee", "Rotura de la almohadilla interna de la rodilla"],
  words: ["The pad at the inner side of the knee wears or tears.", "La almohadilla del lado interno de la rodilla se gasta o se rompe."],
  codes: { icd10: "S83.2" },
  part: "medial-meniscus",
  lookAtM: [-0.0195, 0.001, -0.004],
  lookFrom: [0.18, 0.92, -0.35],
  hiddenBy: ["femur", "femoral-cartilage", "patella", "patellar-cartilage", "patellar-ligament", "quadriceps-tendon"],
  sources: [
    { title: "Crues et al., Meniscal tears of the knee: accuracy of MR imaging, Radiology 1987;164:445-448 (grades 1 to 3)", url: "https://doi.org/10.1148/radiology.164.2.3602385" },
    { title: "Anderson et al., Interobserver reliability of the ISAKOS classification of meniscal tears, Am J Sports Med 2011;39:926-932 (tear patterns)", url: "https://doi.org/10.1177/0363546511400533" },
    { title: "WHO, ICD-10, S83.2 Tear of meniscus, current", url: "https://icd.who.int/browse10/2019/en#/S83.2" },
  ],
  tissueOf: tissuesWith({ "meniscus-signal": "worn" }, tissueOf),
  grades: [
    {
      ...worn("grade-1", (shape) => shape.wornSpot()),
      name: ["Grade 1: round signal inside", "Grado 1: señal redonda en el interior"],
      plain: ["Small worn spot inside", "Pequeña zona gastada por dentro"],
      says: ["A small soft spot lies inside the pad and its surface is whole.", "Hay una pequeña zona blanda dentro de la almohadilla y su superficie está entera."],
      volumesMl: { "medial-meniscus": 2.413, "meniscus-signal": 0.027 },
      shells: { "medial-meniscus": 2 },
    },
    {
      ...worn("grade-2", (shape) => shape.wornLine()),
      name: ["Grade 2: line inside", "Grado 2: línea en el interior"],
      plain: ["Worn line inside", "Línea gastada por dentro"],
      says: ["A soft line runs inside the pad but does not reach its surface.", "Una línea blanda corre dentro de la almohadilla pero no llega a su superficie."],
      volumesMl: { "medial-meniscus": 2.287, "meniscus-signal": 0.151 },
    },
    {
      id: "grade-3",
      name: ["Grade 3: longitudinal vertical tear", "Grado 3: rotura longitudinal vertical"],
      plain: ["Tear along the pad", "Rotura a lo largo de la almohadilla"],
      says: ["A tear runs along the back of the pad and goes all the way through.", "Una rotura corre por la parte de atrás de la almohadilla y la atraviesa del todo."],
      replaces: ["medial-meniscus"],
      catalogue: [whole],
      pieces: [piece("grade-3", ["medial-meniscus"], (shape) => shape.torn())],
      sizes: [],
      volumesMl: { "medial-meniscus": 2.375 },
    },
    {
      id: "bucket-handle",
      name: ["Grade 3: displaced bucket-handle tear", "Grado 3: rotura en asa de cubo desplazada"],
      plain: ["Torn strip that moved out of place", "Tira rota que se salió de su sitio"],
      says: ["The inner strip tore loose and lies in the middle of the knee, where it can block it.", "La tira interna se soltó y está en medio de la rodilla, donde puede bloquearla."],
      replaces: ["medial-meniscus"],
      catalogue: [whole],
      pieces: [piece("bucket-handle", ["medial-meniscus"], (shape) => shape.displaced())],
      sizes: [],
      volumesMl: { "medial-meniscus": 2.406 },
    },
  ],
};
