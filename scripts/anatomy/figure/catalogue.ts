/**
 * Regions of the figure's skin. UBERON's "skin of body" is the only code that was confirmed; it is a broader term for
 * each region.
 */
import { entry, type CatalogueEntry } from "../catalogue";

const SKIN = ["~0002097"] as const;
type Words = readonly [string, string];
const middle = (id: string, name: Words, plain: Words, words: Words): CatalogueEntry => entry(id, SKIN, { side: "none", group: "parts" }, { name, plain, words });

/** The same region of both sides; `es` has the gender's ending. */
const pair = (id: string, en: string, es: Words, plain: Words, words: Words): CatalogueEntry[] => [
  entry(`left-${id}`, SKIN, { side: "left", group: "parts" }, { name: [`Left ${en}`, `${es[0]} izquierd${es[1]}`], plain: [`${plain[0]}, left`, `${plain[1]}, lado izquierdo`], words }),
  entry(`right-${id}`, SKIN, { side: "right", group: "parts" }, { name: [`Right ${en}`, `${es[0]} derech${es[1]}`], plain: [`${plain[0]}, right`, `${plain[1]}, lado derecho`], words }),
];

export const bodyCatalogue: readonly CatalogueEntry[] = [
  middle("head", ["Head", "Cabeza"], ["Head and face", "Cabeza y cara"], ["The head holds the brain, eyes, ears, nose and mouth.", "La cabeza contiene el cerebro, los ojos, los oídos, la nariz y la boca."]),
  middle("neck", ["Neck", "Cuello"], ["Neck and throat", "Cuello y garganta"], ["The neck carries air, food, blood and nerves between head and chest.", "El cuello lleva aire, comida, sangre y nervios entre la cabeza y el pecho."]),
  middle("chest", ["Chest", "Tórax"], ["Chest and upper back", "Pecho y espalda alta"], ["The ribs of the chest protect your heart and lungs.", "Las costillas del pecho protegen el corazón y los pulmones."]),
  middle("abdomen", ["Abdomen", "Abdomen (vientre)"], ["Belly and middle back", "Barriga y espalda media"], ["The belly holds stomach, liver, bowel and kidneys.", "La barriga contiene el estómago, el hígado, el intestino y los riñones."]),
  middle("pelvis", ["Pelvis", "Pelvis (cadera)"], ["Hips and lower belly", "Caderas y bajo vientre"], ["The pelvis holds the bladder and passes your weight on to the legs.", "La pelvis contiene la vejiga y pasa su peso a las piernas."]),
  ...pair("arm", "arm", ["Brazo", "o"], ["Shoulder to wrist", "Del hombro a la muñeca"], ["Shoulder, elbow and wrist let the arm bring the hand where you want it.", "El hombro, el codo y la muñeca llevan la mano a donde usted quiere."]),
  ...pair("hand", "hand", ["Mano", "a"], ["Hand and fingers", "Mano y dedos"], ["The hand feels and grips.", "La mano siente y agarra."]),
  ...pair("thigh", "thigh", ["Muslo", "o"], ["Hip to knee", "De la cadera a la rodilla"], ["The thigh holds the longest bone and the strongest muscles of the body.", "El muslo tiene el hueso más largo y los músculos más fuertes del cuerpo."]),
  ...pair("lower-leg", "lower leg", ["Pierna", "a"], ["Knee to ankle", "De la rodilla al tobillo"], ["Shin and calf move the foot when you walk.", "La espinilla y la pantorrilla mueven el pie al caminar."]),
  ...pair("foot", "foot", ["Pie", "o"], ["Ankle to toes", "Del tobillo a los dedos"], ["The foot carries you and pushes you forward.", "El pie le sostiene y le empuja hacia delante."]),
];
