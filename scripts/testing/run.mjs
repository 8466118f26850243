import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson, root } from "../launch/state.mjs";

/** Runs a Node program and resolves to its exit code. What it says goes to this terminal, or to `hear` where somebody listens. */
export function runNode(args, env = {}, hear = undefined) {
  return new Promise((done) => {
    const stdio = hear ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
    child.once("error", () => done(1));
    child.once("close", (code) => done(code ?? 1));
  });
}

/** Runs a test program that writes a report, and counts from that. A crash without one counts as one failure. */
async function counted(args, env, read, hear) {
  const folder = mkdtempSync(join(tmpdir(), "bedside-report-"));
  const report = join(folder, "report.json");
  const code = await runNode(args, { ...env, BEDSIDE_TEST_REPORT: report }, hear);
  const found = readJson(report);
  rmSync(folder, { recursive: true, force: true });
  const { passed, failed, skipped } = found === null ? { passed: 0, failed: 0, skipped: 0 } : read(found);
  return { passed, failed: code !== 0 ? Math.max(1, failed) : failed, skipped };
}

export const runVitest = (projects, filters = [], env = {}, hear = undefined) =>
  counted(
    [join(root, "node_modules/vitest/vitest.mjs"), "run", ...projects.flatMap((name) => ["--project", name]), ...filters],
    env,
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }),
    hear,
  );

/**
 * Runs specs of some projects of playwright.config.ts, so many files at once. Pictures and traces of failures stay in a
 * folder of this run; a run without failures leaves none.
 */
export async function runPlaywright(projects, { workers, filters = [], env = {} }) {
  const output = join(root, "test-results", `run-${process.pid}-${projects.join("-")}`);
  const args = [join(root, "node_modules/@playwright/test/cli.js"), "test", `--workers=${workers}`, "--pass-with-no-tests", ...projects.map((name) => `--project=${name}`), ...filters];
  const counts = await counted(args, { ...env, BEDSIDE_TEST_OUTPUT: output }, ({ stats }) => ({
    // Those that passed at another try stand in the run's own list as flaky.
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
  if (counts.failed === 0) rmSync(output, { recursive: true, force: true });
  return counts;
}

/** The sum of what parts counted. */
export const sumOf = (counts) =>
  counts.reduce((sum, each) => ({ passed: sum.passed + each.passed, failed: sum.failed + each.failed, skipped: sum.skipped + each.skipped }), { passed: 0, failed: 0, skipped: 0 });
