import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { selfSigned } from "./certificate.mjs";
import { isInstalled } from "./install.mjs";
import { findPort, isFreeTcp } from "./ports.mjs";
import { identityOf, isAlive, recordOf } from "./processes.mjs";
import { loadSecrets, readJson, releaseLock, takeLock, writeJson } from "./state.mjs";

const lock = {
  packages: {
    "": { version: "0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b-darwin": { version: "2.0.0", optional: true },
  },
};

describe("what counts as installed", () => {
  it("is exactly what is locked, other platforms' packages aside", () => {
    expect(isInstalled(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
    expect(isInstalled(lock, { packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/b-darwin": { version: "2.0.0" } } })).toBe(true);
  });

  it.each([
    ["nothing", null],
    ["a package less", { packages: {} }],
    ["another version", { packages: { "node_modules/a": { version: "1.0.1" } } }],
    ["a package more", { packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/c": { version: "1.0.0" } } }],
  ])("is not %s", (_, installed) => {
    expect(isInstalled(lock, installed)).toBe(false);
  });
});

describe("ports", () => {
  it("pass over one that is taken, and one that was given away in the same start", async () => {
    const server = createServer();
    const port = await new Promise<number>((done) => {
      server.listen(0, "127.0.0.1", () => done((server.address() as { port: number }).port));
    });
    try {
      expect(await isFreeTcp(port)).toBe(false);
      const taken = new Set<number>();
      const first = (await findPort(port, { taken })) as number;
      const second = (await findPort(port, { taken })) as number;
      expect(first).toBeGreaterThan(port);
      expect(second).toBeGreaterThan(first);
    } finally {
      server.close();
    }
  });
});

describe("a process record", () => {
  it("is alive only while number and start time agree", () => {
    expect(isAlive(recordOf(process.pid))).toBe(true);
    expect(isAlive({ pid: process.pid, identity: "another time" })).toBe(false);
    expect(isAlive(null)).toBe(false);
    expect(identityOf(2 ** 22 + 7)).toBeNull();
  });
});

describe("the state folder", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bedside-state-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("lets one living process hold a lock, and a dead one's go", () => {
    const path = join(dir, "lock");
    expect(takeLock(path)).toBeNull();
    expect(takeLock(path)).toMatchObject({ pid: process.pid });
    releaseLock(path);
    writeFileSync(path, JSON.stringify({ pid: process.pid, identity: "long gone" }));
    expect(takeLock(path)).toBeNull();
    writeFileSync(path, "{ half");
    expect(takeLock(path)).toBeNull();
  });

  it("makes secrets once, keeps them, and adds what a newer version needs", () => {
    const path = join(dir, "secrets.json");
    const first = loadSecrets(path);
    expect(loadSecrets(path)).toEqual(first);
    const { auditKey, ...older } = first;
    writeJson(path, older);
    const second = loadSecrets(path);
    expect(second).toMatchObject(older);
    expect(second.auditKey).not.toBe(auditKey);
    expect(Buffer.from(second.kek.slice("demo-".length), "base64")).toHaveLength(32);
  });

  it("takes half a file for none", () => {
    writeFileSync(join(dir, "x.json"), '{"a":');
    expect(readJson(join(dir, "x.json"))).toBeNull();
    expect(readJson(join(dir, "y.json"))).toBeNull();
    writeJson(join(dir, "x.json"), { a: 1 });
    expect(readFileSync(join(dir, "x.json"), "utf8")).toContain('"a": 1');
  });
});

describe("the certificate for the local network", () => {
  it("names the address, verifies by its own key and ends in 90 days", () => {
    const now = Date.UTC(2026, 10, 25);
    const certificate = new X509Certificate(selfSigned({ address: "192.168.7.20", now }).cert);
    expect(certificate.checkIP("192.168.7.20")).toBe("192.168.7.20");
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(Date.parse(certificate.validTo)).toBe(now + 90 * 86_400_000);
  });
});
