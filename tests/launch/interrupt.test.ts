import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildKey } from "../../scripts/launch/build.mjs";
import { waitUntil } from "../../scripts/launch/processes.mjs";
import { Launch, makeStateDir, removeState, survivors } from "../support/launcher";

const builds = resolve(import.meta.dirname, "../../.bedside/builds");

describe("a start that is cut off", () => {
  let stateDir: string;
  let launch: Launch | undefined;
  const start = (options?: ConstructorParameters<typeof Launch>[1]) => (launch = new Launch(stateDir, options));

  beforeEach(() => {
    stateDir = makeStateDir();
  });
  afterEach(async () => {
    await launch?.stop();
    removeState(stateDir);
  });

  it("by Ctrl-C at any moment leaves nothing behind and is taken up by the next", async () => {
    for (const afterMs of [150, 500, 1000, 1800, 3000]) {
      const cut = start();
      await sleep(afterMs);
      const all = cut.watched();
      cut.interrupt();
      expect([0, 130, "SIGINT"], `after ${afterMs} ms: ${cut.output}`).toContain(await cut.ended);
      expect(await survivors(all), `after ${afterMs} ms`).toEqual([]);
    }
    await start().ready();
  });

  it("by kill -9 while the database is being made is healed", async () => {
    const cut = start();
    await cut.says("client");
    await sleep(200);
    const all = cut.watched();
    process.kill(cut.child.pid!, "SIGKILL");
    await cut.ended;
    expect(await survivors(all)).toEqual([]);
    await start().ready();
  });

  it("while it builds leaves no build that a later start would take for finished", async () => {
    vi.stubEnv("BEDSIDE_BUILD_LABEL", "cut-off");
    const key = buildKey({ demo: true });
    vi.unstubAllEnvs();
    const cut = start({ env: { BEDSIDE_BUILD_DIR: "", BEDSIDE_BUILD_LABEL: "cut-off" } });
    await cut.says("migrations");
    // Another build of this checkout may have to end first.
    await waitUntil(() => cut.watched().some((one) => one.kind === "step"), 240_000);
    await sleep(1500);
    const all = cut.watched();
    expect(all.map((one) => one.kind)).toContain("step");
    process.kill(cut.child.pid!, "SIGKILL");
    await cut.ended;
    expect(await survivors(all)).toEqual([]);
    expect(existsSync(builds)).toBe(true);
    expect(existsSync(join(builds, key))).toBe(false);
  });
});

describe("the next start of a folder", () => {
  const stateDir = makeStateDir();
  let launch: Launch | undefined;
  const start = () => (launch = new Launch(stateDir));
  /** The running product of this folder: the one that the test before left, or a new one. */
  const running = async (): Promise<Launch> => {
    if (launch === undefined) start();
    await launch!.ready();
    return launch!;
  };

  afterAll(async () => {
    await launch?.stop();
    removeState(stateDir);
  });

  it("is not stopped by stale lock and pid files", async () => {
    await (await running()).stop();
    writeFileSync(join(stateDir, "launcher.lock"), JSON.stringify({ pid: process.pid, identity: "another time" }));
    writeFileSync(join(stateDir, "watched.json"), JSON.stringify([{ pid: process.pid, identity: "another time", kind: "web" }]));
    writeFileSync(join(stateDir, "run.json"), "{ half");
    await start().ready();
  });

  it("that was cut off in the middle of seeding seeds anew", async () => {
    const first = await running();
    const { database } = await first.ready();
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    const count = async () => Number((await client.query("select count(*) from patient")).rows[0].count);
    const patients = await count();
    expect(patients).toBeGreaterThan(0);
    await client.query("delete from _bedside_seed");
    await client.end();
    await first.stop();
    const second = start();
    await second.ready();
    expect(second.output).toContain("made anew, the last one was cut off");
    const again = new pg.Client({ connectionString: database });
    await again.connect();
    expect(Number((await again.query("select count(*) from patient")).rows[0].count)).toBe(patients);
    await again.end();
  });
});
