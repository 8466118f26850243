/** Tissue colours: a restrained teaching palette. Red for oxygen-rich and blue for oxygen-poor vessels is a code, not nature. */

export type Rgb = readonly [number, number, number];
export type TissueName =
  | "ventricle" | "septum" | "atrium" | "papillary" | "fat" | "aorta" | "coronaryArtery" | "pulmonaryArtery"
  | "systemicVein" | "pulmonaryVein" | "cardiacVein" | "leaflet" | "bloodRich" | "bloodPoor";

export interface Tissue {
  /** sRGB, 0 to 1. */
  rgb: Rgb;
  /** Mixed in by noise and in hollows. */
  deep: Rgb;
  roughness: number;
  grain: "muscle" | "fat" | "vessel" | "leaflet" | "blood";
}

const hex = (code: number): Rgb => [(code >> 16) / 255, ((code >> 8) & 255) / 255, (code & 255) / 255];
const tissue = (rgb: number, deep: number, roughness: number, grain: Tissue["grain"]): Tissue => ({ rgb: hex(rgb), deep: hex(deep), roughness, grain });

export const tissues: Readonly<Record<TissueName, Tissue>> = {
  ventricle: tissue(0x8f423a, 0x60211e, 0.46, "muscle"),
  septum: tissue(0x94423b, 0x64221f, 0.5, "muscle"),
  atrium: tissue(0x9c564b, 0x6a2d2a, 0.46, "muscle"),
  papillary: tissue(0xa5574b, 0x74302a, 0.45, "muscle"),
  fat: tissue(0xe3c47c, 0xc4924a, 0.42, "fat"),
  aorta: tissue(0xb86f62, 0x92493f, 0.44, "vessel"),
  coronaryArtery: tissue(0xb8392f, 0x8a2420, 0.4, "vessel"),
  pulmonaryArtery: tissue(0x7d86ab, 0x59618a, 0.44, "vessel"),
  systemicVein: tissue(0x62709a, 0x434e78, 0.44, "vessel"),
  pulmonaryVein: tissue(0xbb645c, 0x93423f, 0.44, "vessel"),
  cardiacVein: tissue(0x56628f, 0x3c4670, 0.4, "vessel"),
  leaflet: tissue(0xe9dcc2, 0xcdb48e, 0.38, "leaflet"),
  bloodRich: tissue(0xa01e1c, 0x7c1414, 0.25, "blood"),
  bloodPoor: tissue(0x5a2a50, 0x43203e, 0.25, "blood"),
};

/** `#rrggbb` of a tissue's base colour. */
export const tissueHex = (name: TissueName): string =>
  `#${tissues[name].rgb.map((c) => Math.round(c * 255).toString(16).padStart(2, "0")).join("")}`;
