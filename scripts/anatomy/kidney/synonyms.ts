/** Other names of the parts of the kidney. */
import type { Synonyms } from "../synonyms";

export const kidneySynonyms: Synonyms = {
  "renal-cortex": ["cortex of kidney | kidney cortex", "córtex renal | corteza del riñón"],
  "renal-columns": ["columns of Bertin", "columnas de Bertin"],
  "renal-pyramids": ["pyramids of Malpighi | renal medulla", "pirámides de Malpighi | médula renal"],
  "minor-calyces": ["lesser calyces | calix minor", "cálices renales menores"],
  "major-calyces": ["greater calyces | calix major", "cálices renales mayores"],
  "renal-pelvis": ["pelvis of ureter | pyelum", "pelvis del riñón | pelvis ureteral"],
  ureter: ["ureter", "uréter"],
  "renal-artery": ["kidney artery", "arteria del riñón"],
  "renal-vein": ["kidney vein", "vena del riñón"],
  "renal-sinus-fat": ["sinus lipid | peripelvic fat", "grasa peripiélica | tejido adiposo del seno renal"],
};
