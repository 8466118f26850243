/** Herniation of the disc L4-L5 to the left, by the nomenclature of the combined task forces. */
import { entry } from "../catalogue";
import type { TriangleMesh } from "../mesh/measure";
import type { Organ } from "../organ";
import { spineCatalogue } from "../spine/catalogue";
import { tissueOf } from "../spine/tissue-of";
import { changed, type GradeCheck, type OwnCondition, type OwnGrade } from "./own-condition";
import { apartWithin, pieceOf, tissuesWith } from "./pieces";
import type * as shapes from "./disc-shape";

type Shape = typeof shapes;
const DISC = ["annulus-fibrosus", "nucleus-pulposus", "posterior-longitudinal-ligament"] as const;
const BEHIND = [...DISC, "dural-sac", "l5-nerve-root-left"] as const;

const piece = pieceOf<Shape>("lumbar-spine", () => import("./disc-shape"));

const fragment = entry("disc-fragment", ["~0001066"], { side: "left", group: "inside" }, {
  name: ["Free fragment of disc L4-L5", "Fragmento libre del disco L4-L5"],
  plain: ["Loose piece of the disc", "Trozo suelto del disco"],
  words: ["This piece of the soft core has come loose from the disc.", "Este trozo del centro blando se ha soltado del disco."],
});

/** How far back a structure reaches between two heights, z in mm. */
function hindmostMm(meshes: ReadonlyMap<string, TriangleMesh>, id: string, low: number, high: number): number {
  const p = meshes.get(id)?.position;
  if (!p) throw new Error(`no ${id}`);
  let least = Infinity;
  for (let v = 0; v < p.length; v += 3) if (p[v + 1]! * 1000 >= low && p[v + 1]! * 1000 <= high) least = Math.min(least, p[v + 2]! * 1000);
  return least;
}
/** Where the healthy disc ends behind, z in mm. */
const HEALTHY_BACK_MM = -17.6;
const backwards = (id: string, range?: GradeCheck["range"]): GradeCheck => ({
  what: ["furthest back beyond the healthy disc", "máximo hacia atrás desde el disco sano"], unit: "mm", ...(range ? { range } : {}), value: (meshes) => HEALTHY_BACK_MM - hindmostMm(meshes, id, -30, 20),
});

type Own = Pick<OwnGrade, "id" | "name" | "plain" | "says" | "volumesMl" | "shells">;
const grade = (said: Own, keep: readonly string[], measured: string, pick: (shape: Shape) => Organ): OwnGrade => ({
  ...said,
  replaces: keep.filter((id) => id !== "disc-fragment"),
  catalogue: keep.map((id) => (id === "disc-fragment" ? fragment : changed(spineCatalogue, id))),
  pieces: [piece(`disc-${said.id}`, keep, [apartWithin(0.3)], pick)],
  // What bulges all round stands out by less than 3 mm.
  sizes: [backwards(measured, said.id === "bulge" ? [0, 3] : undefined)],
});

export const disc: OwnCondition = {
  id: "disc-herniation",
  model: "lumbar-spine",
  name: ["Herniation of disc L4-L5, left", "Hernia del disco L4-L5, izquierda"],
  plain: ["Slipped disc", "Hernia de disco"],
  words: ["Part of a disc stands out and can press on a nerve of the leg.", "Parte de un disco sobresale y puede apretar un nervio de la pierna."],
  codes: { icd10: "M51.2" },
  part: "annulus-fibrosus",
  lookAtM: [0.005, -0.004, -0.02],
  lookFrom: [0.36, 0.62, -0.7],
  hiddenBy: ["l4-vertebra", "ligamenta-flava", "interspinous-ligament", "supraspinous-ligament", "facet-joint-left", "facet-joint-right", "l4-nerve-root-left", "l4-nerve-root-right"],
  sources: [
    { title: "Fardon et al., Lumbar disc nomenclature: version 2.0, Spine J 2014;14:2525-2545 (North American Spine Society, American Societies of Spine Radiology and of Neuroradiology)", url: "https://doi.org/10.1016/j.spinee.2014.04.022" },
    { title: "WHO, ICD-10, M51.2 Other specified intervertebral disc displacement", url: "https://icd.who.int/browse10/2019/en#/M51.2" },
  ],
  tissueOf: tissuesWith({ "disc-fragment": "nucleus" }, tissueOf),
  grades: [
    grade({
      id: "bulge", name: ["Bulging disc", "Protuberancia discal (abombamiento)"], plain: ["Bulging disc", "Disco abombado"],
      says: ["The whole edge of the disc stands out by a few millimeters.", "Todo el borde del disco sobresale unos milímetros."],
      volumesMl: { "annulus-fibrosus": 13.658, "nucleus-pulposus": 4.765, "posterior-longitudinal-ligament": 1.054 },
    }, DISC, "annulus-fibrosus", (shape) => shape.bulgingDisc()),
    grade({
      id: "protrusion", name: ["Protrusion", "Protrusión"], plain: ["Disc pushed out with a wide base", "Disco salido con base ancha"],
      says: ["The ring is pushed out at one place with a wide base and touches the nerve.", "El anillo sale en un lugar con base ancha y toca el nervio."],
      volumesMl: { "annulus-fibrosus": 11.88, "nucleus-pulposus": 4.977, "posterior-longitudinal-ligament": 0.941, "dural-sac": 4.117, "l5-nerve-root-left": 0.778 },
    }, BEHIND, "annulus-fibrosus", (shape) => shape.protrudedDisc()),
    grade({
      id: "extrusion", name: ["Extrusion", "Extrusión"], plain: ["Core came out through a narrow gap", "El centro salió por un hueco estrecho"],
      says: ["The soft core has come out through a gap in the ring and presses on the nerve.", "El centro blando ha salido por un hueco del anillo y aprieta el nervio."],
      volumesMl: { "annulus-fibrosus": 11.425, "nucleus-pulposus": 5.692, "posterior-longitudinal-ligament": 0.91, "dural-sac": 4.146, "l5-nerve-root-left": 0.896 },
    }, BEHIND, "nucleus-pulposus", (shape) => shape.extrudedDisc()),
    grade({
      id: "sequestration", name: ["Sequestration (free fragment)", "Secuestro (fragmento libre)"], plain: ["A loose piece of the disc", "Un trozo suelto del disco"],
      says: ["A piece of the core has come loose and lies beside the nerve below the disc.", "Un trozo del centro se ha soltado y está junto al nervio debajo del disco."],
      volumesMl: { "annulus-fibrosus": 11.466, "nucleus-pulposus": 4.907, "posterior-longitudinal-ligament": 0.912, "dural-sac": 4.154, "l5-nerve-root-left": 0.736, "disc-fragment": 0.407 },
    }, [...BEHIND, "disc-fragment"], "disc-fragment", (shape) => shape.sequesteredDisc()),
  ],
};
