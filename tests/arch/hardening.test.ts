import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow, root } from "../support/files";

const sources = filesBelow("src", /\.tsx?$/)
  .filter((path) => !/\.test\.tsx?$|^src\/generated\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** Files that hold something, by path. */
const holding = (pattern: RegExp, only = /./): readonly string[] => sources.filter(({ path, text }) => only.test(path) && pattern.test(text)).map(({ path }) => path);

const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("what the source never does", () => {
  it("is looked for in all of it", () => {
    expect(sources.length).toBeGreaterThan(500);
  });

  it("runs no text as a program and starts no program of the system", () => {
    expect(holding(/\beval\(|new Function\(|node:vm|from "vm"/)).toEqual([]);
    // Models are read in a child of the worker's own program (ANA-502): Node itself, a fixed word, no secrets.
    const reader = "src/server/models/run-converter.ts";
    expect(holding(/child_process/)).toEqual([reader]);
    const started = [...(sources.find(({ path }) => path === reader)?.text ?? "").matchAll(/\b(?:spawn|exec|execFile|fork)\(([^\n]*)/g)].map(([, what]) => what);
    expect(started).toEqual([expect.stringMatching(/^process\.execPath, \[`--max-old-space-size=\$\{HEAP_MB\}`, program, CONVERT\], \{ env: \{ NODE_ENV: "production" \}/)]);
  });

  /** A page and the worker that it made itself, which looks at models. */
  const OWN_WORKER = ["src/room/models/look-at-model.ts", "src/room/models/look.worker.ts"];

  it("writes no markup from text, and listens to no other window", () => {
    expect(holding(/dangerouslySetInnerHTML|\.innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write/)).toEqual([]);
    expect(holding(/addEventListener\(\s*["']message["']|\.postMessage\(/, /^src\/(app|components|room|server)\//)).toEqual(OWN_WORKER);
  });

  it("puts no value into SQL by pasting", () => {
    const pasted = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\$(?:query|execute)RawUnsafe\b[^\n]*|Prisma\.raw\([^\n]*/g)].map(([line]) => `${path}: ${line}`).filter((line) => line.includes("${")),
    );
    expect(pasted).toEqual([]);
  });

  it("makes no pattern of what somebody typed", () => {
    const made = sources.flatMap(({ path, text }) => [...text.matchAll(/new RegExp\(([^\n]*)/g)].map(([, inside = ""]) => `${path}: ${inside}`));
    expect(made.filter((line) => /input|query|text\b|typed|search\./i.test(line.split(": ").slice(1).join(": ")))).toEqual([]);
  });

  it("keeps nothing in a browser but chosen devices, unsaved strokes, a page load's mark, how it looks and how its screen measures", () => {
    expect(holding(/\b(?:localStorage|sessionStorage|indexedDB|document\.cookie)\b/)).toEqual([
      "src/components/shell/preferences.ts",
      "src/room/devices/choices.ts",
      "src/room/livekit/open-visit.ts",
      "src/room/on-device.ts",
      "src/room/own-look.ts",
      "src/room/scene/outbox.ts",
    ]);
  });

  it("masks passwords unless they are asked to be shown, and stands in no manager's way", () => {
    expect(read("src/components/access/password-field.tsx")).toContain('type={isShown ? "text" : "password"}');
    expect(holding(/onPaste=|autoComplete="off"[^>]*type="password"|type="password"[^>]*autoComplete="off"/)).toEqual([]);
  });
});

describe("cryptography", () => {
  it("comes from Node, the browser or argon2, and from nothing of ours", () => {
    const packages = Object.keys((JSON.parse(read("package.json")) as { dependencies: Record<string, string> }).dependencies);
    expect(packages.filter((name) => /crypt|aes|sha|nacl|forge|bcrypt|md5|argon/i.test(name))).toEqual(["@node-rs/argon2"]);
  });

  it("is AES-256-GCM, SHA-256 and stronger, Ed25519 and argon2id", () => {
    const named = (call: string): readonly string[] => sources.flatMap(({ text }) => [...text.matchAll(new RegExp(`${call}\\(\\s*["']([^"']+)`, "g"))].map(([, name = ""]) => name));
    expect(new Set(named("create(?:C|Dec)ipheriv"))).toEqual(new Set(["aes-256-gcm"]));
    expect([...new Set([...named("createHash"), ...named("createHmac"), ...named("hkdfSync")])].filter((name) => !/^sha(256|384|512)$/.test(name))).toEqual([]);
    expect(holding(/\bmd5\b|["']sha1["']|createCipher\(|aes-\d+-(ecb|cbc)|rc4|des-/i, /^src\/server\//)).toEqual([]);
  });

  it("draws nothing that must not be guessed from Math.random", () => {
    expect(holding(/Math\.random/, /^src\/(server|app|core)\//)).toEqual([]);
    expect(read("src/server/access/secrets.ts")).toContain("randomBytes(32)");
  });
});

describe("what comes from others", () => {
  it("is listed with a checksum each, from a registry and from nowhere else", () => {
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }> };
    const foreign = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && link !== true);
    expect(foreign.length).toBeGreaterThan(200);
    // What a package brings in its own archive stands under that archive's checksum.
    const bare = foreign.filter(([, { integrity, resolved }]) => resolved !== undefined && integrity === undefined);
    expect(bare.map(([path]) => path)).toEqual([]);
    expect(foreign.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith("https://")).map(([path]) => path)).toEqual([]);
  });
});

describe("what every answer carries", () => {
  it("is said once: no sniffing, no referrer elsewhere, no frames; the proxy adds HSTS to all of it", () => {
    const next = read("next.config.ts");
    for (const line of ['"X-Content-Type-Options", value: "nosniff"', '"Referrer-Policy", value: "strict-origin-when-cross-origin"', '"X-Frame-Options", value: "DENY"']) expect(next).toContain(line);
    expect(next).toContain('source: "/((?!_next/static/).*)"');
    expect(next).toContain("poweredByHeader: false");
    const hosts = [...read("deploy/Caddyfile").matchAll(/\{\$(\w+_HOST)\} \{\n([\s\S]*?)\n\}/g)];
    expect(hosts.map(([, name]) => name)).toEqual(["BEDSIDE_HOST", "LIVEKIT_HOST", "TURN_HOST"]);
    for (const [, , block] of hosts.slice(0, 2)) expect(block).toContain('header Strict-Transport-Security "max-age=63072000; includeSubDomains"');
  });

  it("the image holds no source control and no secrets of a checkout", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const each of [".git", ".env*", ".bedside"]) expect(ignored).toContain(each);
  });
});
