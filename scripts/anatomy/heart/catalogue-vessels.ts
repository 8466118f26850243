/** Valves and vessels; codes as in the chambers' list. */
import { entry, type CatalogueEntry } from "../catalogue";

const valve = (side: "left" | "right") => ({ side, group: "valves" }) as const;
const vessel = (side: "left" | "right" | "none") => ({ side, group: "vessels" }) as const;

export const valveEntries: readonly CatalogueEntry[] = [
  entry("mitral-valve", ["0002135", "7235"], valve("left"), {
    name: ["Mitral valve", "Válvula mitral"],
    plain: ["Door between the left chambers", "Puerta entre las cámaras izquierdas"],
    words: ["This valve lets blood into the left pumping chamber and stops it from flowing back.", "Esta válvula deja entrar la sangre a la cámara izquierda de bombeo y no la deja volver."],
  }),
  entry("tricuspid-valve", ["0002134", "7234"], valve("right"), {
    name: ["Tricuspid valve", "Válvula tricúspide"],
    plain: ["Door between the right chambers", "Puerta entre las cámaras derechas"],
    words: ["This valve has three flaps and keeps blood on the right side moving forward.", "Esta válvula tiene tres hojas y hace que la sangre del lado derecho siga adelante."],
  }),
  entry("aortic-valve", ["0002137", "7236"], valve("left"), {
    name: ["Aortic valve", "Válvula aórtica"],
    plain: ["Door to the body", "Puerta hacia el cuerpo"],
    words: ["Blood leaves the heart for the body through this valve.", "La sangre sale del corazón hacia el cuerpo por esta válvula."],
  }),
  entry("pulmonary-valve", ["0002146", "7246"], valve("right"), {
    name: ["Pulmonary valve", "Válvula pulmonar"],
    plain: ["Door to the lungs", "Puerta hacia los pulmones"],
    words: ["Blood leaves the heart for the lungs through this valve.", "La sangre sale del corazón hacia los pulmones por esta válvula."],
  }),
];

