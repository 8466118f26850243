import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isReady, Launch, makeStateDir, removeState, replaced, survivors, type RunRecord } from "../support/launcher";

describe("a running product", () => {
  let launch: Launch;
  let run: RunRecord;
  const stateDir = makeStateDir();

  beforeAll(async () => {
    launch = new Launch(stateDir);
    run = await launch.ready();
  });
  afterAll(async () => {
    await launch.stop();
    removeState(stateDir);
  });

  it("answers where it says, on the ready route", async () => {
    expect(await isReady(run.url)).toBe(true);
    expect(launch.output).toContain(`Ready: ${run.url}\n`);
  });

  it("says so to a second start, with the address, and leaves the first alone", async () => {
    const second = new Launch(stateDir);
    expect(await second.ended).toBe(0);
    expect(second.output).toContain(`already runs from this folder: ${run.url}`);
    expect(await isReady(run.url)).toBe(true);
  });

  it.each(["web", "worker", "livekit", "postgres", "watchdog"])("starts %s again after a kill -9", async (kind) => {
    expect(await replaced(launch, kind)).toBe(true);
    expect(await isReady(run.url)).toBe(true);
  });
});

describe("after a launcher's death", () => {
  let stateDir: string;
  const started: Launch[] = [];
  const start = (options?: ConstructorParameters<typeof Launch>[1]) => {
    const launch = new Launch(stateDir, options);
    started.push(launch);
    return launch;
  };

  beforeAll(() => {
    stateDir = makeStateDir();
  });
  afterEach(async () => {
    for (const launch of started.splice(0)) await launch.stop();
  });
  afterAll(() => removeState(stateDir));

  it("a kill -9 of the launcher leaves nothing running, and the next start is ready", async () => {
    const first = start();
    await first.ready();
    const all = first.watched();
    expect(all.map((one) => one.kind).sort()).toEqual(["livekit", "postgres", "watchdog", "web", "worker"]);
    process.kill(first.child.pid!, "SIGKILL");
    expect(await survivors(all)).toEqual([]);
    const { url } = await start().ready();
    expect(await isReady(url)).toBe(true);
  });

  it("a kill -9 of launcher and watchdog leaves orphans that the next start ends, and a database that it takes over", async () => {
    const first = start();
    await first.ready();
    const orphans = first.watched();
    process.kill(first.pidOf("watchdog"), "SIGKILL");
    process.kill(first.child.pid!, "SIGKILL");
    await first.ended;
    const next = start();
    const { url } = await next.ready();
    expect(next.output).toMatch(/ended what an earlier start had left running: .*web/);
    expect(next.output).toMatch(/database +taken over/);
    expect(await survivors(orphans.filter((one) => one.kind !== "postgres"))).toEqual([]);
    expect(await isReady(url)).toBe(true);
    const database = next.watched().find((one) => one.kind === "postgres");
    expect(await next.stop()).toBe(0);
    expect(await survivors([database!])).toEqual([]);
  });

  it("a Ctrl-C ends everything and exits with 0", async () => {
    const launch = start();
    await launch.ready();
    const all = launch.watched();
    launch.interrupt();
    expect(await launch.ended).toBe(0);
    expect(await survivors(all)).toEqual([]);
  });
});
