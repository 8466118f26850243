import { readdirSync } from "node:fs";
import { join, resolve, sep } from "node:path";

/** The checkout. */
export const root = resolve(import.meta.dirname, "../..");

/** Files below a folder of the checkout, as paths from its root with forward slashes. */
export function filesBelow(folder: string, matches: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).split(sep).join("/"))
    .filter((path) => matches.test(path) && !path.includes("node_modules/") && !path.startsWith("src/generated/"))
    .sort();
}
