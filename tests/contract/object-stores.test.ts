import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import S3rver from "s3rver";
import { folderStore } from "@/server/files/folder-store";
import type { ListedObject, ObjectStore } from "@/server/files/object-store";
import { s3Store } from "@/server/files/s3-store";

const folder = mkdtempSync(join(tmpdir(), "bedside-objects-"));
const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(folder, "s3"), configureBuckets: [{ name: "bedside-files", configs: [] }] });
const MB = 1024 * 1024;

async function* pieces(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* failing(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes);
  throw new Error("the sender went away");
}

async function whole(source: AsyncIterable<Uint8Array> | null): Promise<Buffer | null> {
  if (source === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

async function listed(store: ObjectStore): Promise<ListedObject[]> {
  const all: ListedObject[] = [];
  for await (const each of store.list()) all.push(each);
  return all;
}

const stores = new Map<string, ObjectStore>();

beforeAll(async () => {
  const { port } = (await server.run()) as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  process.env.S3_ENDPOINT = endpoint;
  Object.assign(process.env, { S3_BUCKET: "bedside-files", S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" });
  stores.set("folder", folderStore(join(folder, "plain")));
  stores.set("s3", s3Store({ endpoint, bucket: "bedside-files", accessKeyId: "S3RVER", secretAccessKey: "S3RVER", region: "us-east-1" }));
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(["folder", "s3"])("an object store: %s", (name) => {
  const store = (): ObjectStore => stores.get(name)!;
  const key = () => `${randomUUID()}/${randomUUID()}`;

  it("FILE-7: gives back just the bytes that were put, of any size", async () => {
    for (const size of [0, 1, 100_001, 8 * MB, 17 * MB + 3]) {
      const [at, bytes] = [key(), randomBytes(size)];
      await store().put(at, pieces(bytes));
      expect((await whole(await store().get(at)))?.equals(bytes), String(size)).toBe(true);
      await store().remove(at);
    }
  });

  it("FILE-7: an object that was put again is the new one, one that was taken away is gone, and taking away twice is no error", async () => {
    const at = key();
    expect(await store().get(at)).toBeNull();
    await store().put(at, pieces(Buffer.from("one")));
    await store().put(at, pieces(Buffer.from("two")));
    expect(String(await whole(await store().get(at)))).toBe("two");
    await store().remove(at);
    await store().remove(at);
    expect(await store().get(at)).toBeNull();
  });

  it("FILE-8: a source that breaks off leaves nothing and replaces nothing, early or late", async () => {
    for (const size of [10, 9 * MB, 20 * MB]) {
      const at = key();
      await expect(store().put(at, failing(randomBytes(size)))).rejects.toThrow("the sender went away");
      expect(await store().get(at)).toBeNull();
    }
    const kept = key();
    await store().put(kept, pieces(Buffer.from("kept")));
    await expect(store().put(kept, failing(Buffer.from("new")))).rejects.toThrow();
    expect(String(await whole(await store().get(kept)))).toBe("kept");
    await store().tidy(Date.now() + 60_000);
    expect((await listed(store())).map((each) => each.key)).toEqual([kept]);
    await store().remove(kept);
  });

  it("FILE-7: lists every object with its size and age", async () => {
    const keys = Array.from({ length: 5 }, key).sort();
    for (const each of keys) await store().put(each, pieces(Buffer.from(each)));
    const all = await listed(store());
    expect(all.map((each) => each.key).sort()).toEqual(keys);
    for (const { byteCount, modifiedAtMs } of all) {
      expect(byteCount).toBe(73);
      expect(Math.abs(Date.now() - modifiedAtMs)).toBeLessThan(600_000);
    }
    for (const each of keys) await store().remove(each);
    expect(await listed(store())).toEqual([]);
  });

  it("FILE-7: takes no key that climbs", async () => {
    for (const at of ["../x", "a/../../b", "/etc/passwd", "a//b", "", "A b", "a\0b", "a".repeat(200)]) {
      await expect(Promise.resolve().then(() => store().put(at, pieces(Buffer.from("x"))))).rejects.toThrow("not a key");
      await expect(Promise.resolve().then(() => store().get(at))).rejects.toThrow("not a key");
    }
  });
});
