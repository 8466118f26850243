import "server-only";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { config } from "./config";
import { db } from "./db";
import { guardedFetch } from "./guarded-fetch";
import { safeError } from "./logger";
import { WORKER_FACT } from "./worker-fact";

/** `down` makes the whole red; `degraded` is said and the rest goes on. */
type State = "ok" | "degraded" | "down";

interface Check {
  readonly state: State;
  readonly note?: string;
}

/** What the ready route answers. */
export interface Readiness {
  readonly status: State;
  readonly checks: Readonly<Record<"database" | "migrations" | "worker" | "media", Check>>;
}

const WORKER_SILENT_MS = 15_000;
const MEDIA_CACHE_MS = 3_000;
const DATABASE_PATIENCE_MS = 4_000;

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("took too long")), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function checkDatabase(): Promise<Check> {
  try {
    await within(db().$queryRaw`select 1`, DATABASE_PATIENCE_MS);
    return { state: "ok" };
  } catch (error) {
    return { state: "down", note: String(safeError(error).code ?? "unreachable") };
  }
}

/** Names of the migrations that this build came with; null where they are not beside it. */
async function shippedMigrations(): Promise<readonly string[] | null> {
  for (const folder of ["migrations", "prisma/migrations"]) {
    try {
      const entries = await readdir(join(/* turbopackIgnore: true */ process.cwd(), folder), { withFileTypes: true });
      return entries.filter((each) => each.isDirectory()).map((each) => each.name);
    } catch {
      // Not this folder: a checkout has one, a built server the other.
    }
  }
  return null;
}

async function checkMigrations(): Promise<Check> {
  const rows = await within(
    db().$queryRaw<{ name: string; finished: boolean }[]>`
      select migration_name as name, finished_at is not null as finished from _prisma_migrations
      where rolled_back_at is null`,
    DATABASE_PATIENCE_MS,
  ).catch(() => []);
  if (rows.length === 0) return { state: "down", note: "not migrated" };
  if (rows.some((row) => !row.finished)) return { state: "down", note: "a migration did not finish" };
  const applied = new Set(rows.map((row) => row.name));
  const missing = ((await shippedMigrations()) ?? []).filter((name) => !applied.has(name));
  return missing.length === 0 ? { state: "ok" } : { state: "down", note: `${missing.length} not applied` };
}

async function checkWorker(nowMs: number): Promise<Check> {
  const fact = await within(db().systemFact.findUnique({ where: { name: WORKER_FACT } }), DATABASE_PATIENCE_MS);
  if (fact === null) return { state: "degraded", note: "never seen" };
  const silentMs = nowMs - fact.updatedAt.getTime();
  return silentMs <= WORKER_SILENT_MS ? { state: "ok" } : { state: "degraded", note: `silent for ${Math.round(silentMs / 1000)} s` };
}

let mediaSeen: { readonly atMs: number; readonly check: Check } | null = null;

/** Whether the media server answers. Remembered for a moment, so that probes don't become load. */
export async function checkMedia(nowMs: number): Promise<Check> {
  const url = config().LIVEKIT_URL;
  if (url === undefined) return { state: "degraded", note: "none configured" };
  if (mediaSeen !== null && nowMs - mediaSeen.atMs < MEDIA_CACHE_MS) return mediaSeen.check;
  let check: Check;
  try {
    const response = await guardedFetch(url.replace(/^ws/, "http"), { maxBytes: 65_536, timeoutMs: 1_500 });
    await response.bytes();
    check = response.status < 500 ? { state: "ok" } : { state: "degraded", note: `answers ${response.status}` };
  } catch {
    check = { state: "degraded", note: "unreachable" };
  }
  mediaSeen = { atMs: nowMs, check };
  return check;
}

/** Looks at everything that this server needs. Never throws. */
export async function readiness(nowMs: number): Promise<Readiness> {
  const [database, media] = await Promise.all([checkDatabase(), checkMedia(nowMs)]);
  if (database.state === "down") {
    const unknown: Check = { state: "down", note: "unknown while the database is away" };
    return { status: "down", checks: { database, migrations: unknown, worker: unknown, media } };
  }
  const [migrations, worker] = await Promise.all([
    checkMigrations(),
    checkWorker(nowMs).catch((): Check => ({ state: "degraded", note: "unknown" })),
  ]);
  const states = [database, migrations, worker, media].map((each) => each.state);
  const status = states.includes("down") ? "down" : states.includes("degraded") ? "degraded" : "ok";
  return { status, checks: { database, migrations, worker, media } };
}
