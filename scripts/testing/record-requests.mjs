// Loaded into the web process of the browser tests: writes down what a proxy before it would have in its
// log, line by line (method, address, referrer), for the scan of canaries.
import { appendFileSync } from "node:fs";
import { Server } from "node:http";

const log = process.env.BEDSIDE_REQUEST_LOG;
const emit = Server.prototype.emit;

if (log !== undefined) {
  Server.prototype.emit = function (name, ...rest) {
    if (name === "request") {
      const [{ method, url, headers }] = rest;
      appendFileSync(log, `${method} ${url} ${headers.referer ?? "-"}\n`);
    }
    return emit.call(this, name, ...rest);
  };
}
