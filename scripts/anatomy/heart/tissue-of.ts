/** Which tissue each structure of the heart is made of. */
import type { TissueName } from "../shade/tissues";

const table: Readonly<Record<string, TissueName>> = {
  "left-ventricle": "ventricle",
  "right-ventricle": "ventricle",
  "left-atrium": "atrium",
  "right-atrium": "atrium",
  "interventricular-septum": "septum",
  "epicardial-fat": "fat",
  "papillary-anterolateral": "papillary",
  "papillary-posteromedial": "papillary",
  "papillary-right-anterior": "papillary",
  "papillary-right-posterior": "papillary",
  "papillary-right-septal": "papillary",
  "chordae-tendineae": "leaflet",
  "mitral-valve": "leaflet",
  "tricuspid-valve": "leaflet",
  "aortic-valve": "leaflet",
  "pulmonary-valve": "leaflet",
  "left-ventricle-blood": "bloodRich",
  "left-atrium-blood": "bloodRich",
  "right-ventricle-blood": "bloodPoor",
  "right-atrium-blood": "bloodPoor",
  "ascending-aorta": "aorta",
  "aortic-arch": "aorta",
  "descending-aorta": "aorta",
  "brachiocephalic-artery": "aorta",
  "left-common-carotid-artery": "aorta",
  "left-subclavian-artery": "aorta",
  "pulmonary-trunk": "pulmonaryArtery",
  "left-pulmonary-artery": "pulmonaryArtery",
  "right-pulmonary-artery": "pulmonaryArtery",
  "pulmonary-veins": "pulmonaryVein",
  "superior-vena-cava": "systemicVein",
  "inferior-vena-cava": "systemicVein",
  "right-coronary-artery": "coronaryArtery",
  "left-anterior-descending-artery": "coronaryArtery",
  "left-circumflex-artery": "coronaryArtery",
  "cardiac-veins": "cardiacVein",
};

/** Throws for a structure that the table forgot. */
export function tissueOf(id: string): TissueName {
  const name = table[id];
  if (!name) throw new Error(`no tissue for ${id}`);
  return name;
}
