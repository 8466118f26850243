/** Letters that Unicode does not take apart into a base letter and a mark, and common other scripts. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŋ: "n", ə: "e",
  а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i", к: "k",
  л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts",
  ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia",
  α: "a", β: "v", γ: "g", δ: "d", ε: "e", ζ: "z", η: "i", θ: "th", ι: "i", κ: "k", λ: "l", μ: "m", ν: "n",
  ξ: "x", ο: "o", π: "p", ρ: "r", σ: "s", ς: "s", τ: "t", υ: "y", φ: "f", χ: "ch", ψ: "ps", ω: "o",
};

/** Spellings of one sound that clerks mix up, brought to one: `Mueller` and `Müller`, `Yousef` and `Yusuf`. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ou|oo/g, "u"],
  [/ue/g, "u"],
  [/oe/g, "o"],
  [/ae/g, "a"],
  [/ph/g, "f"],
  [/[cq]k?|ck/g, "k"],
  [/[yj]/g, "i"],
  [/ee|ie/g, "i"],
  [/w/g, "v"],
  [/z/g, "s"],
  [/h/g, ""],
  [/(.)\1+/g, "$1"],
];

/**
 * A name in lower-case Latin letters and digits without marks: `Zieliński` → `zielinski`,
 * `Ольга` → `olga`. Scripts that we have no table for keep their letters.
 */
export function foldName(text: string): string {
  return [...text.normalize("NFKD").toLowerCase()]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** What we store to search by: given, family and preferred name, folded, without spaces between. */
export function searchNameOf(name: {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName?: string | null;
}): string {
  return [name.givenName, name.familyName, name.preferredName ?? ""].map(foldName).join("");
}

/** A coarse key of how a name sounds, for comparing only. */
export function soundOf(text: string): string {
  return SOUNDS.reduce((sound, [spelling, one]) => sound.replace(spelling, one), foldName(text));
}

/**
 * Number of letters to insert, delete, change or swap with their neighbour to get from one text to
 * the other (Damerau-Levenshtein, optimal string alignment), given up above `limit` as `limit + 1`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (before[column - 2] ?? 0) + 1);
      }
      line.push(best);
    }
    before = above;
    above = line;
  }
  return Math.min(above[b.length] ?? 0, limit + 1);
}
