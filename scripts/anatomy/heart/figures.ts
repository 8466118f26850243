/** What the heart must measure. Ranges: rounded figures for women; families of publications named there. */
import type { OrganFigures } from "../figures";

const volumesMl: OrganFigures["volumesMl"] = {
  "left-ventricle": 74.435,
  "right-ventricle": 53.911,
  "left-atrium": 27.057,
  "right-atrium": 24.614,
  "interventricular-septum": 45.745,
  "epicardial-fat": 34.814,
  "mitral-valve": 1.201,
  "tricuspid-valve": 0.925,
  "aortic-valve": 0.723,
  "pulmonary-valve": 0.697,
  "ascending-aorta": 12.995,
  "aortic-arch": 16.451,
  "descending-aorta": 20.294,
  "brachiocephalic-artery": 1.959,
  "left-common-carotid-artery": 1.287,
  "left-subclavian-artery": 1.259,
  "pulmonary-trunk": 9.001,
  "left-pulmonary-artery": 4.38,
  "right-pulmonary-artery": 5.075,
  "pulmonary-veins": 10.168,
  "superior-vena-cava": 5.872,
  "inferior-vena-cava": 5.306,
  "right-coronary-artery": 1.464,
  "left-anterior-descending-artery": 1.421,
  "left-circumflex-artery": 0.981,
  "cardiac-veins": 3.301,
  "papillary-anterolateral": 2.512,
  "papillary-posteromedial": 2.66,
  "papillary-right-anterior": 0.81,
  "papillary-right-posterior": 0.561,
  "papillary-right-septal": 0.236,
  "chordae-tendineae": 0.346,
  "left-ventricle-blood": 93.636,
  "right-ventricle-blood": 102.858,
  "left-atrium-blood": 76.013,
  "right-atrium-blood": 80.477,
};

/** Muscle's density, g/ml. */
const MUSCLE = 1.05;
const FAT = 0.92;

export const heartFigures: OrganFigures = {
  volumesMl,
  shells: { "pulmonary-veins": 4, "chordae-tendineae": 7 },
  leftOf: [
    ["left-atrium", "right-atrium"],
    ["left-subclavian-artery", "brachiocephalic-artery"],
    ["left-pulmonary-artery", "right-pulmonary-artery"],
    ["ascending-aorta", "superior-vena-cava"],
  ],
  touching: [
    ["left-atrium", "left-atrium-blood"],
    ["left-ventricle", "left-ventricle-blood"],
    ["left-ventricle", "interventricular-septum"],
    ["right-ventricle", "epicardial-fat"],
  ],
  sizes: [
    {
      what: "left ventricle at end-diastole",
      value: ({ ml }) => ml("left-ventricle-blood"),
      range: [46, 106], unit: "ml", source: "ASE/EACVI 2015, biplane echocardiography",
    },
    {
      what: "left ventricular mass with septum",
      value: ({ ml }) => (ml("left-ventricle") + ml("interventricular-septum")) * MUSCLE,
      range: [67, 162], unit: "g", source: "ASE/EACVI 2015, linear method",
    },
    {
      what: "whole heart without blood and great vessels",
      value: ({ ml }) =>
        ["left-ventricle", "right-ventricle", "interventricular-septum", "left-atrium", "right-atrium"].reduce((sum, id) => sum + ml(id) * MUSCLE, 0) +
        ml("epicardial-fat") * FAT,
      range: [200, 350], unit: "g", source: "autopsy series of normal hearts; ICRP 89",
    },
  ],
};
