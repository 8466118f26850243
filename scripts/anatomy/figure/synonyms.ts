/** Other names of the regions of the body. */
import type { Synonyms } from "../synonyms";

export const bodySynonyms: Synonyms = {
  head: ["face | skull", "cara | cráneo"],
  neck: ["throat | nape", "garganta | nuca | cerviz"],
  chest: ["thorax | breast | upper back", "pecho | tórax | espalda alta"],
  abdomen: ["belly | stomach | tummy | loin", "barriga | tripa | vientre | lomo"],
  pelvis: ["hip | groin | buttock", "cadera | ingle | nalga"],
  "left-arm": ["upper limb | shoulder | elbow | forearm", "miembro superior | hombro | codo | antebrazo"],
  "right-arm": ["upper limb | shoulder | elbow | forearm", "miembro superior | hombro | codo | antebrazo"],
  "left-hand": ["wrist | palm | fingers | thumb", "muñeca | palma | dedos | pulgar"],
  "right-hand": ["wrist | palm | fingers | thumb", "muñeca | palma | dedos | pulgar"],
  "left-thigh": ["upper leg | femoral region", "pierna superior | región femoral"],
  "right-thigh": ["upper leg | femoral region", "pierna superior | región femoral"],
  "left-lower-leg": ["calf | shin | crus", "pantorrilla | espinilla"],
  "right-lower-leg": ["calf | shin | crus", "pantorrilla | espinilla"],
  "left-foot": ["ankle | heel | toes", "tobillo | talón | dedos del pie"],
  "right-foot": ["ankle | heel | toes", "tobillo | talón | dedos del pie"],
};
