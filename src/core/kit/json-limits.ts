/** What a JSON text may be at most. */
export interface JsonLimits {
  /** Objects and arrays within each other. */
  readonly maxDepth: number;
  /** Keys of all objects together. */
  readonly maxKeys: number;
}

/** Limits of what the interface takes. */
export const BODY_LIMITS: JsonLimits = { maxDepth: 20, maxKeys: 10_000 };

/** Why a JSON text is not taken: `too_deep`, `too_many_keys`, `duplicate_key` (RFC 8259 leaves open which of the two counts), or a key that programs trip over. */
export type JsonProblem = "too_deep" | "too_many_keys" | "duplicate_key" | "forbidden_key";

/** Where the string that begins at `from` (its quote) ends: the place behind its last quote. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

const FORBIDDEN = new Set(["__proto__"]);
const MARK = /["{}[\]:]/g;

/** The key as programs read it; null where it isn't JSON: the parser will say so. */
function readKey(token: string): string | null {
  if (!token.includes("\\")) return token.slice(1, -1);
  try {
    return String(JSON.parse(token));
  } catch {
    return null;
  }
}

/**
 * Looks at a text before it is parsed, in one pass and without building anything: how deep it goes,
 * how many keys it has, whether an object names one key twice (`"a"` and `"\u0061"` are one). Null: as
 * far as this goes it is fine; whether it is JSON at all is the parser's to say.
 */
export function jsonProblem(text: string, { maxDepth, maxKeys }: JsonLimits): JsonProblem | null {
  const levels: (Set<string> | null)[] = [];
  let [keys, lastString] = [0, ""];
  MARK.lastIndex = 0;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const { index } = match;
    switch (match[0]) {
      case '"': {
        const end = endOfString(text, index);
        lastString = text.slice(index, end);
        MARK.lastIndex = end;
        break;
      }
      case "{":
      case "[":
        levels.push(match[0] === "{" ? new Set() : null);
        if (levels.length > maxDepth) return "too_deep";
        break;
      case ":": {
        const seen = levels.at(-1);
        const key = seen == null ? null : readKey(lastString);
        if (seen == null || key === null) break;
        if (FORBIDDEN.has(key)) return "forbidden_key";
        if (seen.has(key)) return "duplicate_key";
        seen.add(key);
        keys += 1;
        if (keys > maxKeys) return "too_many_keys";
        break;
      }
      default:
        levels.pop();
    }
  }
  return null;
}
