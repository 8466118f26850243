import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Explained } from "../launch/print.mjs";
import { readJson, root } from "../launch/state.mjs";

/** Where the tests' outside provider listens. */
const OIDC_PORT = 3590;

/** What a proxy's log would hold is written down, and looked through afterwards (canaries.mjs). */
const recordOf = (dir) => ({
  BEDSIDE_NODE_OPTIONS: `--import=${pathToFileURL(join(root, "scripts/testing/record-requests.mjs")).href}`,
  BEDSIDE_REQUEST_LOG: join(dir, "logs", "requests.log"),
});

/**
 * Starts the product as `npm start` does, from a finished build, with a state folder and ports of its
 * own, so that it stands beside a running one. It ends with this process, however that ends.
 */
export async function startProductForTests({ build, port = 3500, keepLogs = false, withRecord = true }) {
  const dir = mkdtempSync(join(tmpdir(), "bedside-e2e-"));
  chmodSync(dir, 0o755);
  const env = {
    ...process.env,
    BEDSIDE_STATE_DIR: dir,
    BEDSIDE_BUILD_DIR: build,
    BEDSIDE_ATLAS_DIR: join(dir, "atlas"),
    BEDSIDE_END_WITH_STDIN: "1",
    BEDSIDE_POSTGRES_PORT: "54500",
    PORT: String(port),
    // An outside provider that a test runs while it needs one (tests/support/oidc-provider.ts).
    OIDC_ISSUER: `http://localhost:${OIDC_PORT}`,
    OIDC_CLIENT_ID: "bedside-test",
    OIDC_CLIENT_SECRET: "not-a-secret-outside-tests",
    OIDC_NAME: "Harbour Login",
    OIDC_STRONG_AMR: "mfa",
    ...(withRecord ? recordOf(dir) : {}),
  };
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], { cwd: root, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise((done) => child.once("exit", done));
  await new Promise((done, fail) => {
    const onData = (data) => {
      output += data;
      if (/^Ready: http/m.test(output)) done();
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
    void ended.then(() => fail(new Explained(`The product for the browser tests ended before it was ready:\n${output}`)));
  });
  const run = readJson(join(dir, "run.json"));
  const stop = async () => {
    child.stdin.end();
    await ended;
    const places = readJson(join(dir, "places.json"));
    if (places?.postgres) rmSync(places.postgres, { recursive: true, force: true });
    if (!keepLogs) rmSync(dir, { recursive: true, force: true });
  };
  return { url: run.url, database: run.database, stateDir: dir, hasMedia: run.hasMedia, log: (name) => readFileSync(join(dir, "logs", `${name}.log`), "utf8"), stop };
}
