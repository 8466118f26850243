import type { Page } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./expect";

interface ProcessRecord {
  readonly pid: number;
  readonly kind?: string;
}

/** The state folder of the product under test, which `npm test` starts for itself and may break. */
const stateDir = process.env.BEDSIDE_TEST_STATE_DIR ?? "";

/** Whether this product's database may be taken away: it is one of our own, started by our launcher. */
export const mayBreakDatabase = (): boolean => stateDir !== "" && existsSync(join(stateDir, "watched.json"));

const read = <T>(name: string): T => JSON.parse(readFileSync(join(stateDir, name), "utf8")) as T;

/**
 * Takes the database away and gives it back. The launcher would have it running again within a second,
 * so it sleeps meanwhile; awake again it does what it does after any death of the database.
 */
export class DatabaseOutage {
  private readonly launcher = read<ProcessRecord>("launcher.lock").pid;

  begin(): void {
    const database = read<ProcessRecord[]>("watched.json").find(({ kind }) => kind === "postgres");
    if (database === undefined) throw new Error("the product under test runs no database of its own");
    process.kill(this.launcher, "SIGSTOP");
    process.kill(database.pid, "SIGKILL");
  }

  /** Also harmless where nothing was taken away. */
  end(): void {
    process.kill(this.launcher, "SIGCONT");
  }
}

/** Waits until the ready route answers with a status. */
export async function expectReadiness(page: Page, status: 200 | 503): Promise<void> {
  await expect
    .poll(async () => (await page.request.get("/api/health/ready", { timeout: 30_000 })).status(), { timeout: 90_000, intervals: [200, 500] })
    .toBe(status);
}
