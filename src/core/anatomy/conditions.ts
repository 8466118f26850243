// Apart from condition-manifest.ts, whose schemas only those load who have a list of conditions to judge.
import type { AnatomyModel, AnatomyStructure } from "./manifest";
import type { Condition, ConditionGrade, ConditionList, GradeFile } from "./condition-manifest";

/** Models of ours that have conditions; others are not asked for. */
const WITH_CONDITIONS: ReadonlySet<string> = new Set(["heart", "kidney", "knee", "lumbar-spine"]);

/** Whether a model has a list of conditions. */
export function hasConditions(modelId: string): boolean {
  return WITH_CONDITIONS.has(modelId);
}

/** Where a model's list of conditions is served from; the files that it names lie under `/models/`. */
export function conditionsPath(modelId: string): string {
  return `/models/${modelId}/conditions.json`;
}

/** The condition and grade of these ids, or undefined. */
export function findGrade(list: ConditionList, conditionId: string, gradeId: string): { condition: Condition; grade: ConditionGrade } | undefined {
  const condition = list.conditions.find((c) => c.id === conditionId);
  const grade = condition?.grades.find((g) => g.id === gradeId);
  return condition && grade ? { condition, grade } : undefined;
}

/** The files of a grade for a device; what has no third level takes the light one. */
export function gradeFiles(grade: ConditionGrade, device: "full" | "light" | "test"): readonly GradeFile[] {
  return device === "full" ? grade.files.full : grade.files.light;
}

/** The structures that are shown with a grade, in the model's order, its added ones last. */
export function structuresWith(model: AnatomyModel, grade: ConditionGrade): AnatomyStructure[] {
  const changed = new Map(grade.structures.map((s) => [s.id, s]));
  const kept = model.structures.flatMap((s) => changed.get(s.id) ?? (grade.replaces.includes(s.id) ? [] : [s]));
  return [...kept, ...grade.structures.filter((s) => !model.structures.some((own) => own.id === s.id))];
}
