/** The segment L4-L5 as an organ: one grid, so that the disc fills its gap and nerves lie between bones. */
import { within } from "../field/distance";
import type { V3 } from "../field/vector";
import type { Coat, Organ, Part } from "../organ";
import { fifth, fourth } from "./frame";
import {
  annulus, anteriorLigament, caudaEquina, duralSac, ends, facetJoint, fifthRoot, flavum, fourthRoot, interspinous, nucleus, posteriorLigament, sacLumen, supraspinous,
} from "./soft";
import { tissueOf } from "./tissue-of";

const tissue = (name: string, f: Part["f"], more: Partial<Part> = {}): Part => ({ name, kind: "tissue", f, ...more });
const parts: readonly Part[] = [
  tissue("l4-vertebra", fourth, { mottled: true }),
  tissue("l5-vertebra", fifth, { mottled: true }),
  tissue("nucleus-pulposus", within(0.3, nucleus, annulus)),
  tissue("annulus-fibrosus", annulus),
  tissue("cauda-equina", caudaEquina, { bodies: 12 }),
  { name: "lumen", kind: "air", f: sacLumen },
  tissue("dural-sac", duralSac, { crisp: [duralSac, ends.top, ends.bottom] }),
  tissue("l4-nerve-root-left", fourthRoot(1)),
  tissue("l4-nerve-root-right", fourthRoot(-1)),
  tissue("l5-nerve-root-left", fifthRoot(1)),
  tissue("l5-nerve-root-right", fifthRoot(-1)),
  tissue("facet-joint-left", facetJoint(1)),
  tissue("facet-joint-right", facetJoint(-1)),
  tissue("anterior-longitudinal-ligament", anteriorLigament),
  tissue("posterior-longitudinal-ligament", posteriorLigament),
  tissue("ligamenta-flava", flavum, { bodies: 2 }),
  tissue("supraspinous-ligament", supraspinous),
  tissue("interspinous-ligament", interspinous),
];
const box: readonly [V3, V3] = [[-47, -52, -72], [47, 45, 22]];

const coat = (name: string): Coat => (name.includes("ligament") ? { fibre: () => [0, 1, 0] } : {});

/** `cellMm` = edge of the grid's cells; nerve roots in the sac need three of them. */
export const spine = (cellMm: number): Organ => ({ name: "spine", sets: [{ parts, box, cellMm, errorFactor: 1 }], tissueOf, coat });
