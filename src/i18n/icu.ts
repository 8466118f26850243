/** A part of an ICU message. `syntax` is what no translator touches: tags and `#`. */
export type MessagePart =
  | { kind: "words"; text: string }
  | { kind: "syntax"; text: string }
  | { kind: "argument"; name: string; type: string; raw: string; branches: readonly Branch[] };

interface Branch {
  /** The text before the branch's opening brace: `one `, `=0 `, `other `. */
  head: string;
  parts: readonly MessagePart[];
}

/** Splits a message into words and syntax: `{name}`, `{n, plural, one {# day} other {# days}}`, `<b>…</b>`. */
export function parseMessage(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let words = "";
  const flush = () => {
    if (words !== "") parts.push({ kind: "words", text: words });
    words = "";
  };
  for (let at = 0; at < message.length; ) {
    const syntax = /^(?:<\/?[a-zA-Z][\w-]*\/?>|#|'[{}][^']*')/.exec(message.slice(at))?.[0];
    if (syntax !== undefined) {
      flush();
      parts.push({ kind: "syntax", text: syntax });
      at += syntax.length;
    } else if (message[at] === "{") {
      flush();
      const end = closingBrace(message, at);
      parts.push(parseArgument(message.slice(at, end + 1)));
      at = end + 1;
    } else {
      words += message[at] ?? "";
      at += 1;
    }
  }
  flush();
  return parts;
}

function closingBrace(message: string, open: number): number {
  let depth = 0;
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === "{") depth += 1;
    if (message[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`A brace is left open: ${message}`);
}

function parseArgument(raw: string): MessagePart {
  const [, head = "", name = "", type = ""] = /^(\{\s*(\w+)\s*(?:,\s*(\w+)\s*,?)?)/.exec(raw) ?? [];
  if (name === "") throw new Error(`An argument has no name: ${raw}`);
  const branches: Branch[] = [];
  if (/^(plural|select|selectordinal)$/.test(type)) {
    for (let at = head.length; at < raw.length - 1; ) {
      const open = raw.indexOf("{", at);
      if (open === -1) break;
      const end = closingBrace(raw, open);
      branches.push({ head: raw.slice(at, open), parts: parseMessage(raw.slice(open + 1, end)) });
      at = end + 1;
    }
  }
  return { kind: "argument", name, type, raw, branches };
}

/** Writes the parts back, with the words changed. */
export function printMessage(parts: readonly MessagePart[], transform: (words: string) => string): string {
  return parts
    .map((part) => {
      if (part.kind === "words") return part.text.trim() === "" ? part.text : transform(part.text);
      if (part.kind === "syntax") return part.text;
      if (part.branches.length === 0) return part.raw;
      const branches = part.branches.map(({ head, parts: inner }) => `${head}{${printMessage(inner, transform)}}`);
      return `{${part.name}, ${part.type},${branches.join("")}}`;
    })
    .join("");
}

/** What a message needs from its caller, sorted: `name`, `count:plural`, `<b>`. */
export function messageNeeds(message: string): string[] {
  const needs = new Set<string>();
  const visit = (parts: readonly MessagePart[]) => {
    for (const part of parts) {
      if (part.kind === "syntax" && /^<[a-zA-Z]/.test(part.text)) needs.add(part.text);
      if (part.kind !== "argument") continue;
      needs.add(part.type === "" ? part.name : `${part.name}:${part.type}`);
      for (const branch of part.branches) visit(branch.parts);
    }
  };
  visit(parseMessage(message));
  return [...needs].sort();
}
