import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const types = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=UTF-8",
};

/** Whether an Accept-Encoding header names Brotli and does not refuse it (`br;q=0`). */
export function acceptsBrotli(header) {
  return (header ?? "").split(",").some((one) => {
    const [name, ...rest] = one.split(";").map((piece) => piece.trim().toLowerCase());
    return name === "br" && !rest.some((piece) => /^q=0(\.0*)?$/.test(piece));
  });
}

/** Whether an If-None-Match header names this tag; weak and strong compare alike for GET and HEAD. */
export function isKnown(header, tag) {
  return (header ?? "").split(",").some((one) => ["*", tag].includes(one.trim().replace(/^W\//, "")));
}

function readOne(path, type) {
  const body = readFileSync(path);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
  return { body, tag, type };
}

/** Reads a folder: a map from address to what is answered there. Links are not followed. */
function readFolder(folder, prefix) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    if (encodeURI(name) === name) files.set(prefix + name, readOne(path, type));
  }
  return files;
}

/**
 * Answers requests for a build's static files from a folder of their Brotli copies, held in memory. An
 * address is looked up as it is in a list made at the start, so that no address reaches any other file.
 * What it leaves (no Brotli wanted, a part of a file, another method, an unknown address) it says by
 * `false`: Next's own server then answers, with gzip or plain. The names carry a hash of the content,
 * so that a browser may keep a file for ever.
 */
export function servePrecompressed(folder, prefix) {
  const files = readFolder(folder, prefix);
  return function serve(request, response) {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const file = files.get((request.url ?? "").split("?", 1)[0]);
    if (file === undefined || request.headers.range !== undefined) return false;
    if (!acceptsBrotli(request.headers["accept-encoding"])) return false;
    const about = { "Cache-Control": "public, max-age=31536000, immutable", ETag: file.tag, Vary: "Accept-Encoding" };
    if (isKnown(request.headers["if-none-match"], file.tag)) {
      response.writeHead(304, about).end();
      return true;
    }
    response.writeHead(200, {
      ...about,
      "Content-Type": file.type,
      "Content-Encoding": "br",
      "Content-Length": file.body.length,
      "X-Content-Type-Options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : file.body);
    return true;
  };
}
