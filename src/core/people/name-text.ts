/** Longest part of a name, in characters: longer than any that a civil register is known to hold. */
export const NAME_MAX = 150;

/** What is noteworthy about a typed name. None of it refuses the name. */
export type NameNotice = "controls_removed" | "mixed_scripts";

/** Letters of these scripts join, and their names need the joiners (U+200C, U+200D) that others only hide things with. */
const JOINED = /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Gujarati}|\p{Script=Gurmukhi}|\p{Script=Kannada}|\p{Script=Malayalam}|\p{Script=Oriya}|\p{Script=Sinhala}|\p{Script=Tamil}|\p{Script=Telugu}/u;
/** Controls, formats (zero width, direction marks and overrides, tags, soft hyphens), surrogates and private letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0\u034f\u2800]/gu;
/** More marks on one letter than any writing uses. */
const PILED_MARKS = /\p{M}{5,}/u;

/**
 * A name as it is stored: NFC, one space between words, and nothing in it that cannot be seen. Joiners
 * stay between letters of scripts that need them (Unicode UAX #31 §2.3).
 */
export function cleanName(text: string): string {
  const spaced = text.normalize("NFC").replace(/[\t\n\r\f\v]/g, " ");
  const seen = spaced.replace(UNSEEN, (sign, at: number) => (isNeededJoiner(spaced, sign, at) ? sign : ""));
  return seen.replace(/\s+/gu, " ").trim();
}

function isNeededJoiner(text: string, sign: string, at: number): boolean {
  if (sign !== "\u200c" && sign !== "\u200d") return false;
  const before = [...text.slice(0, at)].at(-1) ?? "";
  const after = [...text.slice(at + 1)][0] ?? "";
  return JOINED.test(before) && JOINED.test(after);
}

/** What a mail program makes a link of. Names stand in mails that strangers are sent (IN-7). */
const LINK = /\/\/|\bwww\.|\.(?:app|biz|click|club|com|dev|example|info|link|live|me|net|online|org|ru|shop|site|top|xyz)(?![\p{L}\p{N}])/iu;

/** Whether a cleaned name can be one: has a letter, no markup, no link, no piles of marks, and is not too long. */
export function isName(text: string): boolean {
  const isPlain = !/[<>{}\\|^~`@#$%*=+]/.test(text) && !LINK.test(text) && !PILED_MARKS.test(text);
  return /\p{L}/u.test(text) && text.length <= NAME_MAX && isPlain;
}

/**
 * What to tell about a typed name: that unseen signs were taken out, and that one word mixes letters of
 * scripts which look alike (Latin, Greek, Cyrillic, Armenian, Cherokee), as a forged name does
 * (Unicode UTS #39 §5.1, single script).
 */
export function nameNotices(text: string): readonly NameNotice[] {
  const notices: NameNotice[] = [];
  const clean = cleanName(text);
  if (text.normalize("NFC").replace(/\s+/gu, " ").trim() !== clean) notices.push("controls_removed");
  if (clean.split(" ").some(isMixed)) notices.push("mixed_scripts");
  return notices;
}

const LOOKALIKE = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u];

function isMixed(word: string): boolean {
  return LOOKALIKE.filter((script) => script.test(word)).length > 1;
}
