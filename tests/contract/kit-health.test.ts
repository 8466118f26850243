import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startMetricsServer } from "@/server/kit/metrics-server";
import { checkMedia, readiness } from "@/server/kit/health";
import { closeDb, db } from "@/server/kit/db";
import { serveCommand } from "@/server/kit/http";
import { countOperation } from "@/server/kit/metrics";
import { signOut } from "@/server/access/sign-out";
import { tellWorkerAlive } from "@/server/kit/worker-fact";
import { pagePost } from "../support/browser";

const held = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const url = process.env.DATABASE_URL;

/** Has the server read its configuration again. */
async function configure(changes: Record<string, string | undefined>): Promise<void> {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  delete held.bedsideConfig;
  await closeDb();
}

afterEach(() => configure({ DATABASE_URL: url, LIVEKIT_URL: undefined }));

describe("readiness", () => {
  it("is green with everything there, and says what is only degraded", async () => {
    await tellWorkerAlive(Date.now());
    expect(await readiness(Date.now())).toMatchObject({
      status: "degraded",
      checks: { database: { state: "ok" }, migrations: { state: "ok" }, worker: { state: "ok" }, media: { state: "degraded", note: "none configured" } },
    });
  });

  it("says that no worker was seen lately, and serves all the same", async () => {
    await tellWorkerAlive(Date.now() - 60_000);
    const { status, checks } = await readiness(Date.now());
    expect(status).toBe("degraded");
    expect(checks.worker).toEqual({ state: "degraded", note: expect.stringMatching(/^silent for 6\d s$/) });
  });

  it("is red without the database and green again by itself; commands meanwhile say so in words", async () => {
    await configure({ DATABASE_URL: "postgres://x:y@127.0.0.1:9/none" });
    expect(await readiness(Date.now())).toMatchObject({ status: "down", checks: { database: { state: "down" } } });
    const response = await serveCommand(signOut, pagePost("access/sign-out", {}, { "x-bedside-actor": "public" }));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, error: { kind: "unavailable", code: "kit.unavailable" } });
    await configure({ DATABASE_URL: url });
    expect((await readiness(Date.now())).checks.database).toEqual({ state: "ok" });
  });

  it("recovers on the same pool when every connection was cut", async () => {
    await db().$queryRaw`select 1`;
    await db()
      .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
      .catch(() => {});
    const seen = [];
    for (let attempt = 0; attempt < 5; attempt++) seen.push((await readiness(Date.now())).checks.database.state);
    expect(seen.at(-1)).toBe("ok");
  });

  it("is red on a database that was not migrated, or not to the end", async () => {
    await db().$executeRaw`update _prisma_migrations set finished_at = null`;
    expect((await readiness(Date.now())).checks.migrations).toEqual({ state: "down", note: "a migration did not finish" });
    await db().$executeRaw`update _prisma_migrations set finished_at = now(), migration_name = 'older_' || migration_name`;
    expect((await readiness(Date.now())).checks.migrations.state).toBe("down");
    await db().$executeRaw`update _prisma_migrations set migration_name = substr(migration_name, 7)`;
    expect((await readiness(Date.now())).checks.migrations).toEqual({ state: "ok" });
  });

  it("a media server that is away makes it degraded, never red", async () => {
    const media = { LIVEKIT_API_KEY: "k", LIVEKIT_API_SECRET: "s" };
    await configure({ ...media, LIVEKIT_URL: "ws://127.0.0.1:9" });
    expect(await checkMedia(1)).toEqual({ state: "degraded", note: "unreachable" });
    const server = createServer((_request, response) => response.end("OK"));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    await configure({ LIVEKIT_URL: `ws://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` });
    expect(await checkMedia(1_000_000)).toEqual({ state: "ok" });
    await new Promise((closed) => server.close(closed));
  });
});

describe("metrics", () => {
  let server: Server | null = null;
  const port = 20_000 + (process.pid % 20_000);

  beforeAll(async () => {
    await configure({ BEDSIDE_METRICS_PORT: String(port) });
    server = startMetricsServer();
    await new Promise<void>((ready) => server?.once("listening", ready));
  });
  afterAll(() => new Promise((closed) => server?.close(closed)));

  it("are served on loopback alone, with counts and times and no labels that name anybody", async () => {
    const address = server?.address();
    expect(address).toMatchObject({ address: "127.0.0.1", port });
    countOperation("command", "test/count", 200, 12);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('bedside_operations_total{type="command",name="test/count",status="200"} 1');
    expect(text).toContain("bedside_process_cpu_seconds_total");
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map((match) => match[1]));
    for (const label of labels) expect(["type", "name", "status", "le", "job", "outcome", "kind", "space", "version", "major", "minor", "patch", "quantile"]).toContain(label);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  });
});
