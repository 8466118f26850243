/** Where captions stand in a headset, metres from the model's middle, how tall their letters are and how many lines are shown (ANA-610). */
export const CAPTIONS_BOARD = { belowM: 0.16, beyondM: 0.42, letterM: 0.022, lines: 3 } as const;

/** The lines that are shown of all that were said: the last ones, each with its name before it. */
export function captionLines<Line extends { readonly key: string; readonly name: string; readonly text: string }>(lines: readonly Line[]): readonly { readonly key: string; readonly text: string }[] {
  return lines.slice(-CAPTIONS_BOARD.lines).map(({ key, name, text }) => ({ key, text: `${name}: ${text}` }));
}
