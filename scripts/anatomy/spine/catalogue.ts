/**
 * Names of the segment L4-L5. Codes: UBERON's lumbar vertebrae and FMA's from the ontologies and the Human Reference
 * Atlas crosswalk; the disc's parts carry the disc's own term and the sac that of all dura mater, as broader ones. No
 * code could be confirmed for the cauda equina, the single roots, facet joints and ligaments: those are left out.
 */
import { entry, type CatalogueEntry } from "../catalogue";

const middle = { side: "none", group: "parts" } as const;
const inside = { side: "none", group: "inside" } as const;

type Text = Parameters<typeof entry>[3];
/** The same part of both sides. */
const pair = (id: string, text: (en: string, es: string) => Text): CatalogueEntry[] => [
  entry(`${id}-left`, [null], { side: "left", group: "parts" }, text("left", "izquierd")),
  entry(`${id}-right`, [null], { side: "right", group: "parts" }, text("right", "derech")),
];

export const spineCatalogue: readonly CatalogueEntry[] = [
  entry("l4-vertebra", ["0004620", "13075"], middle, {
    name: ["Fourth lumbar vertebra (L4)", "Cuarta vértebra lumbar (L4)"],
    plain: ["Upper bone of the low back pair", "Hueso superior de este par lumbar"],
    words: ["This strong bone of the low back carries the weight of your upper body.", "Este hueso fuerte de la espalda baja lleva el peso de la parte alta del cuerpo."],
  }),
  entry("l5-vertebra", ["0004621", "13076"], middle, {
    name: ["Fifth lumbar vertebra (L5)", "Quinta vértebra lumbar (L5)"],
    plain: ["Lowest bone of the low back", "Hueso más bajo de la espalda baja"],
    words: ["The lowest bone of the back passes your weight on to the pelvis.", "El hueso más bajo de la espalda pasa su peso a la pelvis."],
  }),
  entry("annulus-fibrosus", ["~0001066"], middle, {
    name: ["Annulus fibrosus of disc L4-L5", "Anillo fibroso del disco L4-L5"],
    plain: ["Tough ring of the disc", "Anillo resistente del disco"],
    words: ["Layers of strong fibers hold the soft core of the disc in place.", "Capas de fibras fuertes mantienen en su sitio el centro blando del disco."],
  }),
  entry("nucleus-pulposus", ["~0001066"], inside, {
    name: ["Nucleus pulposus of disc L4-L5", "Núcleo pulposo del disco L4-L5"],
    plain: ["Soft core of the disc", "Centro blando del disco"],
    words: ["This soft core works like a cushion between the two bones.", "Este centro blando funciona como un cojín entre los dos huesos."],
  }),
  entry("dural-sac", ["~0002363"], middle, {
    name: ["Dural sac", "Saco dural"],
    plain: ["Cover around the nerves", "Envoltura de los nervios"],
    words: ["This sac holds the nerves of the legs in clear fluid.", "Este saco contiene los nervios de las piernas en un líquido claro."],
  }),
  entry("cauda-equina", [null], inside, {
    name: ["Cauda equina", "Cola de caballo"],
    plain: ["Bundle of nerves in the sac", "Haz de nervios dentro del saco"],
    words: ["Below the end of the spinal cord its nerves run on as a bundle.", "Debajo del final de la médula sus nervios siguen como un haz."],
  }),
  ...pair("l4-nerve-root", (en, es) => ({
    name: [`L4 nerve root, ${en}`, `Raíz nerviosa L4 ${es}a`],
    plain: [`Nerve to the ${en} thigh and shin`, `Nervio del muslo y la espinilla, lado ${es}o`],
    words: ["This nerve leaves below the L4 bone and helps to straighten the knee.", "Este nervio sale debajo de L4 y ayuda a estirar la rodilla."],
  })),
  ...pair("l5-nerve-root", (en, es) => ({
    name: [`L5 nerve root, ${en}`, `Raíz nerviosa L5 ${es}a`],
    plain: [`Nerve to the ${en} foot and big toe`, `Nervio del pie y el dedo gordo, lado ${es}o`],
    words: ["This nerve crosses behind the disc and helps to lift the foot.", "Este nervio pasa por detrás del disco y ayuda a levantar el pie."],
  })),
  ...pair("facet-joint", (en, es) => ({
    name: [`Facet joint L4-L5, ${en}`, `Articulación facetaria L4-L5 ${es}a`],
    plain: [`Small joint of the back, ${en}`, `Articulación pequeña de la espalda, lado ${es}o`],
    words: ["Two small joints guide how far the back can bend and turn.", "Dos articulaciones pequeñas guían cuánto se dobla y gira la espalda."],
  })),
  entry("anterior-longitudinal-ligament", [null], middle, {
    name: ["Anterior longitudinal ligament", "Ligamento longitudinal anterior"],
    plain: ["Long band in front", "Banda larga de delante"],
    words: ["This long band in front keeps the back from bending too far backward.", "Esta banda larga de delante evita que la espalda se doble demasiado hacia atrás."],
  }),
  entry("posterior-longitudinal-ligament", [null], middle, {
    name: ["Posterior longitudinal ligament", "Ligamento longitudinal posterior"],
    plain: ["Long band behind the discs", "Banda larga detrás de los discos"],
    words: ["This band lies between the discs and the nerves.", "Esta banda está entre los discos y los nervios."],
  }),
  entry("ligamenta-flava", [null], middle, {
    name: ["Ligamenta flava", "Ligamentos amarillos"],
    plain: ["Stretchy yellow bands", "Bandas amarillas elásticas"],
    words: ["These stretchy bands close the gap between the arches of the bones.", "Estas bandas elásticas cierran el hueco entre los arcos de los huesos."],
  }),
  entry("interspinous-ligament", [null], middle, {
    name: ["Interspinous ligament", "Ligamento interespinoso"],
    plain: ["Band between the bony ridges", "Banda entre las puntas óseas"],
    words: ["This thin band fills the space between the ridges that you feel in your back.", "Esta banda fina llena el espacio entre las puntas que se notan en la espalda."],
  }),
  entry("supraspinous-ligament", [null], middle, {
    name: ["Supraspinous ligament", "Ligamento supraespinoso"],
    plain: ["Cord over the bony ridges", "Cordón sobre las puntas óseas"],
    words: ["This cord ties the tips of the bones together under the skin.", "Este cordón une las puntas de los huesos debajo de la piel."],
  }),
];
