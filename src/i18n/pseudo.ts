import { parseMessage, printMessage } from "./icu";

/** A message or a nested group of messages, as the JSON files hold them. */
export type MessageTree = string | { [key: string]: MessageTree };

const ACCENTED = Object.fromEntries(
  [..."aàbƀcçdđeéfƒgğhħiïjĵkķlľmɱnñoöpþqǫrřsštŧuüvṽwŵxẋyýzž", ..."AÀBƁCÇDĐEÉFƑGĞHĦIÏJĴKĶLĽMṀNÑOÖPÞQǪRŘSŠTŦUÜVṼWŴXẊYÝZŽ"]
    .reduce<[string, string][]>((pairs, letter, index, all) => {
      if (index % 2 === 0) pairs.push([letter, all[index + 1] ?? letter]);
      return pairs;
    }, []),
);

const ARABIC = "ابتجدهفزحطيكلمنسعقورشتثخذض";

/** English with accents on every letter and about 40 % more length: finds clipped and untranslated text. */
export function pseudoAccented(text: string): string {
  const accented = [...text].map((letter) => ACCENTED[letter] ?? letter).join("");
  const letters = text.replace(/[^A-Za-z]/g, "").length;
  if (letters < 2) return accented;
  const [, words = "", space = ""] = /^(.*?)(\s*)$/s.exec(accented) ?? [];
  const longer = "one two three four ".repeat(1 + letters / 16).slice(0, Math.ceil(letters * 0.4));
  return `${words} ${longer.trim()}${space}`;
}

/** English in Arabic letters: not a translation, but it has the direction, the joins and the font of one. */
export function pseudoRightToLeft(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => ARABIC[letter.toLowerCase().charCodeAt(0) - 97] ?? letter);
}

/** Applies a text transform to every message of a tree, leaving ICU arguments and tags alone. */
export function transformTree(tree: MessageTree, transform: (text: string) => string): MessageTree {
  if (typeof tree === "string") return printMessage(parseMessage(tree), transform);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, transformTree(value, transform)]));
}
