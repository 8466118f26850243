/** Whether two values of a field are the same, whatever the order of members. */
export function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
  }
  return JSON.stringify(value ?? null);
}

/** What is to be shown when two people changed one thing. */
export interface MergedEdits<T> {
  /** The other's version with one's own changes to fields that they left alone. */
  readonly merged: T;
  /** Fields that both changed, and to different things: a person has to choose. */
  readonly conflicts: readonly (keyof T)[];
  /** Fields that only the other changed. */
  readonly theirs: readonly (keyof T)[];
}

/**
 * Three-way comparison, field by field: what a form began with, what was typed into it, and what is on file by
 * now (PPL-14). Nothing typed is lost and nothing of the other is overwritten unseen; in a conflict `merged`
 * holds the other's.
 */
export function mergeEdits<T extends object>(base: T, mine: T, theirs: T): MergedEdits<T> {
  const merged = { ...theirs };
  const conflicts: (keyof T)[] = [];
  const onlyTheirs: (keyof T)[] = [];
  for (const field of Object.keys(theirs) as (keyof T)[]) {
    const iChanged = !sameValue(base[field], mine[field]);
    const theyChanged = !sameValue(base[field], theirs[field]);
    if (iChanged && theyChanged && !sameValue(mine[field], theirs[field])) conflicts.push(field);
    else if (iChanged) merged[field] = mine[field];
    else if (theyChanged) onlyTheirs.push(field);
  }
  return { merged, conflicts, theirs: onlyTheirs };
}

/** The fields that were changed, with what they are now. */
export function changedFields<T extends object>(base: T, now: T): Partial<T> {
  const entries = (Object.keys(now) as (keyof T)[]).filter((field) => !sameValue(base[field], now[field])).map((field) => [field, now[field]]);
  return Object.fromEntries(entries) as Partial<T>;
}
