/**
 * Chambers, walls and what lies inside. Codes: the Human Reference Atlas crosswalk where it has the part;
 * UBERON's left anterior descending artery (8600102) from the ontology itself; cavities and papillary muscles of the
 * right ventricle from FMA as BodyParts3D cites it. UBERON has no term for single papillary muscles or for the blood
 * of one chamber, hence the broader ones.
 */
import { entry, type CatalogueEntry } from "../catalogue";

const chambers = (side: "left" | "right") => ({ side, group: "chambers" }) as const;
const inside = (side: "left" | "right" | "none") => ({ side, group: "inside" }) as const;

export const chamberEntries: readonly CatalogueEntry[] = [
  entry("left-ventricle", ["0002084"], chambers("left"), {
    name: ["Left ventricle", "Ventrículo izquierdo"],
    plain: ["Main pumping chamber", "Cámara principal de bombeo"],
    words: ["This strong chamber pushes blood out to the whole body.", "Esta cámara fuerte empuja la sangre hacia todo el cuerpo."],
  }),
  entry("right-ventricle", ["0002080"], chambers("right"), {
    name: ["Right ventricle", "Ventrículo derecho"],
    plain: ["Chamber that pumps to the lungs", "Cámara que bombea a los pulmones"],
    words: ["This chamber pushes blood to the lungs to pick up oxygen.", "Esta cámara empuja la sangre a los pulmones para que tome oxígeno."],
  }),
  entry("left-atrium", ["0002079"], chambers("left"), {
    name: ["Left atrium", "Aurícula izquierda"],
    plain: ["Upper left chamber", "Cámara superior izquierda"],
    words: ["Blood full of oxygen comes back from the lungs into this chamber.", "La sangre con oxígeno vuelve de los pulmones a esta cámara."],
  }),
  entry("right-atrium", ["0002078"], chambers("right"), {
    name: ["Right atrium", "Aurícula derecha"],
    plain: ["Upper right chamber", "Cámara superior derecha"],
    words: ["Used blood from the body comes back into this chamber.", "La sangre usada del cuerpo vuelve a esta cámara."],
  }),
  entry("interventricular-septum", ["0002094", "7133"], { side: "none", group: "walls" }, {
    name: ["Interventricular septum", "Tabique interventricular"],
    plain: ["Wall between the pumping chambers", "Pared entre las cámaras de bombeo"],
    words: ["This wall of muscle keeps the left and right sides apart.", "Esta pared de músculo separa el lado izquierdo del derecho."],
  }),
  entry("epicardial-fat", ["0015129"], { side: "none", group: "walls" }, {
    name: ["Epicardial fat", "Grasa epicárdica"],
    plain: ["Fat around the heart", "Grasa alrededor del corazón"],
    words: ["A soft layer of fat fills the grooves and cushions the heart's own vessels.", "Una capa blanda de grasa llena los surcos y protege los vasos del corazón."],
  }),
];

export const insideEntries: readonly CatalogueEntry[] = [
  entry("papillary-anterolateral", ["~0002494", "7265"], inside("left"), {
    name: ["Anterolateral papillary muscle", "Músculo papilar anterolateral"],
    plain: ["Front anchor muscle of the mitral valve", "Músculo que ancla la válvula mitral por delante"],
    words: ["This small muscle holds the mitral valve's cords tight with each beat.", "Este pequeño músculo tensa las cuerdas de la válvula mitral en cada latido."],
  }),
  entry("papillary-posteromedial", ["~0002494", "7267"], inside("left"), {
    name: ["Posteromedial papillary muscle", "Músculo papilar posteromedial"],
    plain: ["Back anchor muscle of the mitral valve", "Músculo que ancla la válvula mitral por detrás"],
    words: ["This small muscle keeps the back part of the mitral valve from giving way.", "Este pequeño músculo impide que la parte de atrás de la válvula mitral ceda."],
  }),
  entry("papillary-right-anterior", ["~0002494", "7260"], inside("right"), {
    name: ["Anterior papillary muscle of the right ventricle", "Músculo papilar anterior del ventrículo derecho"],
    plain: ["Front anchor muscle on the right side", "Músculo de anclaje delantero del lado derecho"],
    words: ["This muscle pulls on the cords that steady the tricuspid valve.", "Este músculo tira de las cuerdas que sujetan la válvula tricúspide."],
  }),
  entry("papillary-right-posterior", ["~0002494", "7261"], inside("right"), {
    name: ["Posterior papillary muscle of the right ventricle", "Músculo papilar posterior del ventrículo derecho"],
    plain: ["Back anchor muscle on the right side", "Músculo de anclaje trasero del lado derecho"],
    words: ["This muscle helps keep the tricuspid valve shut while the heart squeezes.", "Este músculo ayuda a mantener cerrada la válvula tricúspide cuando el corazón se contrae."],
  }),
  entry("papillary-right-septal", ["~0002494", "7262"], inside("right"), {
    name: ["Septal papillary muscle of the right ventricle", "Músculo papilar septal del ventrículo derecho"],
    plain: ["Inner anchor muscle on the right side", "Músculo de anclaje interno del lado derecho"],
    words: ["This tiny muscle on the inner wall holds part of the tricuspid valve.", "Este músculo diminuto de la pared interna sujeta parte de la válvula tricúspide."],
  }),
  entry("chordae-tendineae", ["0005994"], inside("none"), {
    name: ["Tendinous cords", "Cuerdas tendinosas"],
    plain: ["Heart strings", "Cuerdas del corazón"],
    words: ["These thin cords stop the valves from turning inside out.", "Estas cuerdas finas evitan que las válvulas se den la vuelta."],
  }),
  { ...entry("left-ventricle-blood", ["~0013755", "9466"], inside("left"), {
    name: ["Blood in the left ventricle", "Sangre en el ventrículo izquierdo"],
    plain: ["Blood about to go to the body", "Sangre que va a salir al cuerpo"],
    words: ["This is the blood that the next beat sends to the body.", "Esta es la sangre que el próximo latido envía al cuerpo."],
  }), hidden: true },
  { ...entry("right-ventricle-blood", ["~0013756", "9291"], inside("right"), {
    name: ["Blood in the right ventricle", "Sangre en el ventrículo derecho"],
    plain: ["Blood about to go to the lungs", "Sangre que va a salir a los pulmones"],
    words: ["This is the blood that the next beat sends to the lungs.", "Esta es la sangre que el próximo latido envía a los pulmones."],
  }), hidden: true },
  { ...entry("left-atrium-blood", ["~0013755", "9465"], inside("left"), {
    name: ["Blood in the left atrium", "Sangre en la aurícula izquierda"],
    plain: ["Blood back from the lungs", "Sangre que vuelve de los pulmones"],
    words: ["This blood has just picked up oxygen in the lungs.", "Esta sangre acaba de tomar oxígeno en los pulmones."],
  }), hidden: true },
  { ...entry("right-atrium-blood", ["~0013756", "11359"], inside("right"), {
    name: ["Blood in the right atrium", "Sangre en la aurícula derecha"],
    plain: ["Blood back from the body", "Sangre que vuelve del cuerpo"],
    words: ["This blood has given its oxygen to the body.", "Esta sangre ya dio su oxígeno al cuerpo."],
  }), hidden: true },
];
