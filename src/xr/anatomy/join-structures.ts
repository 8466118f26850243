import { BufferAttribute, BufferGeometry, type TypedArray } from "three";
import { middleOf } from "@/core/anatomy/cuts";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { StructureGeometry } from "./load-model";

/** Moves structures into the frame of the model's middle; those that are there already stay. */
export function centreStructures(structures: readonly StructureGeometry[], [x, y, z]: readonly [number, number, number]): void {
  for (const { geometry } of structures) {
    if (geometry.userData.isCentred === true) continue;
    geometry.userData.isCentred = true;
    geometry.translate(-x, -y, -z);
  }
}

/**
 * A model of two halves of its surface, in the order of its structures and the frame of its middle. What only one of
 * them has stays as it is; where both have some, neither is changed: somebody may still draw it.
 */
export function joinStructures(model: AnatomyModel, first: readonly StructureGeometry[], second: readonly StructureGeometry[]): StructureGeometry[] {
  for (const half of [first, second]) centreStructures(half, middleOf(model));
  const find = (half: readonly StructureGeometry[], id: string): BufferGeometry | undefined => half.find((one) => one.id === id)?.geometry;
  return model.structures.flatMap(({ id }) => {
    const [a, b] = [find(first, id), find(second, id)];
    const geometry = a && b ? joined(a, b) : (a ?? b);
    return geometry ? [{ id, geometry }] : [];
  });
}

function joined(a: BufferGeometry, b: BufferGeometry): BufferGeometry {
  const whole = new BufferGeometry();
  for (const [name, attribute] of Object.entries(a.attributes)) {
    const other = b.getAttribute(name);
    const array = concat(attribute.array, other.array);
    whole.setAttribute(name, new BufferAttribute(array, attribute.itemSize, attribute.normalized));
  }
  const start = a.getAttribute("position").count;
  const index = concat(a.index?.array ?? new Uint32Array(0), b.index?.array ?? new Uint32Array(0));
  for (let i = a.index?.count ?? 0; i < index.length; i += 1) index[i] = (index[i] ?? 0) + start;
  whole.setIndex(new BufferAttribute(index, 1));
  whole.userData.isCentred = true;
  return whole;
}

function concat<A extends TypedArray>(a: A, b: A): A {
  const both = new (a.constructor as new (length: number) => A)(a.length + b.length);
  both.set(a as never, 0);
  both.set(b as never, a.length);
  return both;
}
