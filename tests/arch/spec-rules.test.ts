import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow, root } from "../support/files";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const ids = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

const stated = filesBelow("docs/specs", /\.md$/).flatMap((path) => ids(read(path), /(?:\*\*|^\| )([A-Z]{2,6}-\d+)(?:\*\*| \|)/gm));
const titles = ["src", "tests", "scripts"]
  .flatMap((folder) => filesBelow(folder, /\.(test|spec)\.tsx?$/))
  .filter((path) => !path.startsWith("tests/arch/"))
  .flatMap((path) => ids(read(path), /(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*["'`]([^"'`]*)/g));
const cited = new Set(titles.flatMap((title) => ids(title, /\b([A-Z]{2,6}-\d+)\b/g)));
const areas = new Set(stated.map((id) => id.split("-")[0]!));

describe("the rules that can hurt a patient", () => {
  it("are stated, each once", () => {
    expect(stated.length).toBeGreaterThan(20);
    expect(stated.filter((id, index) => stated.indexOf(id) !== index)).toEqual([]);
  });

  it("are each cited by the title of a test", () => {
    expect(stated.filter((id) => !cited.has(id))).toEqual([]);
  });

  it("are cited only by ids that exist", () => {
    const known = new Set(stated);
    expect([...cited].filter((id) => areas.has(id.split("-")[0]!) && !known.has(id))).toEqual([]);
  });
});
