/** What the lumbar segment must measure. Ranges: mean ± 2 standard deviations of both sexes. */
import type { OrganFigures } from "../figures";

const SOURCE = "L5 of adults by CT: plate from front to back 35.7 ± 3.5 mm, canal 15.6 ± 2.1 by 28.2 ± 3.1 mm; Int J Spine Surg, Māori and European series, table 6";

export const spineFigures: OrganFigures = {
  volumesMl: {
    "l4-vertebra": 52.736,
    "l5-vertebra": 55.032,
    "annulus-fibrosus": 11.664,
    "nucleus-pulposus": 4.898,
    "dural-sac": 4.352,
    "cauda-equina": 2.536,
    "l4-nerve-root-left": 0.807,
    "l4-nerve-root-right": 0.816,
    "l5-nerve-root-left": 0.806,
    "l5-nerve-root-right": 0.81,
    "facet-joint-left": 0.227,
    "facet-joint-right": 0.223,
    "anterior-longitudinal-ligament": 3.026,
    "posterior-longitudinal-ligament": 0.945,
    "ligamenta-flava": 0.972,
    "interspinous-ligament": 0.516,
    "supraspinous-ligament": 0.589,
  },
  shells: { "ligamenta-flava": 2 },
  leftOf: [
    ["l4-nerve-root-left", "l4-nerve-root-right"],
    ["l5-nerve-root-left", "l5-nerve-root-right"],
    ["facet-joint-left", "facet-joint-right"],
    ["l5-nerve-root-left", "dural-sac"],
  ],
  touching: [
    ["l4-vertebra", "annulus-fibrosus"],
    ["l5-vertebra", "annulus-fibrosus"],
    ["l4-vertebra", "nucleus-pulposus"],
    ["l5-vertebra", "nucleus-pulposus"],
    ["annulus-fibrosus", "nucleus-pulposus"],
    ["facet-joint-left", "l4-vertebra"],
    ["facet-joint-left", "l5-vertebra"],
    ["facet-joint-right", "l4-vertebra"],
    ["facet-joint-right", "l5-vertebra"],
    ["ligamenta-flava", "l4-vertebra"],
    ["ligamenta-flava", "l5-vertebra"],
    ["anterior-longitudinal-ligament", "annulus-fibrosus"],
    ["posterior-longitudinal-ligament", "annulus-fibrosus"],
    ["supraspinous-ligament", "l4-vertebra"],
    ["supraspinous-ligament", "l5-vertebra"],
    ["interspinous-ligament", "l4-vertebra"],
    ["interspinous-ligament", "l5-vertebra"],
  ],
  sizes: [
    { what: "disc from front to back, as L5's upper plate", value: ({ mm }) => mm("annulus-fibrosus", 2), range: [28.7, 42.7], unit: "mm", source: SOURCE },
    { what: "dural sac from side to side: no wider than the canal", value: ({ mm }) => mm("dural-sac", 0), range: [12, 34.4], unit: "mm", source: SOURCE },
  ],
};
