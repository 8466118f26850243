import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../support/files";

const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The last cell of each row: `file`: title. */
const rows = [...read("docs/bad-days.md").matchAll(/\| `((?:tests|scripts|src)\/[^`]+)`: (.+) \|$/gm)].map(([, file, title]) => ({ file: file!, title: title! }));

it("every bad day in docs/bad-days.md is shown by a test of that name", () => {
  const lines = read("docs/bad-days.md").split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Bad day"));
  expect(rows).toHaveLength(lines.length);
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter(({ file, title }) => !read(file).includes(`("${title}"`))).toEqual([]);
});
