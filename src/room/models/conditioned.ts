import type { Condition, ConditionGrade } from "@/core/anatomy/condition-manifest";
import type { AnatomyModel } from "@/core/anatomy/manifest";

/** A model that shows a condition: what it is in health, what it has, and the files of the grade, whole and judged. */
export interface Conditioned {
  readonly healthy: AnatomyModel;
  readonly condition: Condition;
  readonly grade: ConditionGrade;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const known = new WeakMap<AnatomyModel, Conditioned>();

/** What is behind a model that shows a condition; undefined for one in health. */
export function conditionedOf(model: AnatomyModel): Conditioned | undefined {
  return known.get(model);
}

/** Keeps what is behind a model. */
export function keepConditioned(model: AnatomyModel, what: Conditioned): void {
  known.set(model, what);
}
