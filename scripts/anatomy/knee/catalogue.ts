/**
 * Names of the left knee. Codes: FMA's terms of the left side from the Human Reference Atlas crosswalk; UBERON's femur,
 * tibia, fibula, patella and anterior cruciate ligament from the ontology. No code of the other ligaments, the menisci
 * or of each cartilage could be confirmed in UBERON, and none of the menisci in FMA: those are left out.
 */
import { entry, type CatalogueEntry } from "../catalogue";

const part = { side: "left", group: "parts" } as const;

export const kneeCatalogue: readonly CatalogueEntry[] = [
  entry("femur", ["0000981", "24475"], part, {
    name: ["Femur", "Fémur"],
    plain: ["Thigh bone", "Hueso del muslo"],
    words: ["The thigh bone ends in two round knuckles that roll on the shin bone.", "El hueso del muslo termina en dos extremos redondos que ruedan sobre la tibia."],
  }),
  entry("tibia", ["0000979", "24478"], part, {
    name: ["Tibia", "Tibia (hueso)"],
    plain: ["Shin bone", "Hueso de la espinilla"],
    words: ["The shin bone carries your weight from the knee to the ankle.", "La tibia lleva su peso de la rodilla al tobillo."],
  }),
  entry("fibula", ["0001446", "24481"], part, {
    name: ["Fibula", "Peroné"],
    plain: ["Thin bone beside the shin", "Hueso fino junto a la espinilla"],
    words: ["This thin bone holds ligaments and muscles at the outer side of the leg.", "Este hueso fino sujeta ligamentos y músculos en el lado externo de la pierna."],
  }),
  entry("patella", ["0002446", "24487"], part, {
    name: ["Patella", "Rótula"],
    plain: ["Kneecap", "Hueso de la rodilla"],
    words: ["The kneecap helps your thigh muscle to straighten the knee.", "La rótula ayuda al músculo del muslo a estirar la rodilla."],
  }),
  entry("femoral-cartilage", [null, "33190"], part, {
    name: ["Articular cartilage of femur", "Cartílago articular del fémur"],
    plain: ["Smooth cover of the thigh bone", "Capa lisa del hueso del muslo"],
    words: ["This smooth layer lets the bones glide with almost no rubbing.", "Esta capa lisa deja que los huesos se deslicen casi sin roce."],
  }),
  entry("tibial-cartilage", [null], part, {
    name: ["Articular cartilage of tibia", "Cartílago articular de la tibia"],
    plain: ["Smooth cover of the shin bone", "Capa lisa de la tibia"],
    words: ["Two smooth pads on the shin bone bear the ends of the thigh bone.", "Dos capas lisas sobre la tibia sostienen los extremos del fémur."],
  }),
  entry("patellar-cartilage", [null], part, {
    name: ["Articular cartilage of patella", "Cartílago articular de la rótula"],
    plain: ["Smooth back of the kneecap", "Cara lisa de la rótula"],
    words: ["The thickest cartilage of the body lets the kneecap slide in its groove.", "El cartílago más grueso del cuerpo deja que la rótula se deslice en su surco."],
  }),
  entry("medial-meniscus", [null], part, {
    name: ["Medial meniscus", "Menisco medial"],
    plain: ["Inner cushion of the knee", "Almohadilla interna de la rodilla"],
    words: ["This C-shaped pad spreads the load at the inner side of the knee.", "Esta almohadilla en forma de C reparte la carga en el lado interno de la rodilla."],
  }),
  entry("lateral-meniscus", [null], part, {
    name: ["Lateral meniscus", "Menisco lateral"],
    plain: ["Outer cushion of the knee", "Almohadilla externa de la rodilla"],
    words: ["This nearly round pad spreads the load at the outer side of the knee.", "Esta almohadilla casi redonda reparte la carga en el lado externo de la rodilla."],
  }),
  entry("anterior-cruciate-ligament", ["0003671", "44616"], part, {
    name: ["Anterior cruciate ligament", "Ligamento cruzado anterior"],
    plain: ["Front cross band", "Banda cruzada de delante"],
    words: ["This band inside the knee stops the shin bone from sliding forward.", "Esta banda dentro de la rodilla evita que la tibia se vaya hacia delante."],
  }),
  entry("posterior-cruciate-ligament", [null, "44619"], part, {
    name: ["Posterior cruciate ligament", "Ligamento cruzado posterior"],
    plain: ["Back cross band", "Banda cruzada de detrás"],
    words: ["This strong band stops the shin bone from sliding backward.", "Esta banda fuerte evita que la tibia se vaya hacia atrás."],
  }),
  entry("medial-collateral-ligament", [null, "44602"], part, {
    name: ["Medial collateral ligament", "Ligamento colateral medial"],
    plain: ["Inner side band", "Banda del lado interno"],
    words: ["This flat band keeps the knee from opening at its inner side.", "Esta banda plana evita que la rodilla se abra por el lado interno."],
  }),
  entry("lateral-collateral-ligament", [null, "44610"], part, {
    name: ["Lateral collateral ligament", "Ligamento colateral lateral"],
    plain: ["Outer side band", "Banda del lado externo"],
    words: ["This cord keeps the knee from opening at its outer side.", "Este cordón evita que la rodilla se abra por el lado externo."],
  }),
  entry("patellar-ligament", [null, "44586"], part, {
    name: ["Patellar ligament", "Ligamento rotuliano"],
    plain: ["Band below the kneecap", "Banda debajo de la rótula"],
    words: ["This band ties the kneecap to the shin bone.", "Esta banda une la rótula con la tibia."],
  }),
  entry("quadriceps-tendon", [null, "46902"], part, {
    name: ["Quadriceps tendon", "Tendón del cuádriceps"],
    plain: ["Tendon of the thigh muscle", "Tendón del músculo del muslo"],
    words: ["Through this tendon the thigh muscle pulls the knee straight.", "Por este tendón el músculo del muslo estira la rodilla."],
  }),
];
