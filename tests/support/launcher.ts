import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { identityOf, isAlive, waitUntil } from "../../scripts/launch/processes.mjs";

const root = resolve(import.meta.dirname, "../..");

interface Watched {
  readonly pid: number;
  readonly identity: string;
  readonly kind: string;
}

/** What a finished start writes down for others. */
export interface RunRecord {
  readonly url: string;
  readonly hasMedia: boolean;
  readonly ports: Readonly<Record<string, number>>;
  readonly database: string;
  readonly build: string;
}

/** A state folder of its own, as a fresh checkout would have it. */
export function makeStateDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "bedside-launch-"));
  chmodSync(dir, 0o755);
  return dir;
}

/** One `npm start` as a test sees it: its output, its processes, its end. */
export class Launch {
  output = "";
  readonly child: ChildProcess;
  readonly ended: Promise<number | string | null>;
  private hasEnded = false;

  constructor(
    readonly stateDir: string,
    { args = [], env = {}, user }: { args?: readonly string[]; env?: Readonly<Record<string, string>>; user?: { uid: number; gid: number } } = {},
  ) {
    const settings = { BEDSIDE_STATE_DIR: stateDir, PORT: "3400", BEDSIDE_POSTGRES_PORT: "54400", BEDSIDE_END_WITH_STDIN: "1", BEDSIDE_BUILD_DIR: inject("build") };
    const inherited = { ...process.env };
    for (const name of ["NODE_ENV", "VITEST", "DATABASE_URL", "LIVEKIT_URL", "NODE_OPTIONS", "BEDSIDE_DEMO"]) delete inherited[name];
    this.child = spawn(process.execPath, [join(root, "scripts/start.mjs"), ...args], {
      cwd: root,
      detached: true,
      env: { ...inherited, ...settings, ...env },
      ...user,
      stdio: ["pipe", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (data) => (this.output += String(data)));
    this.ended = new Promise((done) => {
      this.child.once("exit", (code, signal) => {
        this.hasEnded = true;
        done(code ?? signal);
      });
    });
  }

  /** Waits for a text in the output; a launcher that ends before fails with all that it said. */
  async says(text: string | RegExp, limitMs = 60_000): Promise<void> {
    const isSaid = () => (typeof text === "string" ? this.output.includes(text) : text.test(this.output));
    await waitUntil(() => this.hasEnded || isSaid(), limitMs);
    if (!isSaid()) throw new Error(`the launcher did not say ${String(text)}:\n${this.output}`);
  }

  /** Waits until it is ready and returns what it wrote down. */
  async ready(limitMs = 90_000): Promise<RunRecord> {
    await this.says(/^Ready: http\S+$/m, limitMs);
    return JSON.parse(readFileSync(join(this.stateDir, "run.json"), "utf8")) as RunRecord;
  }

  /** The processes that it started and that live, by kind. */
  watched(): Watched[] {
    const path = join(this.stateDir, "watched.json");
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Watched[]).filter((one) => isAlive(one)) : [];
  }

  pidOf(kind: string): number {
    const found = this.watched().find((one) => one.kind === kind);
    if (found === undefined) throw new Error(`no living ${kind}:\n${this.output}`);
    return found.pid;
  }

  /** Ctrl-C, as a terminal sends it: to the whole group of the launcher. */
  interrupt(): void {
    process.kill(-this.child.pid!, "SIGINT");
  }

  async stop(): Promise<number | string | null> {
    if (!this.hasEnded) this.interrupt();
    return this.ended;
  }
}

/** Waits until none of these processes lives and returns those that still do. */
export async function survivors(processes: readonly Watched[], limitMs = 15_000): Promise<Watched[]> {
  const living = () => processes.filter((one) => isAlive(one));
  await waitUntil(() => living().length === 0, limitMs);
  return living();
}

/** Kills a process and waits for another of its kind. */
export async function replaced(launch: Launch, kind: string): Promise<boolean> {
  const old = launch.pidOf(kind);
  process.kill(old, "SIGKILL");
  return waitUntil(() => identityOf(old) === null && launch.watched().some((one) => one.kind === kind), 30_000);
}

export async function isReady(url: string, limitMs = 30_000): Promise<boolean> {
  return waitUntil(async () => {
    try {
      return (await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5000) })).status === 200;
    } catch {
      await sleep(50);
      return false;
    }
  }, limitMs);
}

/** Removes a state folder and what it had to put elsewhere. */
export function removeState(dir: string): void {
  spawnSync(process.execPath, [join(root, "scripts/reset.mjs"), "--yes"], { cwd: root, env: { ...process.env, BEDSIDE_STATE_DIR: dir } });
  rmSync(dir, { recursive: true, force: true });
}
