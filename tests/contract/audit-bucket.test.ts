import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import S3rver from "s3rver";
import type { Checkpoint } from "@/core/audit/checkpoint";
import { signCheckpoint } from "@/server/audit/checkpoint-key";
import { checkpointBucket, checkpointStore, folderCheckpoints } from "@/server/audit/checkpoint-store";
import { publishCheckpoints, takeCheckpoint } from "@/server/audit/checkpoints";
import { checkpointLines, objectCheckpoints } from "@/server/audit/object-checkpoints";
import { AuditSealer } from "@/server/audit/seal";
import { verifyAudit } from "@/server/audit/verify";
import { folderStore } from "@/server/files/folder-store";
import { restoreBackup } from "@/server/backup/restore-backup";
import { writeBackup } from "@/server/backup/write-backup";
import { forgetKeys } from "@/server/kit/data-keys";
import { closeDb, db } from "@/server/kit/db";
import { bundle } from "../../scripts/launch/bundle.mjs";
import { withTampering, writeEntries } from "../support/audit-tamper";
import { databaseMaker } from "../support/empty-database";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "bedside-bucket-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(folder, "s3"), configureBuckets: ["checkpoints", "elsewhere"].map((name) => ({ name, configs: [] })) });
const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const home = process.env.DATABASE_URL!;
const databases = databaseMaker(home);

async function all(source: AsyncIterable<Checkpoint | null>): Promise<(Checkpoint | null)[]> {
  const found: (Checkpoint | null)[] = [];
  for await (const each of source) found.push(each);
  return found;
}

