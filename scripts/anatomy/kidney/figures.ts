/** What the left kidney must measure. Ranges: mean ± 2 standard deviations of left kidneys. */
import type { OrganFigures } from "../figures";

const SOURCE = "532 healthy men by ultrasound, J Korean Soc Med Ultrasound 1996;15(1):63-69";

export const kidneyFigures: OrganFigures = {
  volumesMl: {
    "renal-cortex": 89.774,
    "renal-columns": 35.127,
    "renal-pyramids": 20.954,
    "minor-calyces": 3.515,
    "major-calyces": 0.513,
    "renal-pelvis": 1.187,
    ureter: 0.77,
    "renal-artery": 2.464,
    "renal-vein": 5.04,
    "renal-sinus-fat": 2.609,
  },
  shells: { "renal-pyramids": 11, "minor-calyces": 3, "major-calyces": 3 },
  leftOf: [
    ["renal-cortex", "renal-pelvis"],
    ["renal-pyramids", "ureter"],
    ["renal-pelvis", "renal-artery"],
  ],
  touching: [
    ["renal-pyramids", "minor-calyces"],
    ["renal-pyramids", "renal-cortex"],
    ["renal-pyramids", "renal-columns"],
    ["minor-calyces", "major-calyces"],
    ["major-calyces", "renal-pelvis"],
    ["renal-pelvis", "ureter"],
    ["renal-artery", "renal-sinus-fat"],
  ],
  sizes: [
    { what: "length from pole to pole", value: ({ mm }) => mm("renal-cortex", 1), range: [93.9, 118.7], unit: "mm", source: SOURCE },
    {
      what: "volume with calyces, vessels inside and fat",
      value: ({ ml }) => ["renal-cortex", "renal-columns", "renal-pyramids", "minor-calyces", "major-calyces", "renal-sinus-fat"].reduce((sum, id) => sum + ml(id), 0),
      range: [77.6, 196.5], unit: "ml", source: SOURCE,
    },
  ],
};
