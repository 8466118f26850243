import { readFileSync } from "node:fs";
import { _createCache, _createIntlFormatters } from "use-intl/core";
import formatRaw from "use-intl/format-message";
import formatCompiled from "use-intl/format-message/format-only";
import { describe, expect, it } from "vitest";
import { filesBelow, root } from "../../tests/support/files";
import { compileTree, type CompiledTree } from "./compile";
import { FORMATS } from "./formats";
import { messageNeeds } from "./icu";
import { pseudoAccented, pseudoRightToLeft, transformTree, type MessageTree } from "./pseudo";

const cache = _createCache();
const options = (locale: string) => ({
  cache,
  formatters: _createIntlFormatters(cache),
  globalFormats: FORMATS,
  locale,
  timeZone: "Europe/Lisbon",
});

function* leaves(tree: MessageTree, path: string): Generator<[string, string]> {
  if (typeof tree === "string") yield [path, tree];
  else for (const [key, value] of Object.entries(tree)) yield* leaves(value, `${path}.${key}`);
}

/** Values for what a message needs: counts that reach every plural, and the first branch of a select. */
function valuesOf(message: string, count: number): Record<string, unknown> {
  const one = (need: string): [string, unknown] => {
    const [name = "", type = ""] = need.split(":");
    if (need.startsWith("<")) return [need.slice(1, -1), (chunks: unknown) => `[${String(chunks)}]`];
    if (type === "date" || type === "time") return [name, new Date(Date.UTC(2026, 10, 24, 9, 5))];
    if (type === "select") return [name, new RegExp(`\\{\\s*${name}\\s*,\\s*select\\s*,\\s*(\\w+)`).exec(message)?.[1]];
    return [name, type === "" ? `<${name} & ${count}>` : count];
  };
  return Object.fromEntries(messageNeeds(message).map(one));
}

const flat = (value: unknown) => (Array.isArray(value) ? value.join("") : value);

/** Where a message, itself or as a test language writes it, says another thing once it is compiled. */
function differences(path: string, text: string): unknown[] {
  const about = options(path.includes("/es/") ? "es" : "en-GB");
  return [(same: string) => same, pseudoAccented, pseudoRightToLeft].flatMap((transform) => {
    const message = transformTree(text, transform) as string;
    const compiled = compileTree(message) as Parameters<typeof formatCompiled>[1];
    return (message.includes("{") ? [0, 1, 2, 5, 1_234_567] : [0]).flatMap((count) => {
      const values = valuesOf(message, count);
      const given = Object.keys(values).length === 0 ? undefined : (values as Parameters<typeof formatRaw>[2]);
      const [wanted, got] = [flat(formatRaw(path, message, given, about)), flat(formatCompiled(path, compiled, given, about))];
      return wanted === got ? [] : [{ path, count, wanted, got }];
    });
  });
}

const written = filesBelow("messages", /\.json$/).flatMap((path) => {
  const tree = JSON.parse(readFileSync(`${root}/${path}`, "utf8")) as MessageTree;
  return [...leaves(tree, path)];
});

describe("compiled messages", () => {
  it("say what the messages say, in every language, for every count", () => {
    expect(written.length).toBeGreaterThan(500);
    const wrong = written.flatMap(([path, text]) => differences(path, text));
    expect(wrong).toEqual([]);
  });

  it("are plain JSON, as a browser is handed them", () => {
    const tree: CompiledTree = compileTree({ a: "{n, plural, one {# day} other {# days}}", b: { c: "It’s <b>{name}</b>" } });
    expect(tree).toStrictEqual(JSON.parse(JSON.stringify(tree)));
    const plural = (tree as { a: [[string, number, object]] }).a[0][2];
    expect(Object.getPrototypeOf(plural)).toBe(Object.prototype);
  });

  it("are refused where they are no ICU", () => {
    expect(() => compileTree("Hello {name")).toThrow();
  });
});