async function linesOf(store = checkpointBucket()!): Promise<string[]> {
  const lines: string[] = [];
  for await (const { line } of checkpointLines(store)) lines.push(line);
  return lines;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

beforeAll(async () => {
  const { port } = (await server.run()) as AddressInfo;
  Object.assign(process.env, {
    BEDSIDE_CHECKPOINT_DIR: join(folder, "unused"),
    CHECKPOINT_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    CHECKPOINT_S3_BUCKET: "checkpoints",
    CHECKPOINT_S3_ACCESS_KEY_ID: "S3RVER",
    CHECKPOINT_S3_SECRET_ACCESS_KEY: "S3RVER",
  });
  delete holder.bedsideConfig;
});

afterAll(async () => {
  await closeDb();
  await databases.dropAll();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function checkpointNow(entries: number): Promise<void> {
  await writeEntries(entries);
  await new AuditSealer().round();
  await takeCheckpoint(Date.now(), true);
  await publishCheckpoints(Date.now());
}

describe.each(["folder", "bucket"])("a store of checkpoints: %s", (kind) => {
  const store = () => (kind === "folder" ? folderCheckpoints(join(folder, "plain")) : objectCheckpoints(folderStore(join(folder, "objects"))));
  const signed = (position: number, atMs: number) => signCheckpoint({ position, atMs, head: createHash("sha256").update(String(position)).digest("hex") })!;

  it("AUD-10: gives back what was put, oldest first over the turn of a year; twice is harmless, and another statement takes no place", async () => {
    const one = [signed(9, Date.UTC(2026, 10, 30)), signed(10, Date.UTC(2026, 11, 1)), signed(1_000, Date.UTC(2027, 0, 1))];
    for (const each of one) await store().put(each);
    await store().put(one[1]!);
    const differing = { ...one[1]!, head: "0".repeat(64) };
    await store().put(differing);
    const read = await all(store().read());
    expect(read.every((each) => each !== null)).toBe(true);
    const distinct = new Set(read.map((each) => JSON.stringify(each)));
    expect(distinct).toEqual(new Set([...one, differing].map((each) => JSON.stringify(each))));
    expect(read.map((each) => each?.position)).toEqual(read.map((each) => each!.position).toSorted((a, b) => a - b));
  });
});

describe("checkpoints in a bucket", () => {
  beforeEach(() => checkpointNow(4));

  it("AUD-10: the worker signs into the bucket, and nothing is put into the folder", async () => {
    const newest = JSON.parse((await linesOf()).at(-1)!) as Checkpoint;
    expect(newest.position).toBe(Number((await db().auditSeal.findFirstOrThrow({ orderBy: { position: "desc" } })).position));
    expect(await all(folderCheckpoints(join(folder, "unused")).read())).toEqual([]);
    expect(await db().auditCheckpoint.count({ where: { publishedAt: null } })).toBe(0);
  });

  it("AUD-10: one that can't be put waits, and is put later", async () => {
    const before = (await linesOf()).length;
    const bucket = process.env.CHECKPOINT_S3_BUCKET;
    process.env.CHECKPOINT_S3_BUCKET = "not-there";
    delete holder.bedsideConfig;
    await expect(checkpointNow(2)).rejects.toThrow("object storage did not");
    expect(await db().auditCheckpoint.count({ where: { publishedAt: null } })).toBe(1);
    process.env.CHECKPOINT_S3_BUCKET = bucket;
    delete holder.bedsideConfig;
    expect(await publishCheckpoints(Date.now())).toBe(1);
    expect((await linesOf()).length).toBe(before + 1);
  });

  it("AUD-11: a verification reads them there: whole, cut off, forged", async () => {
    const verify = () => verifyAudit({ nowMs: Date.now(), store: checkpointStore() });
    const whole = await verify();
    expect(whole.finding).toBeNull();
    expect(whole.checkpoints).toBe((await linesOf()).length);
    const last = Number((await db().auditSeal.findFirstOrThrow({ orderBy: { position: "desc" } })).position);
    const cut = await withTampering(() => db().$executeRaw`delete from audit_seal where position > ${last - 2}`, verify);
    expect(cut.finding).toMatchObject({ kind: "cut_off", position: last - 1 });
    const forged = { ...(JSON.parse((await linesOf()).at(-1)!) as Checkpoint), head: "0".repeat(64) };
    await checkpointStore()!.put(forged);
    expect((await verify()).finding).toMatchObject({ kind: "checkpoint_forged", position: forged.position });
    const bucket = checkpointBucket()!;
    for await (const { key } of bucket.list()) if ((await linesOf()).length > 0 && key.includes(String(forged.position).padStart(16, "0"))) await bucket.remove(key);
    // What is no checkpoint of ours by its name is nobody's; by its name one and not by what it says is false.
    await bucket.put("something/else", bytes("x"));
    expect((await verify()).finding).toBeNull();
    const name = `audit/2026-11/${"7".padStart(16, "0")}-${"a".repeat(32)}`;
    await bucket.put(name, bytes("{}"));
    expect((await verify()).finding).toMatchObject({ kind: "checkpoint_forged", position: null });
    await bucket.put(name, bytes("x".repeat(20_000)));
    expect((await verify()).finding).toMatchObject({ kind: "checkpoint_forged" });
    await bucket.remove(name);
  });

  it("AUD-11: npm run audit:verify, as it is shipped, reads them there", async () => {
    const tools = join(root, ".bedside", `test-bucket-${process.pid}`);
    mkdirSync(tools, { recursive: true });
    try {
      await bundle("audit-verify", join(tools, "audit-verify.mjs"), { demo: true });
      // The bucket is this very process's: it must not sleep while the program asks.
      const run = () => promisify(execFile)(process.execPath, [join(tools, "audit-verify.mjs")], { env: { ...process.env, BEDSIDE_LOG_LEVEL: "silent" } });
      const count = (await linesOf()).length;
      expect((await run()).stdout).toContain(`checkpoints ${count}`);
      const last = Number((await db().auditSeal.findFirstOrThrow({ orderBy: { position: "desc" } })).position);
      const cut = await withTampering(() => db().$executeRaw`delete from audit_seal where position > ${last - 1}`, () => run().catch((error: { code: number; stdout: string }) => error));
      expect(cut).toMatchObject({ code: 1, stdout: expect.stringContaining("NOT WHOLE: the end was cut off") });
    } finally {
      rmSync(tools, { recursive: true, force: true });
    }
  });

  it("RET-1, RET-2: a backup holds them, and gives them back to another bucket, and none twice", async () => {
    const lines = await linesOf();
    const { folder: made, manifest } = await writeBackup({ to: join(folder, "backups"), secret: { kind: "none" }, withKeys: false, nowMs: Date.now() });
    expect(manifest.files.filter(({ path }) => path.startsWith("checkpoints/")).length).toBeGreaterThan(0);
    await moveTo(await databases.make(), "elsewhere");
    try {
      await restoreBackup(made, { kind: "none" });
      expect(await linesOf()).toEqual(lines);
      expect((await verifyAudit({ nowMs: Date.now(), store: checkpointStore() })).finding).toBeNull();
    } finally {
      await moveTo(home, "checkpoints");
    }
  });
});

/** From here on this process is another installation: another database, another bucket, the same keys. */
async function moveTo(url: string, bucket: string): Promise<void> {
  await closeDb();
  forgetKeys();
  Object.assign(process.env, { DATABASE_URL: url, CHECKPOINT_S3_BUCKET: bucket });
  delete holder.bedsideConfig;
}
