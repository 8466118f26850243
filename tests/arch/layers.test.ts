import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesBelow, root } from "../support/files";

const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** One forbidden import for each row of the matrix, with the rule that must catch it. */
const planted: readonly [rule: string, from: string, line: string][] = [
  ["core-imports", "src/core/a.ts", 'import "../server/target";'],
  ["core-packages", "src/core/b.ts", 'import "react";'],
  ["core-packages", "src/core/c.ts", 'import "node:fs";'],
  ["core-packages", "src/core/i.ts", 'import type { Client } from "pg"; export type A = Client;'],
  ["server-imports", "src/server/d.ts", 'import "../room/target";'],
  ["room-imports", "src/room/e.ts", 'import type { T } from "@/components/target"; export type U = T;'],
  ["room-without-react-or-three", "src/room/j.ts", 'import "three";'],
  ["components-imports", "src/components/f.ts", 'import "@/xr/target";'],
  ["components-without-three", "src/components/k.ts", 'import "three";'],
  ["xr-imports", "src/xr/g.ts", 'import "@/components/target";'],
  ["nothing-imports-app", "src/i18n/h.ts", 'import "@/app/target";'],
  ["prisma-only-in-server", "src/app/l.ts", 'import "@prisma/client";'],
  ["no-cycles", "src/core/m.ts", 'import "./n";'],
  ["resolvable", "src/core/o.ts", 'import "./nowhere";'],
];

describe("the import matrix", () => {
  const folder = mkdtempSync(join(tmpdir(), "bedside-matrix-"));
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  let found: { rule: { name: string }; from: string }[];

  beforeAll(() => {
    for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"]) copyFileSync(join(root, file), join(folder, file));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const layer of ["server", "room", "components", "xr", "app"]) put(`src/${layer}/target.ts`, "export type T = string;\n");
    put("src/core/n.ts", 'import "./m";\n');
    for (const [, from, line] of planted) put(from, `${line}\nexport {};\n`);
    const out = spawnSync(process.execPath, [cruiser, "src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    found = (JSON.parse(out.stdout) as { summary: { violations: typeof found } }).summary.violations;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(planted)("catches %s in %s", (rule, from) => {
    expect(found.filter((one) => one.from === from).map((one) => one.rule.name)).toContain(rule);
  });
});

describe("the layers", () => {
  it("mark every server file as such, so that no browser bundle can hold one", () => {
    const files = filesBelow("src/server", /\.tsx?$/).filter((path) => !/\.test\.tsx?$/.test(path));
    expect(files.length).toBeGreaterThan(20);
    const unmarked = files.filter((path) => !/^import "server-only";/.test(readFileSync(join(root, path), "utf8")));
    expect(unmarked).toEqual([]);
  });

  it("let the launcher begin with Node's own modules alone", () => {
    const seen = new Set<string>();
    const foreign: string[] = [];
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const [, target] of readFileSync(path, "utf8").matchAll(/^(?:import|export)[^;]*? from "([^"]+)";|^import "([^"]+)";/gm)) {
        if (target!.startsWith(".")) visit(join(dirname(path), target!));
        else if (!target!.startsWith("node:")) foreign.push(`${path}: ${target}`);
      }
    };
    for (const entry of ["start", "test", "check", "reset"]) visit(join(root, `scripts/${entry}.mjs`));
    expect(seen.size).toBeGreaterThan(12);
    expect(foreign).toEqual([]);
  });

  it("keep every file within 400 lines", () => {
    const files = ["src", "scripts", "tests", "prisma"].flatMap((folder) => filesBelow(folder, /\.(tsx?|mjs|cjs|css)$/));
    const long = files.filter((path) => readFileSync(join(root, path), "utf8").split("\n").length > 401);
    expect(long).toEqual([]);
  });

  it("pin every package to one version", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-\S+)?$/.test(version));
    expect(loose).toEqual([]);
  });
});