const greatVessels: readonly CatalogueEntry[] = [
  entry("ascending-aorta", ["0001496", "3736"], vessel("none"), {
    name: ["Ascending aorta", "Aorta ascendente"],
    plain: ["First part of the body's main artery", "Primera parte de la arteria principal"],
    words: ["The body's largest artery starts here, at the top of the heart.", "La arteria más grande del cuerpo empieza aquí, arriba del corazón."],
  }),
  entry("aortic-arch", ["0001508"], vessel("none"), {
    name: ["Arch of the aorta", "Arco de la aorta"],
    plain: ["Bend of the main artery", "Curva de la arteria principal"],
    words: ["The main artery bends here and sends branches to the head and arms.", "La arteria principal se curva aquí y da ramas a la cabeza y los brazos."],
  }),
  entry("descending-aorta", ["0001514"], vessel("none"), {
    name: ["Descending aorta", "Aorta descendente"],
    plain: ["Main artery going down", "Arteria principal hacia abajo"],
    words: ["This part of the main artery carries blood down to the belly and legs.", "Esta parte de la arteria principal lleva sangre al vientre y las piernas."],
  }),
  entry("brachiocephalic-artery", ["0001529"], vessel("right"), {
    name: ["Brachiocephalic artery", "Arteria braquiocefálica"],
    plain: ["Artery to the right arm and head", "Arteria al brazo derecho y la cabeza"],
    words: ["This branch feeds the right arm and the right side of the head.", "Esta rama lleva sangre al brazo derecho y al lado derecho de la cabeza."],
  }),
  entry("left-common-carotid-artery", ["0001536"], vessel("left"), {
    name: ["Left common carotid artery", "Arteria carótida común izquierda"],
    plain: ["Left neck artery", "Arteria izquierda del cuello"],
    words: ["This branch runs up the neck and feeds the left side of the head.", "Esta rama sube por el cuello y lleva sangre al lado izquierdo de la cabeza."],
  }),
  entry("left-subclavian-artery", ["0001584"], vessel("left"), {
    name: ["Left subclavian artery", "Arteria subclavia izquierda"],
    plain: ["Artery to the left arm", "Arteria al brazo izquierdo"],
    words: ["This branch feeds the left arm.", "Esta rama lleva sangre al brazo izquierdo."],
  }),
  entry("pulmonary-trunk", ["0002333"], vessel("none"), {
    name: ["Pulmonary trunk", "Tronco pulmonar"],
    plain: ["Main artery to the lungs", "Arteria principal a los pulmones"],
    words: ["This vessel carries used blood from the heart toward both lungs.", "Este vaso lleva la sangre usada del corazón hacia los dos pulmones."],
  }),
  entry("left-pulmonary-artery", ["0001652"], vessel("left"), {
    name: ["Left pulmonary artery", "Arteria pulmonar izquierda"],
    plain: ["Artery to the left lung", "Arteria al pulmón izquierdo"],
    words: ["This vessel takes used blood to the left lung.", "Este vaso lleva sangre usada al pulmón izquierdo."],
  }),
  entry("right-pulmonary-artery", ["0001651"], vessel("right"), {
    name: ["Right pulmonary artery", "Arteria pulmonar derecha"],
    plain: ["Artery to the right lung", "Arteria al pulmón derecho"],
    words: ["This vessel takes used blood to the right lung.", "Este vaso lleva sangre usada al pulmón derecho."],
  }),
  entry("pulmonary-veins", ["0002016", "66643"], vessel("none"), {
    name: ["Pulmonary veins", "Venas pulmonares"],
    plain: ["Veins from the lungs", "Venas de los pulmones"],
    words: ["Four veins bring fresh blood from the lungs back to the heart.", "Cuatro venas traen sangre fresca de los pulmones al corazón."],
  }),
  entry("superior-vena-cava", ["0001585", "4720"], vessel("right"), {
    name: ["Superior vena cava", "Vena cava superior"],
    plain: ["Large vein from the upper body", "Vena grande de la parte alta del cuerpo"],
    words: ["This vein brings used blood from the head and arms.", "Esta vena trae sangre usada de la cabeza y los brazos."],
  }),
  entry("inferior-vena-cava", ["0001072", "10951"], vessel("right"), {
    name: ["Inferior vena cava", "Vena cava inferior"],
    plain: ["Large vein from the lower body", "Vena grande de la parte baja del cuerpo"],
    words: ["This vein brings used blood from the belly and legs.", "Esta vena trae sangre usada del vientre y las piernas."],
  }),
];

const ownVessels: readonly CatalogueEntry[] = [
  entry("right-coronary-artery", ["0001625"], vessel("right"), {
    name: ["Right coronary artery", "Arteria coronaria derecha"],
    plain: ["Heart's own artery, right side", "Arteria propia del corazón, lado derecho"],
    words: ["This artery feeds the heart muscle on the right and at the back.", "Esta arteria alimenta el músculo del corazón a la derecha y atrás."],
  }),
  entry("left-anterior-descending-artery", ["8600102", "3862"], vessel("left"), {
    name: ["Left anterior descending artery", "Arteria descendente anterior izquierda"],
    plain: ["Heart's own artery, front", "Arteria propia del corazón, por delante"],
    words: ["This artery feeds the front of the heart and much of the wall between its chambers.", "Esta arteria alimenta la parte de delante del corazón y mucho de la pared entre sus cámaras."],
  }),
  entry("left-circumflex-artery", ["0035422"], vessel("left"), {
    name: ["Left circumflex artery", "Arteria circunfleja izquierda"],
    plain: ["Heart's own artery, left side", "Arteria propia del corazón, lado izquierdo"],
    words: ["This artery bends around the left side of the heart and feeds it.", "Esta arteria rodea el lado izquierdo del corazón y lo alimenta."],
  }),
  entry("cardiac-veins", ["0004148"], vessel("none"), {
    name: ["Cardiac veins", "Venas cardíacas"],
    plain: ["Heart's own veins", "Venas propias del corazón"],
    words: ["These veins carry used blood away from the heart muscle itself.", "Estas venas se llevan la sangre usada del propio músculo del corazón."],
  }),
];

export const vesselEntries: readonly CatalogueEntry[] = [...greatVessels, ...ownVessels];
