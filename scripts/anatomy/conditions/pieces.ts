/** What the conditions' files and shapes are put together from. */
import type { Field } from "../field/distance";
import type { V3 } from "../field/vector";
import type { Level } from "../mesh/simplify";
import type { Coat, Organ, Part } from "../organ";
import type { TissueName } from "../shade/tissues";
import type { Piece } from "./own-condition";

/** A level of what lies deep inside: no colours that need vertices, and no surface through itself. */
export const apartWithin = (errorMm: number): Level => ({ errorMm, skinEdgeMm: Infinity, apart: "all" });

/** A file of a model's folder, grown from a shape that is loaded only then: words need no fields. */
export const pieceOf = <Shapes>(model: string, shapes: () => Promise<Shapes>) =>
  (file: string, keep: readonly string[], levels: Piece["levels"], pick: (of: Shapes) => Organ): Piece => ({ file: `${model}/${file}`, keep, levels, organ: async () => pick(await shapes()) });

/** The organ's own tissues, and those of what a condition adds. */
export const tissuesWith = (own: Readonly<Record<string, TissueName>>, others: (id: string) => TissueName) => (id: string): TissueName => own[id] ?? others(id);

/** A part of tissue. */
export const tissue = (name: string, f: Field, more: Partial<Part> = {}): Part => ({ name, kind: "tissue", f, ...more });

/** A hollow, which bounds its neighbours and is not drawn. */
export const hollow = (name: string, f: Field): Part => ({ name, kind: "air", f });

const BARE = (): Coat => ({});

/** Parts on one grid of their own. */
export const grownFrom = (name: string, parts: readonly Part[], box: readonly [V3, V3], cellMm: number, tissueOf: Organ["tissueOf"], coat: Organ["coat"] = BARE, errorFactor = 1): Organ =>
  ({ name, sets: [{ parts, box, cellMm, errorFactor }], tissueOf, coat });
