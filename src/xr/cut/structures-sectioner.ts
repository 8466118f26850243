import { createSectioner, type Sectioner } from "@/core/anatomy/sectioner";
import type { Vec3 } from "@/core/anatomy/vector";
import { centreStructures } from "../anatomy/join-structures";
import type { StructureGeometry } from "../anatomy/load-model";

const known = new WeakMap<readonly StructureGeometry[], Sectioner>();

/** What cuts a model that was unpacked; made once for each. */
export function sectionerOf(structures: readonly StructureGeometry[], middle: Vec3): Sectioner {
  const before = known.get(structures);
  if (before) return before;
  centreStructures(structures, middle);
  const sectioner = createSectioner(
    structures.map(({ id, geometry }) => ({ id, positions: geometry.getAttribute("position").array, index: geometry.index?.array ?? [] })),
  );
  known.set(structures, sectioner);
  return sectioner;
}
