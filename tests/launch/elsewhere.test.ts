import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { get, request } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Launch, makeStateDir, removeState } from "../support/launcher";

const root = resolve(import.meta.dirname, "../..");
const isRoot = process.getuid?.() === 0;

/** May anybody walk into this folder? */
function isOpenToAll(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

describe("a start where not everything is as usual", () => {
  let stateDir: string;
  let launch: Launch | undefined;
  const start = (dir: string, options?: ConstructorParameters<typeof Launch>[1]) => (launch = new Launch((stateDir = dir), options));

  afterEach(async () => {
    await launch?.stop();
    removeState(stateDir);
  });

  it("as root under a folder that others may not enter: the data goes to one that they may, which it says", async (context) => {
    if (!isRoot) return context.skip("only root has to move");
    const { database } = await start(mkdtempSync(join(tmpdir(), "bedside-closed-"))).ready();
    expect(database).toContain("127.0.0.1");
    const moved = /as root under a closed folder: the database lives in (\/var\/tmp\/bedside-\w+)/.exec(launch!.output)?.[1];
    expect(moved).toBeDefined();
    expect(existsSync(join(moved!, "postgres/PG_VERSION"))).toBe(true);
    expect(existsSync(join(stateDir, "postgres"))).toBe(false);
    await launch!.stop();
    removeState(stateDir);
    expect(existsSync(moved!)).toBe(false);
  });

  it("as a user without any rights but to their own folder", async (context) => {
    if (!isRoot) return context.skip("every other launch test runs as such a user");
    if (!isOpenToAll(root) || !isOpenToAll(dirname(process.execPath))) return context.skip("the checkout or Node itself is closed to other users");
    const nobody = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":")).find(([name]) => name === "nobody");
    if (nobody === undefined) return context.skip("there is no other user");
    const [uid, gid] = [Number(nobody[2]), Number(nobody[3])];
    const dir = makeStateDir();
    chownSync(dir, uid, gid);
    chmodSync(dir, 0o700);
    // The media server that was built for the tests may lie in a folder of ours alone.
    await start(dir, { user: { uid, gid }, env: { HOME: dir, BEDSIDE_LIVEKIT_WITHOUT: "path,cache,go,pypi" } }).ready();
    expect(statSync(join(dir, "postgres")).uid).toBe(uid);
    expect(launch!.output).not.toContain("as root");
    const running = launch!.watched().map(({ pid }) => statSync(`/proc/${pid}`).uid);
    expect(running.length).toBeGreaterThanOrEqual(4);
    expect(new Set(running)).toEqual(new Set([uid]));
  });

  it("--lan: over TLS from the network, pages and the media server's signalling on one port, everything else on loopback", async () => {
    await start(makeStateDir(), { args: ["--lan"] }).ready();
    const { lanUrl, ports } = JSON.parse(readFileSync(join(stateDir, "run.json"), "utf8")) as { lanUrl: string; ports: { web: number } };
    expect(lanUrl).toMatch(/^https:\/\/\d+\.\d+\.\d+\.\d+:\d+$/);
    expect(launch!.output).toContain(`Ready: ${lanUrl}\n`);
    const page = await ask(`${lanUrl}/`);
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain(` ${lanUrl.replace("https", "wss")} `);
    expect((await ask(`${lanUrl}/api/health/ready`)).status).toBe(200);
    // Without a token the media server refuses; that it is who answers, and not the app, is what counts.
    expect(await upgradeStatus(`${lanUrl}/media-server/rtc?access_token=none`)).toBe(401);
    const plain = lanUrl.replace(/^https:/, "http:").replace(/:\d+$/, `:${ports.web}`);
    await expect(fetch(plain, { signal: AbortSignal.timeout(3_000) })).rejects.toThrow();
  });
});

/** Asks as a browser does whose user went on past the warning. */
function ask(url: string): Promise<{ status: number | undefined; headers: Record<string, unknown> }> {
  return new Promise((done, fail) => {
    get(url, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      done({ status: answer.statusCode, headers: answer.headers });
    }).once("error", fail);
  });
}

/** Status with which an upgrade to a web socket is answered. */
function upgradeStatus(url: string): Promise<number | undefined> {
  const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==" };
  return new Promise((done, fail) => {
    const asked = request(url, { rejectUnauthorized: false, headers }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    asked.once("upgrade", (answer) => done(answer.statusCode)).once("error", fail).end();
  });
}
