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
  return letters < 2 ? accented : `${accented}${padding(Math.ceil(letters * 0.4))}`;
}

function padding(length: number): string {
  return ` ${"onetwothreefour ".repeat(Math.ceil(length / 16)).slice(0, Math.max(1, length - 1)).trim()}`;
}

/** English in Arabic letters: not a translation, but it has the direction, the joins and the font of one. */
export function pseudoRightToLeft(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => ARABIC[letter.toLowerCase().charCodeAt(0) - 97] ?? letter);
}

/** Applies a text transform to every message of a tree, leaving ICU arguments and tags alone. */
export function transformTree(tree: MessageTree, transform: (text: string) => string): MessageTree {
  if (typeof tree === "string") return transformMessage(tree, transform);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, transformTree(value, transform)]));
}

/** Transforms only the words of one ICU message: `{name}`, `{n, plural, one {# day}}` and `<b>` keep their syntax. */
export function transformMessage(message: string, transform: (text: string) => string): string {
  let out = "";
  let words = "";
  const flush = () => {
    out += words.trim() === "" ? words : transform(words);
    words = "";
  };
  for (let at = 0; at < message.length; ) {
    const rest = message.slice(at);
    const tag = /^<\/?[a-zA-Z][\w-]*\/?>/.exec(rest)?.[0];
    if (tag !== undefined) {
      flush();
      out += tag;
      at += tag.length;
    } else if (rest[0] === "{") {
      flush();
      const end = closingBrace(message, at);
      out += transformArgument(message.slice(at, end + 1), transform);
      at = end + 1;
    } else if (rest[0] === "#") {
      flush();
      out += "#";
      at += 1;
    } else {
      words += rest[0] ?? "";
      at += 1;
    }
  }
  flush();
  return out;
}

function closingBrace(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === "{") depth += 1;
    if (message[at] === "}" && --depth === 0) return at;
  }
  return message.length - 1;
}

function transformArgument(argument: string, transform: (text: string) => string): string {
  const head = /^\{\s*[\w]+\s*,\s*(?:plural|select|selectordinal)\s*,/.exec(argument)?.[0];
  if (head === undefined) return argument;
  let out = head;
  for (let at = head.length; at < argument.length; ) {
    if (argument[at] !== "{") {
      out += argument[at] ?? "";
      at += 1;
      continue;
    }
    const end = closingBrace(argument, at);
    out += `{${transformMessage(argument.slice(at + 1, end), transform)}}`;
    at = end + 1;
  }
  return out;
}
