/** What a part of a pulled organ is made of, from its words; where they say nothing, the publisher's own colour. */
import type { Material } from "@gltf-transform/core";
import { tissues, type Rgb, type Tissue } from "../shade/tissues";

export interface NamedTissue { readonly name: string; readonly tissue: Tissue }

const rgb = (code: number): Rgb => [(code >> 16) / 255, ((code >> 8) & 255) / 255, (code & 255) / 255];
const plain = (colour: number, deep: number, roughness: number, grain: Tissue["grain"] = "leaflet"): Tissue => ({ rgb: rgb(colour), deep: rgb(deep), roughness, grain });

const bone = plain(0xe4d6b8, 0xc2ab80, 0.6);
const cartilage = plain(0xd5dcd8, 0xaebbb8, 0.4);
const band = plain(0xe3d7bf, 0xc2ad86, 0.5);

/** The first pattern that fits label and material name decides. */
const rules: readonly (readonly [RegExp, string, Tissue])[] = [
  [/papillary/i, "papillary", tissues.papillary],
  [/valve|leaflet|chorda/i, "leaflet", tissues.leaflet],
  [/pulmonary (artery|trunk)/i, "pulmonary-artery", tissues.pulmonaryArtery],
  [/pulmonary vein/i, "pulmonary-vein", tissues.pulmonaryVein],
  [/cardiac vein|vein of (heart|left|right)|marginal vein|coronary sinus/i, "cardiac-vein", tissues.cardiacVein],
  [/vein|vena cava|venous/i, "vein", tissues.systemicVein],
  [/coronary artery|circumflex|descending (artery|branch)|marginal (artery|branch)/i, "coronary", tissues.coronaryArtery],
  [/arter(y|ies)|aorta/i, "artery", tissues.aorta],
  [/septum/i, "septum", tissues.septum],
  [/ventricle/i, "ventricle", tissues.ventricle],
  [/atrium/i, "atrium", tissues.atrium],
  [/\bfat\b|adipose/i, "fat", tissues.fat],
  [/cartilag|menisc/i, "cartilage", cartilage],
  [/ligament|tendon|enthesis|raphe/i, "ligament", band],
  [/bone/i, "bone", bone],
  [/spinal|nerve/i, "nerve", plain(0xe8d9ad, 0xc7ae74, 0.45)],
  [/skin/i, "skin", plain(0xc99a7e, 0xa9755a, 0.6)],
  [/liver|hepat/i, "liver", plain(0x7b3a2e, 0x532018, 0.4)],
  [/spleen|splenic/i, "spleen", plain(0x6f3340, 0x4a1f2b, 0.4)],
];

/** Linear light to sRGB (IEC 61966-2-1). */
const encoded = (c: number): number => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);

export function tissueFor(label: string, material: Material | null): NamedTissue {
  const words = `${label} ${(material?.getName() ?? "").replace(/[_\d]+/g, " ")}`;
  const rule = rules.find(([pattern]) => pattern.test(words));
  if (rule) return { name: rule[1], tissue: rule[2] };
  const [r = 1, g = 1, b = 1] = material?.getBaseColorFactor() ?? [];
  const own: Rgb = [encoded(r), encoded(g), encoded(b)];
  const deep: Rgb = [own[0] * 0.72, own[1] * 0.64, own[2] * 0.62];
  return { name: `own-${hexOf(own).slice(1)}`, tissue: { rgb: own, deep, roughness: 0.45, grain: "vessel" } };
}

export const hexOf = (colour: Rgb): string => `#${colour.map((c) => Math.round(Math.min(1, Math.max(0, c)) * 255).toString(16).padStart(2, "0")).join("")}`;
