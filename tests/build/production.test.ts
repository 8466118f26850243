import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { waitUntil } from "../../scripts/launch/processes.mjs";
import { filesBelow } from "../support/files";
import { productionPlace, Program } from "../support/production";

const build = inject("productionBuild");
const demoRoutes = filesBelow("src/app", /\.demo\.tsx?$/).map((path) => path.replace(/^src\/app/, "").replace(/\/(page|route)\.demo\.tsx?$/, ""));

describe("a build without the demo", () => {
  it("has no demo code in its output", () => {
    const texts = readdirSync(build, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|mjs|json|html)$/.test(entry.name) && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(texts.length).toBeGreaterThan(50);
    const marks = ["session.demo_sign_in", "signInDemoPerson", "listDemoPeople", "listCapturedMail", "page.demo", "route.demo", "serveBare", "x-bedside-bench"];
    const found = texts.filter((path) => marks.some((mark) => readFileSync(path, "utf8").includes(mark)));
    expect(found).toEqual([]);
    expect(readdirSync(build)).not.toContain("seed.mjs");
  });
});

describe("the image's programs", () => {
  let place: Awaited<ReturnType<typeof productionPlace>>;
  const running: Program[] = [];
  const run = (file: string, env: NodeJS.ProcessEnv = place.settings) => {
    const program = new Program(place.folder, file, env);
    running.push(program);
    return program;
  };
  const status = async (path: string, init?: RequestInit) => (await fetch(place.url + path, { redirect: "manual", ...init })).status;

  beforeAll(async () => {
    place = await productionPlace(build);
  });
  afterAll(async () => {
    for (const program of running) program.child.kill("SIGKILL");
    await place.remove();
  });

  it("migrate an empty database, once", () => {
    const first = place.migrate();
    expect(first.stdout + first.stderr).toMatch(/\d+ migrations applied/);
    expect(first.status).toBe(0);
    expect(place.migrate().stdout).toContain("up to date");
  });

  it("serve on the database, with the worker beside", { timeout: 60_000 }, async () => {
    const worker = run("worker.mjs");
    const web = run("server.js");
    const isOk = async () => {
      const answer = await fetch(`${place.url}/api/health/ready`).catch(() => null);
      return answer?.status === 200 && ((await answer.json()) as { checks: { worker: { state: string } } }).checks.worker.state === "ok";
    };
    expect(await waitUntil(isOk, 40_000, 200), web.output + worker.output).toBe(true);
    for (const path of ["/", "/explore", "/sign-in", "/models/manifest.json", "/api/health/live"]) {
      expect([path, await status(path)]).toEqual([path, 200]);
    }
  });

  it("send what a page runs with Brotli to browsers that can read it, and the same to those that cannot", async () => {
    const page = await (await fetch(`${place.url}/`)).text();
    const files = [...new Set([...page.matchAll(/\/_next\/static\/[\w~./-]+\.(?:js|css)/g)].map(([path]) => path))];
    expect(files.length).toBeGreaterThan(5);
    const ask = (path: string, encoding: string) => fetch(place.url + path, { headers: { "accept-encoding": encoding } });
    for (const path of files) {
      const [packed, older, plain] = await Promise.all([ask(path, "gzip, deflate, br, zstd"), ask(path, "gzip"), ask(path, "identity")]);
      const isTiny = Number(plain.headers.get("content-length")) < 512;
      expect([path, packed.headers.get("content-encoding")]).toEqual([path, isTiny ? null : "br"]);
      const texts = await Promise.all([packed, older, plain].map((answer) => answer.text()));
      expect(texts[0]).toBe(texts[2]);
      expect(texts[1]).toBe(texts[2]);
      for (const answer of [packed, older, plain]) {
        expect([path, answer.status, answer.headers.get("vary")]).toEqual([path, 200, "Accept-Encoding"]);
        for (const name of ["content-type", "cache-control", "x-content-type-options"]) expect(answer.headers.get(name)).toBe(plain.headers.get(name));
      }
    }
    for (const outside of ["/_next/static/../../server.js", "/_next/static/..%2f..%2fserver.js", "/brotli/chunks"]) {
      expect([outside, await status(outside)]).toEqual([outside, 404]);
    }
  });

  it("answer 404 where the demo would be", async () => {
    expect(demoRoutes.length).toBeGreaterThan(2);
    for (const route of demoRoutes) {
      expect([route, await status(route)]).toEqual([route, 404]);
      expect([route, await status(route, { method: "POST" })]).toEqual([route, 404]);
    }
  });

  it("end within seconds when they are asked to", async () => {
    const [worker, web] = running.slice(-2) as [Program, Program];
    for (const program of [worker, web]) program.child.kill("SIGTERM");
    const all = Promise.all([worker.ended, web.ended]);
    expect(await Promise.race([all.then(() => "ended"), new Promise((done) => setTimeout(() => done("still there"), 10_000))])).toBe("ended");
  });

  it("refuse demo secrets and name each", async () => {
    const env = { ...place.settings };
    for (const name of ["NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_KEY"]) env[name] = `demo-${env[name]}`;
    for (const file of ["server.js", "worker.mjs"]) {
      const program = run(file, env);
      expect(await program.ended).not.toBe(0);
      for (const name of ["NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_KEY"]) expect(program.output).toContain(`${name}: is a demo secret`);
    }
  });

  it("name every missing setting at once", async () => {
    const { PATH, NODE_ENV, PORT, HOSTNAME } = place.settings;
    const web = run("server.js", { PATH, NODE_ENV, PORT, HOSTNAME });
    expect(await web.ended).not.toBe(0);
    for (const name of ["DATABASE_URL", "BEDSIDE_ORIGIN", "NEXTAUTH_SECRET", "BEDSIDE_KEK", "BEDSIDE_AUDIT_KEY", "BEDSIDE_CHECKPOINT_KEY", "BEDSIDE_CHECKPOINT_DIR", "SMTP_URL"]) {
      expect(web.output).toContain(`${name}: is missing`);
    }
  });
});
