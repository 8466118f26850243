import { createSocket } from "node:dgram";
import { createServer } from "node:net";

const canListen = (port, host) =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT" ? null : false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)));
  });

const canBindUdp = (port) =>
  new Promise((done) => {
    const socket = createSocket("udp4");
    socket.once("error", () => done(false));
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => socket.close(() => done(true)));
  });

/**
 * Free for us means: nothing on 127.0.0.1, and nothing on ::1 either, for a browser may take
 * "localhost" for that and would reach somebody else's server.
 */
export async function isFreeTcp(port) {
  const [v4, v6] = await Promise.all([canListen(port, "127.0.0.1"), canListen(port, "::1")]);
  return v4 === true && v6 !== false;
}

/** The usual port, or the next free one above it. `taken` ports are left out. */
export async function findPort(usual, { protocol = "tcp", taken = new Set() } = {}) {
  const isFree = protocol === "udp" ? canBindUdp : isFreeTcp;
  for (let port = usual; port < Math.min(usual + 200, 65_536); port += 1) {
    if (!taken.has(port) && (await isFree(port))) {
      taken.add(port);
      return port;
    }
  }
  throw new Error(`no free ${protocol} port from ${usual} on`);
}
