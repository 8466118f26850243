/**
 * Names of the left kidney. Codes: UBERON's terms from the Human Reference Atlas crosswalk. "Renal columns" and
 * "pyramids" stand for all of one kidney, and so does each kind of calyx. No code for the fat of the sinus could be
 * confirmed: it is left out. FMA's numbers could not be confirmed either.
 */
import { entry, type CatalogueEntry } from "../catalogue";

const part = { side: "left", group: "parts" } as const;
const inside = { side: "left", group: "inside" } as const;
const vessel = { side: "left", group: "vessels" } as const;

export const kidneyCatalogue: readonly CatalogueEntry[] = [
  entry("renal-cortex", ["0002189"], part, {
    name: ["Renal cortex", "Corteza renal"],
    plain: ["Outer layer of the kidney", "Capa externa del riñón"],
    words: ["The outer layer holds about a million tiny filters that clean your blood.", "La capa externa tiene cerca de un millón de filtros diminutos que limpian su sangre."],
  }),
  entry("renal-columns", ["0001284"], inside, {
    name: ["Renal columns", "Columnas renales"],
    plain: ["Outer tissue between the pyramids", "Tejido externo entre las pirámides"],
    words: ["These parts of the outer layer reach in between the pyramids and carry vessels.", "Estas partes de la capa externa entran entre las pirámides y llevan vasos."],
  }),
  entry("renal-pyramids", ["0004200"], inside, {
    name: ["Renal pyramids", "Pirámides renales"],
    plain: ["Inner cones of the kidney", "Conos internos del riñón"],
    words: ["In these cones fine tubes collect urine and save water for the body.", "En estos conos unos tubos finos recogen la orina y ahorran agua para el cuerpo."],
  }),
  entry("minor-calyces", ["0001227"], inside, {
    name: ["Minor calyces", "Cálices menores"],
    plain: ["Small cups that catch urine", "Copas pequeñas que recogen la orina"],
    words: ["Each small cup catches the urine that drips from the tip of a pyramid.", "Cada copa pequeña recoge la orina que gotea de la punta de una pirámide."],
  }),
  entry("major-calyces", ["0001226"], inside, {
    name: ["Major calyces", "Cálices mayores"],
    plain: ["Larger channels for urine", "Canales más grandes para la orina"],
    words: ["Small cups join into these larger channels on the way out.", "Las copas pequeñas se unen en estos canales más grandes hacia la salida."],
  }),
  entry("renal-pelvis", ["0001224"], inside, {
    name: ["Renal pelvis", "Pelvis renal"],
    plain: ["Funnel of the kidney", "Embudo del riñón"],
    words: ["This funnel gathers all urine and passes it on to the ureter.", "Este embudo reúne toda la orina y la pasa al uréter."],
  }),
  entry("ureter", ["0001223"], part, {
    name: ["Left ureter", "Uréter izquierdo"],
    plain: ["Tube to the bladder", "Tubo hacia la vejiga"],
    words: ["Waves of muscle in this tube move urine down to the bladder.", "Ondas de músculo en este tubo llevan la orina a la vejiga."],
  }),
  entry("renal-artery", ["0001186"], vessel, {
    name: ["Left renal artery", "Arteria renal izquierda"],
    plain: ["Vessel that brings blood in", "Vaso que trae la sangre"],
    words: ["This artery brings blood to be cleaned and branches to every part of the kidney.", "Esta arteria trae sangre para limpiarla y se reparte por todo el riñón."],
  }),
  entry("renal-vein", ["0001142"], vessel, {
    name: ["Left renal vein", "Vena renal izquierda"],
    plain: ["Vessel that takes blood out", "Vaso que se lleva la sangre"],
    words: ["This vein takes the cleaned blood back toward the heart.", "Esta vena devuelve la sangre limpia hacia el corazón."],
  }),
  entry("renal-sinus-fat", [null], inside, {
    name: ["Fat of the renal sinus", "Grasa del seno renal"],
    plain: ["Fat inside the kidney", "Grasa dentro del riñón"],
    words: ["Soft fat pads the vessels and cups inside the kidney.", "Una grasa blanda protege los vasos y las copas dentro del riñón."],
  }),
];
