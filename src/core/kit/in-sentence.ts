/**
 * A name that begins with a capital as it stands within a sentence: "left kidney", and still "L4 and L5" and "MRI".
 * Capitals further in are the name's own.
 */
export function inSentence(name: string): string {
  const [first = ""] = name.split(/\s/, 1);
  return /\d|\p{Lu}.*\p{Lu}/u.test(first) ? name : name.charAt(0).toLocaleLowerCase() + name.slice(1);
}
