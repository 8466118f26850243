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
