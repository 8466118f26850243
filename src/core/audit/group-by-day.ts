/** Lines by the day on which they happened, in the order they come. `dayOf` says the reader's day of a time. */
export function groupByDay<L extends { readonly atMs: number }>(
  lines: readonly L[],
  dayOf: (atMs: number) => string,
): readonly { readonly day: string; readonly lines: readonly L[] }[] {
  const groups: { day: string; lines: L[] }[] = [];
  for (const line of lines) {
    const day = dayOf(line.atMs);
    const last = groups.at(-1);
    if (last?.day === day) last.lines.push(line);
    else groups.push({ day, lines: [line] });
  }
  return groups;
}

/** One stay of one person at the record: what they did without anybody else in between. */
export interface Stay<L> {
  /** The newest line first. */
  readonly lines: readonly L[];
  /** What was done, each once, in the order in which it comes. */
  readonly actions: readonly string[];
}

/** Lines of a patient's log, taken together where they follow each other and tell of the same person and reason. Loses none. */
export function groupByStay<L extends { readonly who: string; readonly name: string | null; readonly why: string; readonly happened: boolean; readonly action: string }>(
  lines: readonly L[],
): readonly Stay<L>[] {
  const stays: { lines: L[]; actions: string[] }[] = [];
  for (const line of lines) {
    const last = stays.at(-1);
    const before = last?.lines[0];
    const isSame = before?.who === line.who && before.name === line.name && before.why === line.why && before.happened === line.happened;
    const stay = last !== undefined && isSame ? last : { lines: [], actions: [] };
    if (stay !== last) stays.push(stay);
    stay.lines.push(line);
    if (!stay.actions.includes(line.action)) stay.actions.push(line.action);
  }
  return stays;
}
