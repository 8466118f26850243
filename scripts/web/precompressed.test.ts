import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { precompress } from "../launch/precompress.mjs";
import { acceptsBrotli, isKnown, servePrecompressed } from "./precompressed.mjs";

const script = "export const heart = 'left ventricle, right ventricle';\n".repeat(100);
const folder = mkdtempSync(join(tmpdir(), "bedside-static-"));
const [plain, packed] = [join(folder, "static"), join(folder, "brotli")];
let server: Server;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks with the path exactly as given: `fetch` would tidy it. */
function ask(path: string, headers: Record<string, string> = { "accept-encoding": "gzip, br" }, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }));
    });
    sent.on("error", reject);
    sent.end();
  });
}

beforeAll(async () => {
  mkdirSync(join(plain, "chunks/deep"), { recursive: true });
  writeFileSync(join(plain, "chunks/0~a_b-1.js"), script);
  writeFileSync(join(plain, "chunks/deep/page.css"), "p { color: teal }\n".repeat(100));
  writeFileSync(join(plain, "chunks/tiny.js"), "1");
  writeFileSync(join(plain, "font.woff2"), "w".repeat(5000));
  await precompress(plain, packed);
  writeFileSync(join(folder, "secret.js"), "secret");
  symlinkSync(join(folder, "secret.js"), join(packed, "link.js"));
  const serve = servePrecompressed(packed, "/_next/static/");
  server = createServer((asked, answer) => {
    if (!serve(asked, answer)) answer.writeHead(299).end("left to Next");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a build's static files", () => {
  it("come with Brotli, named by type, kept for ever, and apart from the other encodings", async () => {
    const { status, headers, body } = await ask("/_next/static/chunks/0~a_b-1.js?dpl=1");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "application/javascript; charset=UTF-8",
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
      "x-content-type-options": "nosniff",
    });
    expect(brotliDecompressSync(body).toString()).toBe(script);
    expect(body.length).toBeLessThan(200);
    expect((await ask("/_next/static/chunks/deep/page.css")).headers["content-type"]).toBe("text/css; charset=UTF-8");
  });

  it("are taken from an earlier build where their text is the same, and compressed anew where it isn't", async () => {
    const [next, nextPacked] = [join(folder, "next"), join(folder, "next-brotli")];
    mkdirSync(join(next, "chunks/deep"), { recursive: true });
    writeFileSync(join(next, "chunks/0~a_b-1.js"), script);
    writeFileSync(join(next, "chunks/deep/page.css"), "p { color: rust }\n".repeat(100));
    // What lay there is told from what would be made: that alone shows which of the two was taken.
    const earlier = join(folder, "earlier-brotli");
    mkdirSync(join(earlier, "chunks/deep"), { recursive: true });
    for (const name of ["chunks/0~a_b-1.js", "chunks/deep/page.css"]) writeFileSync(join(earlier, name), `packed before: ${name}`);
    await precompress(next, nextPacked, [{ plain: join(folder, "gone"), packed: join(folder, "gone") }, { plain, packed: earlier }]);
    expect(readFileSync(join(nextPacked, "chunks/0~a_b-1.js"), "utf8")).toBe("packed before: chunks/0~a_b-1.js");
    expect(brotliDecompressSync(readFileSync(join(nextPacked, "chunks/deep/page.css"))).toString()).toContain("rust");
  });

  it("answer HEAD without a body, and a known tag with 304", async () => {
    const path = "/_next/static/chunks/0~a_b-1.js";
    const whole = await ask(path);
    const head = await ask(path, undefined, "HEAD");
    expect([head.status, head.body.length, head.headers["content-length"]]).toEqual([200, 0, String(whole.body.length)]);
    const again = await ask(path, { "accept-encoding": "br", "if-none-match": `"x", W/${whole.headers.etag}` });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, whole.headers.etag]);
    expect((await ask(path, { "accept-encoding": "br", "if-none-match": '"x"' })).status).toBe(200);
  });

  it.each([
    ["no Brotli wanted", "chunks/0~a_b-1.js", { "accept-encoding": "gzip, deflate" }, "GET"],
    ["Brotli refused", "chunks/0~a_b-1.js", { "accept-encoding": "br;q=0, gzip" }, "GET"],
    ["nothing said", "chunks/0~a_b-1.js", {}, "GET"],
    ["a part of a file", "chunks/0~a_b-1.js", { "accept-encoding": "br", range: "bytes=0-9" }, "GET"],
    ["another method", "chunks/0~a_b-1.js", { "accept-encoding": "br" }, "POST"],
    ["a file too small to gain", "chunks/tiny.js", { "accept-encoding": "br" }, "GET"],
    ["a file of no text", "font.woff2", { "accept-encoding": "br" }, "GET"],
    ["a link", "link.js", { "accept-encoding": "br" }, "GET"],
    ["a way out of the folder", "../secret.js", { "accept-encoding": "br" }, "GET"],
    ["a hidden way out", "%2e%2e/secret.js", { "accept-encoding": "br" }, "GET"],
    ["a way round", "chunks/../chunks/0~a_b-1.js", { "accept-encoding": "br" }, "GET"],
    ["a name every object has", "constructor", { "accept-encoding": "br" }, "GET"],
  ])("leave to Next: %s", async (_what, path, headers, method) => {
    expect((await ask(`/_next/static/${path}`, headers as Record<string, string>, method)).status).toBe(299);
  });

  it("are compressed as well as Brotli can", () => {
    expect(readFileSync(join(packed, "chunks/0~a_b-1.js")).length).toBeLessThan(120);
  });
});

describe("the headers that choose", () => {
  it.each([
    ["br", true],
    ["gzip, deflate, br, zstd", true],
    ["BR;q=0.5", true],
    ["gzip;q=1.0, br;q=0", false],
    ["br;q=0.000", false],
    ["brotli", false],
    [undefined, false],
  ])("Accept-Encoding %s: %s", (header, wanted) => expect(acceptsBrotli(header)).toBe(wanted));

  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", "a"', true],
    ["*", true],
    ['"ab"', false],
    [undefined, false],
  ])("If-None-Match %s: %s", (header, known) => expect(isKnown(header, '"a"')).toBe(known));
});
