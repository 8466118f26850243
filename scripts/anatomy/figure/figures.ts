/** What the figure must measure. */
import type { OrganFigures } from "../figures";

const SOURCE = "NCD Risk Factor Collaboration, A century of trends in adult human height, eLife 2016;5:e13410, doi:10.7554/eLife.13410: national means of adults born between 1896 and 1996 run from 1403 (women of Guatemala, 1896) to over 1825 mm (men of the Netherlands, last quarter of the century)";

export const bodyFigures: OrganFigures = {
  volumesMl: {
    head: 3185.445,
    neck: 1154.442,
    chest: 13789.661,
    abdomen: 10336.514,
    pelvis: 12794.439,
    "left-arm": 2264.219,
    "right-arm": 2268.904,
    "left-hand": 305.581,
    "right-hand": 306.348,
    "left-thigh": 3845.011,
    "right-thigh": 3846.647,
    "left-lower-leg": 2297.269,
    "right-lower-leg": 2300.268,
    "left-foot": 1006.383,
    "right-foot": 1006.647,
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
