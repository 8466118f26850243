import type { NoteText } from "./note";

/** What a note still lacks before it may be signed, as message codes; empty when nothing (NOTE-5). */
export function missingBeforeSigning(text: NoteText): readonly string[] {
  const missing: string[] = [];
  if (text.assessment.trim() === "") missing.push("record.assessment_empty");
  if (text.plan.trim() === "") missing.push("record.plan_empty");
  if (text.summary.headline.trim() === "") missing.push("record.headline_empty");
  if (text.summary.explanation.trim() === "") missing.push("record.explanation_empty");
  if (text.summary.steps.some((step) => step.title.trim() === "")) missing.push("record.step_empty");
  return missing;
}
