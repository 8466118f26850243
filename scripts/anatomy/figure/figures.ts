/** What the figure must measure. */
import type { OrganFigures } from "../figures";

const SOURCE = "NCD Risk Factor Collaboration, A century of trends in adult human height, eLife 2016;5:e13410, doi:10.7554/eLife.13410: national means of adults born between 1896 and 1996 run from 1403 (women of Guatemala, 1896) to over 1825 mm (men of the Netherlands, last quarter of the century)";

export const bodyFigures: OrganFigures = {
  volumesMl: {
    head: 2965.182,
    neck: 738.722,
    chest: 13747.708,
    abdomen: 10338.554,
    pelvis: 12780.707,
    "left-arm": 2243.056,
    "right-arm": 2250.545,
    "left-hand": 304.64,
    "right-hand": 305.038,
    "left-thigh": 3844.35,
    "right-thigh": 3847.761,
    "left-lower-leg": 2294.832,
    "right-lower-leg": 2298.287,
    "left-foot": 1003.6,
    "right-foot": 1004.493,
  },
  shells: {},
  leftOf: [
    ["left-hand", "left-arm"],
    ["left-arm", "chest"],
    ["chest", "right-arm"],
    ["right-arm", "right-hand"],
    ["left-foot", "right-foot"],
  ],
  touching: [
    ["head", "neck"],
    ["neck", "chest"],
    ["chest", "abdomen"],
    ["abdomen", "pelvis"],
    ["pelvis", "left-thigh"],
    ["pelvis", "right-thigh"],
    ["left-arm", "left-hand"],
    ["left-lower-leg", "left-foot"],
  ],
  sizes: [{ what: "height", value: ({ mm }) => mm(["head", "left-foot"], 1), range: [1403, 1825], unit: "mm", source: SOURCE }],
};
