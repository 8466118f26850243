/**
 * Shortest password that is taken, the length that is advised, and the longest (NIST SP 800-63B-4 §3.1.1.2;
 * ASVS 5.0 V6.2.1 and V6.2.9). Counted in characters as a person counts them, after NFC.
 */
export const PASSWORD_LENGTHS = { floor: 8, advised: 15, longest: 200 } as const;

/** Why a password is not taken. */
export type PasswordProblem = "short" | "long" | "common" | "personal";

/** A password as it is compared and hashed: one spelling for one look (NFC). */
export function normalPassword(text: string): string {
  return text.normalize("NFC");
}

/** Length in code points, so that one emoji counts once. */
function lengthOf(text: string): number {
  return [...normalPassword(text)].length;
}

const DISGUISES: Readonly<Record<string, string>> = { "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

/** Whether the whole is a short piece again and again: `aaaaaaaa`, `abcabcabc`. */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4].some((unit) => text.length >= unit * 2 && text === text.slice(0, unit).repeat(Math.ceil(text.length / unit)).slice(0, text.length));
}

/** Whether the characters only count on: `abcdefgh`, `87654321`. */
function isRun(text: string): boolean {
  const codes = [...text].map((each) => each.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) === 1 && codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
}

/**
 * Spellings of a password that guessers try first: as it is, without the digits and signs around it, and
 * with the usual disguises taken off. Lower case. A long password is more than the word in it, so only the
 * whole of it is looked up.
 */
export function guessesOf(password: string): readonly string[] {
  const whole = normalPassword(password).toLowerCase();
  if (lengthOf(whole) >= PASSWORD_LENGTHS.advised) return [whole];
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const plain = [...whole].map((each) => DISGUISES[each] ?? each).join("");
  const plainBare = [...whole.replace(/[^\p{L}]+$/u, "")].map((each) => DISGUISES[each] ?? each).join("");
  return [...new Set([whole, bare, plain, plainBare])].filter((each) => each.length >= 4);
}

/**
 * What is wrong with a new password, or null. There are no rules of composition and no changing by the
 * calendar; what guessers try first is refused: common passwords and the person's own words.
 *
 * @param personal - name, address, name of the practice, as they stand on file
 * @param isCommon - looks one guess up in the list
 */
export function passwordProblem(password: string, personal: readonly string[], isCommon: (guess: string) => boolean): PasswordProblem | null {
  const length = lengthOf(password);
  if (length < PASSWORD_LENGTHS.floor) return "short";
  if (length > PASSWORD_LENGTHS.longest) return "long";
  const whole = normalPassword(password).toLowerCase();
  if (isRepetition(whole) || isRun(whole) || guessesOf(password).some(isCommon)) return "common";
  return isMadeOf(whole, personal) ? "personal" : null;
}

/** Whether little is left of a password once a person's own words are taken out: under five characters. */
function isMadeOf(whole: string, personal: readonly string[]): boolean {
  const words = personal
    .flatMap((text) => normalPassword(text).toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => [...word].length >= 3)
    .sort((a, b) => b.length - a.length);
  const letters = whole.replace(/[^\p{L}\p{N}]+/gu, "");
  const left = words.reduce((rest, word) => rest.replaceAll(word, ""), letters);
  return left !== letters && [...left].length < 5;
}

/** How good a password looks while it is typed; said in words beside the field. */
export type PasswordStrength = "empty" | "short" | "fair" | "good" | "strong";

/** Length counts, and variety a little: what the server then refuses is not known here. */
export function passwordStrength(password: string): PasswordStrength {
  const length = lengthOf(password);
  if (length === 0) return "empty";
  if (length < PASSWORD_LENGTHS.floor) return "short";
  const different = new Set(normalPassword(password).toLowerCase()).size;
  if (different < 5) return "fair";
  if (length < PASSWORD_LENGTHS.advised) return length < 12 ? "fair" : "good";
  return "strong";
}
