/**
 * What the heart must measure: committed by hand, so that a change of shape is seen and not just passed on.
 * Ranges: rounded adult figures for women; families named there. They bound a teaching model, no diagnosis.
 */

/** Enclosed volume of each structure in the full level, ml. */
export const heartVolumesMl: Readonly<Record<string, number>> = {
  "left-ventricle": 74.389,
  "right-ventricle": 53.838,
  "left-atrium": 27.055,
  "right-atrium": 24.567,
  "interventricular-septum": 45.754,
  "epicardial-fat": 34.803,
  "mitral-valve": 1.207,
  "tricuspid-valve": 0.925,
  "aortic-valve": 0.722,
  "pulmonary-valve": 0.7,
  "ascending-aorta": 12.975,
  "aortic-arch": 15.544,
  "descending-aorta": 20.285,
  "brachiocephalic-artery": 2.361,
  "left-common-carotid-artery": 1.601,
  "left-subclavian-artery": 1.483,
  "pulmonary-trunk": 6.907,
  "left-pulmonary-artery": 4.999,
  "right-pulmonary-artery": 5.404,
  "pulmonary-veins": 10.163,
  "superior-vena-cava": 5.862,
  "inferior-vena-cava": 5.314,
  "right-coronary-artery": 1.471,
  "left-anterior-descending-artery": 1.426,
  "left-circumflex-artery": 0.985,
  "cardiac-veins": 3.309,
  "papillary-anterolateral": 2.514,
  "papillary-posteromedial": 2.665,
  "papillary-right-anterior": 0.816,
  "papillary-right-posterior": 0.561,
  "papillary-right-septal": 0.237,
  "chordae-tendineae": 0.396,
  "left-ventricle-blood": 93.694,
  "right-ventricle-blood": 102.909,
  "left-atrium-blood": 76.032,
  "right-atrium-blood": 80.523,
};

/** Separate closed surfaces; every other structure is one. */
export const heartShells: Readonly<Record<string, number>> = { "pulmonary-veins": 4, "chordae-tendineae": 7 };

/** Muscle's density, g/ml. */
const MUSCLE = 1.05;
const FAT = 0.92;

export interface Check {
  what: string;
  value: (volumeMl: (id: string) => number) => number;
  range: readonly [number, number];
  unit: "ml" | "g";
  family: string;
}

export const heartChecks: readonly Check[] = [
  {
    what: "left ventricle at end-diastole",
    value: (ml) => ml("left-ventricle-blood"),
    range: [46, 106], unit: "ml", family: "ASE/EACVI 2015, biplane echocardiography",
  },
  {
    what: "left ventricular mass with septum",
    value: (ml) => (ml("left-ventricle") + ml("interventricular-septum")) * MUSCLE,
    range: [67, 162], unit: "g", family: "ASE/EACVI 2015, linear method",
  },
  {
    what: "whole heart without blood and great vessels",
    value: (ml) =>
      ["left-ventricle", "right-ventricle", "interventricular-septum", "left-atrium", "right-atrium"].reduce((sum, id) => sum + ml(id) * MUSCLE, 0) +
      ml("epicardial-fat") * FAT,
    range: [200, 350], unit: "g", family: "autopsy series of normal hearts; ICRP 89",
  },
];
