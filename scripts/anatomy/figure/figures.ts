/** What the figure must measure. */
import type { OrganFigures } from "../figures";

const SOURCE = "NCD Risk Factor Collaboration, A century of trends in adult human height, eLife 2016;5:e13410: national means run from 1494 (women of Guatemala) to 1825 mm (men of the Netherlands)";

export const bodyFigures: OrganFigures = {
  volumesMl: {
    head: 2965.143,
    neck: 738.743,
    chest: 13748.03,
    abdomen: 10340.9,
    pelvis: 12565.381,
    "left-arm": 2243.125,
    "right-arm": 2250.446,
    "left-hand": 304.538,
    "right-hand": 305.175,
    "left-thigh": 3848.869,
    "right-thigh": 3844.048,
    "left-lower-leg": 2295.212,
    "right-lower-leg": 2298.379,
    "left-foot": 1003.557,
    "right-foot": 1004.329,
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
  sizes: [{ what: "height", value: ({ mm }) => mm(["head", "left-foot"], 1), range: [1494, 1825], unit: "mm", source: SOURCE }],
};
