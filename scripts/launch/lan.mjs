import { request } from "node:http";
import { createServer } from "node:https";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { selfSigned } from "./certificate.mjs";
import { findPort } from "./ports.mjs";
import { Explained } from "./print.mjs";

const usualLanPort = 3443;
const mediaPath = "/media-server";

const ownAddress = () =>
  Object.values(networkInterfaces())
    .flat()
    .find((one) => one.family === "IPv4" && !one.internal)?.address ?? null;

const stripMedia = (url) => url.slice(mediaPath.length) || "/";
const isMedia = (url) => url === mediaPath || url.startsWith(`${mediaPath}/`) || url.startsWith(`${mediaPath}?`);

function forward(incoming, outgoing, port, path) {
  const headers = { ...incoming.headers, "x-forwarded-proto": "https", "x-forwarded-host": incoming.headers.host };
  const ahead = request({ host: "127.0.0.1", port, path, method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  ahead.once("error", () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end("Bedside is not running here at the moment.\n")));
  outgoing.once("close", () => ahead.destroy());
  incoming.pipe(ahead);
}

function forwardUpgrade(incoming, socket, head, port, path) {
  const ahead = connect(port, "127.0.0.1", () => {
    const lines = [`${incoming.method} ${path} HTTP/1.1`];
    for (let i = 0; i < incoming.rawHeaders.length; i += 2) lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
    ahead.write(`${lines.join("\r\n")}\r\n\r\n`);
    ahead.write(head);
    socket.pipe(ahead).pipe(socket);
  });
  for (const one of [ahead, socket]) one.on("error", () => (ahead.destroy(), socket.destroy()));
}

/**
 * Opens the product to the local network over TLS, which browsers demand for camera, microphone and
 * headset: one port in front of the web process and, under a path, of the media server's signalling.
 * Media itself flows on the UDP port that livekit-server opens.
 */
export function createLan() {
  const address = ownAddress();
  if (address === null) throw new Explained("--lan: this machine has no address on a network.");
  const lan = { address, url: null, mediaUrl: null, prepare, open, close };
  let port;
  let server = null;
  async function prepare(run) {
    port = await findPort(usualLanPort, { taken: run.taken });
    lan.url = `https://${address}:${port}`;
    lan.mediaUrl = `wss://${address}:${port}${mediaPath}`;
  }
  async function open(run) {
    const target = (url) => (isMedia(url) ? [run.ports.livekit, stripMedia(url)] : [run.ports.web, url]);
    server = createServer(selfSigned({ address, now: Date.now() }), (incoming, outgoing) => forward(incoming, outgoing, ...target(incoming.url)));
    server.on("upgrade", (incoming, socket, head) => forwardUpgrade(incoming, socket, head, ...target(incoming.url)));
    await new Promise((done, fail) => server.once("error", fail).listen(port, "0.0.0.0", done));
  }
  async function close() {
    server?.closeAllConnections();
    server?.close();
  }
  return lan;
}
