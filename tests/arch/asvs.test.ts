import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ASVS_IDS } from "../support/asvs-ids";
import { filesBelow, root } from "../support/files";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

const document = read("docs/asvs.md");
const rows = [...document.matchAll(/^\| (V[\d.]+) \| ([^|]*) \| ([^|]*) \|$/gm)].map(([, id = "", label = "", evidence = ""]) => ({ id, label: label.trim(), evidence: evidence.trim() }));
const isReason = (evidence: string): boolean => /^(n\/a|open): /.test(evidence);

const RULE = /\b(?:ACC|AUD|SEAL|FILE|RET|PPL|CON|STAFF|PRC|SRCH|NTF|HOME|SET|IN|SCH|VISIT|NOTE|ROOM|GUEST)-\d+\b/g;
const stated = new Set(filesBelow("docs/specs", /\.md$/).flatMap((path) => [...read(path).matchAll(/(?:\*\*|^\| )([A-Z]{2,6}-\d+)(?:\*\*| \|)/gm)].map(([, id = ""]) => id)));
const tests = ["src", "tests", "scripts"].flatMap((folder) => filesBelow(folder, /\.(test|spec)\.tsx?$/)).filter((path) => !path.startsWith("tests/arch/")).map(read).join("\n");

/** A piece of evidence that isn't there, or null. */
function missing(piece: string): string | null {
  const [path = "", heading] = piece.split("#");
  if (/^[A-Z]+-\d+$/.test(piece)) return stated.has(piece) && new RegExp(`["'\`][^"'\`\n]*\\b${piece}\\b`).test(tests) ? null : piece;
  if (heading !== undefined) return existsSync(join(root, path)) && new RegExp(`^#+ ${heading.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "m").test(read(path)) ? null : piece;
  return /^(tests|src)\/.+\.(test|spec)\.tsx?$/.test(path) && existsSync(join(root, path)) ? null : piece;
}

describe("the matrix of ASVS 5.0", () => {
  it("has each requirement of levels 1 and 2 once, in order, and none besides", () => {
    expect(ASVS_IDS).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(ASVS_IDS);
  });

  it("leaves nothing blank, and says why where it has no evidence", () => {
    expect(rows.filter(({ label, evidence }) => label.length < 4 || evidence.length < 4).map(({ id }) => id)).toEqual([]);
    expect(rows.filter(({ evidence }) => isReason(evidence) && evidence.length < 12).map(({ id }) => id)).toEqual([]);
  });

  it("names only rules that are stated and cited by a test, tests that are there, and headings that stand", () => {
    const named = rows.filter(({ evidence }) => !isReason(evidence)).flatMap(({ id, evidence }) => evidence.split(";").map((piece) => [id, missing(piece.trim())] as const));
    const mentioned = rows.filter(({ evidence }) => isReason(evidence)).flatMap(({ id, evidence }) => [...evidence.matchAll(RULE)].map(([rule]) => [id, missing(rule)] as const));
    expect([...named, ...mentioned].filter(([, what]) => what !== null)).toEqual([]);
  });

  it("counts itself", () => {
    const count = (test: (evidence: string) => boolean): number => rows.filter(({ evidence }) => test(evidence)).length;
    const [none, open] = [count((each) => each.startsWith("n/a")), count((each) => each.startsWith("open"))];
    expect(document).toContain(`**${rows.length - none - open} covered, ${none} not applicable, ${open} open.**`);
  });

  it("is linked from the page on security", () => {
    expect(read("docs/security.md")).toContain("(asvs.md)");
  });
});
