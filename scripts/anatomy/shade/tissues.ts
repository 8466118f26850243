/** Tissue colours: a restrained teaching palette. Red for oxygen-rich and blue for oxygen-poor vessels is a code, not nature. */

export type Rgb = readonly [number, number, number];
export type TissueName =
  | "ventricle" | "septum" | "atrium" | "papillary" | "fat" | "aorta" | "coronaryArtery" | "pulmonaryArtery"
  | "systemicVein" | "pulmonaryVein" | "cardiacVein" | "leaflet" | "bloodRich" | "bloodPoor"
  | "bone" | "cartilage" | "meniscus" | "ligament" | "tendon"
  | "cortex" | "pyramid" | "urinary" | "artery"
  | "nucleus" | "nerve" | "dura" | "skin"
  | "plaque" | "stone" | "worn";

export interface Tissue {
  /** sRGB, 0 to 1. */
  rgb: Rgb;
  /** Mixed in by noise and in hollows. */
  deep: Rgb;
  roughness: number;
  grain: "muscle" | "fat" | "vessel" | "leaflet" | "blood" | "bone" | "even";
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
  bone: tissue(0xe6d9bd, 0xc4aa80, 0.62, "bone"),
  cartilage: tissue(0xdfe6e6, 0xb9c9cc, 0.28, "leaflet"),
  meniscus: tissue(0xcfc4ae, 0xa8967a, 0.36, "leaflet"),
  cortex: tissue(0x964f41, 0x74352b, 0.42, "vessel"),
  pyramid: tissue(0x84383a, 0x5a2328, 0.45, "muscle"),
  urinary: tissue(0xe2cfae, 0xc4a27a, 0.42, "leaflet"),
  artery: tissue(0xb8392f, 0x8a2420, 0.4, "vessel"),
  nucleus: tissue(0xc9d6cf, 0x9fb3aa, 0.3, "leaflet"),
  nerve: tissue(0xecd27a, 0xc39b3f, 0.42, "leaflet"),
  dura: tissue(0xd6d0c6, 0xaaa296, 0.4, "leaflet"),
  skin: tissue(0xb9a493, 0x98806e, 0.62, "even"),
  plaque: tissue(0xe6c85f, 0xb98a35, 0.5, "fat"),
  stone: tissue(0xc0a06a, 0x77572f, 0.7, "bone"),
  worn: tissue(0xd2603f, 0x9a3a26, 0.5, "leaflet"),
  // Of what holds bones together, each is told from the others by lightness and gloss as well, since hue alone is not seen by all.
  ligament: tissue(0xc19b82, 0x845f4a, 0.48, "muscle"),
  tendon: tissue(0xb7b8ba, 0x7f8086, 0.32, "muscle"),
};

/** `#rrggbb` of a tissue's base colour. */
export const tissueHex = (name: TissueName): string =>
  `#${tissues[name].rgb.map((c) => Math.round(c * 255).toString(16).padStart(2, "0")).join("")}`;
