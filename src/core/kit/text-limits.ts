/**
 * What no text that a person means has in it: NUL and other controls (tab and line ends stay), halves of
 * surrogate pairs and noncharacters, which storage and transport lose or refuse, and the marks that
 * turn what follows around (U+202D, U+202E), which no keyboard writes and forged names do.
 */
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff\p{Cs}]/u;

/** Whether a text can be one. */
export function isPossibleText(text: string): boolean {
  return !IMPOSSIBLE.test(text);
}

/**
 * Finds text that can't be one in a value as JSON has it, keys included. Answers with the path of the
 * first, joined by dots as field errors are (`changes.name`; empty: the value itself), or null.
 */
export function impossibleTextIn(value: unknown): string | null {
  if (typeof value === "string") return isPossibleText(value) ? null : "";
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isPossibleText(key)) return "";
    const path = impossibleTextIn(inner);
    if (path !== null) return path === "" ? key : `${key}.${path}`;
  }
  return null;
}
