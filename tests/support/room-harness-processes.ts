import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Watched {
  readonly pid: number;
  readonly kind: string;
}

type ServerKind = "livekit" | "web";

/** Processes of the product under test, which its launcher starts again when they die. */
export class ProductProcesses {
  private readonly frozen = new Set<number>();

  constructor(private readonly stateDir: string) {}

  pidOf(kind: ServerKind): number | null {
    const watched = JSON.parse(readFileSync(join(this.stateDir, "watched.json"), "utf8")) as Watched[];
    return watched.find((each) => each.kind === kind)?.pid ?? null;
  }

  private signal(kind: ServerKind, signal: NodeJS.Signals): number {
    const pid = this.pidOf(kind);
    if (pid === null) throw new Error(`the product under test runs no ${kind} of its own`);
    process.kill(pid, signal);
    return pid;
  }

  /** Stops a process in its tracks: its sockets stay open, and nothing is said on them. */
  freeze(kind: ServerKind): void {
    this.frozen.add(this.signal(kind, "SIGSTOP"));
  }

  /** Lets everything go on that was frozen. */
  thaw(): void {
    for (const pid of this.frozen) process.kill(pid, "SIGCONT");
    this.frozen.clear();
  }

  /** Kills a process. Returns its number, to tell it from the next. */
  kill(kind: ServerKind): number {
    return this.signal(kind, "SIGKILL");
  }
}
