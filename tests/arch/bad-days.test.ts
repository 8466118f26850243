import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../support/files";

const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The last cell of each row of a page: `file`: title. */
const shownBy = (page: string) => [...page.matchAll(/\| `((?:tests|scripts|src)\/[^`]+)`: (.+) \|$/gm)].map(([, file, title]) => ({ file: file!, title: title! }));
const rowsOf = (page: string, head: string) => page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith(head));

it.each([
  ["bad day", "docs/bad-days.md", "| Bad day"],
  ["thing to do in a headset", "docs/headset.md", "| What |"],
])("every %s in %s is shown by a test or step of that name", (_what, path, head) => {
  const rows = shownBy(read(path));
  expect(rows).toHaveLength(rowsOf(read(path), head).length);
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter(({ file, title }) => !read(file).includes(`("${title}"`))).toEqual([]);
});
