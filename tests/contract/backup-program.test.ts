import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countRows, databaseMaker, sql } from "../support/empty-database";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "bedside-backup-program-"));
const databases = databaseMaker(process.env.DATABASE_URL!);
let [from, to] = ["", ""];

function run(database: string, args: readonly string[], env: Record<string, string> = {}): { code: number | null; said: string } {
  const { BEDSIDE_BACKUP_PASSPHRASE: _unset, ...inherited } = process.env;
  const made = spawnSync(process.execPath, [join(root, "scripts/backup.mjs"), ...args], {
    env: { ...inherited, DATABASE_URL: database, BEDSIDE_FILES_DIR: join(folder, "files"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  return { code: made.status, said: made.stdout + made.stderr };
}

beforeAll(async () => {
  [from, to] = [await databases.make(), await databases.make()];
  for (const [url, name] of [[from, "Harbour"], [to, "Hill"]] as const) await sql(url, `insert into practice (id, name, zone) values (gen_random_uuid(), '${name}', 'UTC')`);
});
afterAll(async () => {
  await databases.dropAll();
  rmSync(folder, { recursive: true, force: true });
});

describe("npm run backup and npm run restore", () => {
  it("RET-2: seal or say so, tell where the keys are, and restore over rows only where that is said and its name is typed", async () => {
    const secret = { BEDSIDE_BACKUP_PASSPHRASE: "three quiet boats" };
    const bare = run(from, ["backup", "--to", folder]);
    expect(bare).toMatchObject({ code: 1, said: expect.stringContaining("BEDSIDE_BACKUP_PASSPHRASE") });
    const made = run(from, ["backup", "--to", join(folder, "kept")], secret);
    expect(made).toMatchObject({ code: 0, said: expect.stringContaining("NOT in it") });
    const backup = join(folder, "kept", readdirSync(join(folder, "kept"))[0] ?? "");
    expect(run(from, ["backup", "--verify", backup], secret)).toMatchObject({ code: 0, said: expect.stringContaining("whole: ") });

    const name = new URL(to).pathname.slice(1);
    const practices = async () => (await sql(to, "select name from practice")).rows;
    expect(run(to, ["restore", backup], secret)).toMatchObject({ code: 1, said: expect.stringContaining("not empty") });
    expect(run(to, ["restore", backup, "--wipe"], secret)).toMatchObject({ code: 1, said: expect.stringContaining("Nothing was changed") });
    expect(run(to, ["restore", backup, "--wipe", "--confirm", "another"], secret).code).toBe(1);
    expect(run(to, ["restore", backup, "--wipe", "--confirm", name], { BEDSIDE_BACKUP_PASSPHRASE: "three loud boats" })).toMatchObject({ code: 1, said: expect.stringContaining("Nothing was changed") });
    expect(run(to, ["restore", folder, "--wipe", "--confirm", name], secret)).toMatchObject({ code: 1, said: expect.stringContaining("no backup") });
    expect(await practices()).toEqual([{ name: "Hill" }]);
    expect(run(to, ["restore", backup, "--wipe", "--confirm", name], secret)).toMatchObject({ code: 0, said: expect.stringContaining("restored") });
    expect(await practices()).toEqual([{ name: "Harbour" }]);
    expect(await countRows(to)).toEqual(await countRows(from));
  }, 300_000);
});
