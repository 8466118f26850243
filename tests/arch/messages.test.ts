import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMFORT_CHOICES, COMFORT_NAMES } from "@/core/headset/comfort";
import { messageNeeds } from "@/i18n/icu";
import { AREAS } from "@/i18n/messages";
import { filesBelow, root } from "../support/files";

type Tree = { readonly [key: string]: string | Tree };

const read = (path: string) => readFileSync(join(root, path), "utf8");
const flat = (tree: Tree, prefix = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
const load = (language: string, name: string) => new Map(flat(JSON.parse(read(`messages/${language}/${name}.json`)) as Tree));

/** The global error page has no provider around it and imports its few words itself. */
const OUTSIDE_NEXT_INTL = ["crash"];

const names = filesBelow("messages/en", /\.json$/).map((path) => basename(path, ".json"));

describe("messages", () => {
  it("have the same files in English and Spanish, and each is known", () => {
    const spanish = filesBelow("messages/es", /\.json$/).map((path) => basename(path, ".json"));
    expect(spanish).toEqual(names);
    expect(names.filter((name) => !OUTSIDE_NEXT_INTL.includes(name))).toEqual([...AREAS].sort());
  });

  it("have no namespace that nothing uses", () => {
    const sources = filesBelow("src", /\.tsx?$/)
      .filter((path) => !path.includes("/generated/") && !path.startsWith("src/i18n/"))
      .map(read)
      .join("\n");
    const unused = names.filter(
      (name) => !new RegExp(`["'\`]${name}(\\.[\\w.$\\{\\}]+)?["'\`]|messages/en/${name}\\.json`).test(sources),
    );
    expect(unused).toEqual([]);
  });
});

describe.each(names)("messages/*/%s.json", (name) => {
  const english = load("en", name);
  const spanish = load("es", name);

  it("says something, and the same things in both languages", () => {
    expect(english.size).toBeGreaterThan(0);
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
    // A word may be nothing on purpose ("no side"), but then in both languages.
    const half = [...english].filter(([key, text]) => (text.trim() === "") !== (spanish.get(key)?.trim() === ""));
    expect(half.map(([key]) => key)).toEqual([]);
  });

  it("asks for the same values and tags in both", () => {
    const different = [...english]
      .map(([key, text]) => ({ key, english: messageNeeds(text), spanish: messageNeeds(spanish.get(key) ?? "") }))
      .filter((pair) => pair.english.join() !== pair.spanish.join());
    expect(different).toEqual([]);
  });

  it("speaks to people as usted in Spanish, never as tú", () => {
    // Only words that say so by themselves: imperatives such as "abre" are also what a third person does.
    const familiar = /(?<![\p{L}#])(tú|tus?|ti|te|contigo|tuy[oa]s?|vuestr[oa]s?|puedes|quieres|tienes|necesitas|eres|estás|has|debes|ves|sabes|haz|inténtalo)(?![\p{L}])/iu;
    expect([...spanish].filter(([, text]) => familiar.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });

  it("leaves no sentence untranslated", () => {
    const sentences = [...english].filter(([key, text]) => /[a-z]+ [a-z]+ [a-z]+/i.test(text) && spanish.get(key) === text);
    expect(sentences.map(([key]) => key)).toEqual([]);
  });

  it("speaks in the voice: no please, no oops, nothing successful, no exclamation", () => {
    const forbidden = /\b(please|oops|successfully|por favor|con éxito)\b|[!¡]/i;
    const wrong = [...english, ...spanish].filter(([, text]) => forbidden.test(text));
    expect(wrong).toEqual([]);
  });
});

describe("words of the comfort settings", () => {
  it.each(["en", "es"])("ANA-604: every setting and every choice of it has its own in %s", (language) => {
    const { comfort } = JSON.parse(readFileSync(join(root, `messages/${language}/anatomy.json`), "utf8")) as { comfort: Record<"names" | "shortNames", Record<string, string>> & { choices: Record<string, Record<string, string>> } };
    for (const names of [comfort.names, comfort.shortNames]) expect(Object.keys(names).sort()).toEqual([...COMFORT_NAMES].sort());
    for (const name of COMFORT_NAMES) expect(Object.keys(comfort.choices[name] ?? {}).sort()).toEqual([...COMFORT_CHOICES[name]].sort());
  });
});
