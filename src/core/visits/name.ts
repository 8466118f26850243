/** Letters that Unicode does not take apart into a base letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
  þ: "th",
};

/**
 * A name as it is compared: lower case, without marks, signs and doubled spaces. Letters of every
 * script stay. "O’Brien-Núñez" becomes "o brien nunez".
 */
export function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøđðłħıþ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The names that a patient goes by. */
export interface PatientNames {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
}

/**
 * Whether somebody gave a name of the patient: given, family or preferred, whole or one word of
 * it, or both in either order. Case, marks, hyphens and spaces don't count. A single letter never
 * matches a longer name.
 */
export function isNameOf(said: string, names: PatientNames): boolean {
  const plain = plainName(said);
  if (plain === "") return false;
  const given = plainName(names.givenName);
  const family = plainName(names.familyName);
  const preferred = plainName(names.preferredName ?? "");
  const wholes = [given, family, preferred, `${given} ${family}`, `${family} ${given}`, `${preferred} ${family}`];
  const squeezed = plain.replaceAll(" ", "");
  if (wholes.some((whole) => whole.trim() !== "" && whole.replaceAll(" ", "") === squeezed)) return true;
  const words = [given, family, preferred].flatMap((name) => name.split(" ")).filter((word) => word.length > 1);
  // Every word that was said must be one of the patient's: "Maria Lopez" fits "María José López Ruiz".
  return plain.split(" ").every((word) => words.includes(word));
}
