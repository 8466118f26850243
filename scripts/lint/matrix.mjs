// Runs dependency-cruiser over the tree and refuses a pass that came from seeing too little.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../launch/state.mjs";

const least = Number(process.argv[2] ?? 1);
const cli = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const args = [cli, "src", "scripts", "tests", "prisma", "--config", ".dependency-cruiser.cjs", "--output-type", "json"];
const out = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });

if (!out.stdout) {
  console.error(out.stderr);
  process.exit(1);
}
const { modules, summary } = JSON.parse(out.stdout);
const ours = modules.filter(({ source }) => /^(src|scripts|tests|prisma)\//.test(source));
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (ours.length < least) console.error(`only ${ours.length} modules were seen, fewer than ${least}: the matrix was not really checked`);
console.log(`${ours.length} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} violations`);
process.exit(summary.violations.length > 0 || ours.length < least ? 1 : 0);
