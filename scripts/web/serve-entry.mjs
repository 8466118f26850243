// The web process of a build (`server.js`): Next's server, as Next's documentation lets one write it,
// behind the Brotli copies of the static files. Bundled by scripts/launch/build.mjs.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { servePrecompressed } from "./precompressed.mjs";

const dir = import.meta.dirname;
const port = Number(process.env.PORT) || 3000;
const hostname = process.env.HOSTNAME || "0.0.0.0";

process.env.NODE_ENV = "production";
process.chdir(dir);
// A build carries its configuration as data; the file it was made from is not there.
const { config } = JSON.parse(readFileSync(join(dir, ".next/required-server-files.json"), "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);

function fail(error) {
  console.error(error);
  process.exit(1);
}

const server = createServer();
const app = next({ dir, dev: false, port, hostname, httpServer: server, conf: config });

async function main() {
  await app.prepare();
  const serveStatic = servePrecompressed(join(dir, "brotli"), "/_next/static/");
  const serveRest = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (serveStatic(request, response)) return;
    serveRest(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  server.on("error", fail);
  server.listen(port, hostname);
}

/** Takes no more requests, lets those end that run, and is gone. Open streams end by their own hand. */
function stop() {
  server.close(() => void app.close().then(() => process.exit(0), fail));
}
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);

main().catch(fail);
