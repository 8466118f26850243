import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardedFetch, type OutgoingCall } from "@/server/kit/guarded-fetch";
import { isPublicAddress } from "@/server/kit/reserved-addresses";

const LIMITS: OutgoingCall = { maxBytes: 1_000, timeoutMs: 2_000 };
const seen: string[] = [];
const server: Server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
  else if (request.url === "/large") response.end("x".repeat(5_000));
  else if (request.url === "/slow") response.write("x");
  else if (request.url === "/cut") {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => request.socket.destroy());
  } else response.end("hello");
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.BEDSIDE_KMS_URL = origin;
  process.env.BEDSIDE_KMS_TOKEN = "token-of-the-test";
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const reasonOf = (url: string, call = LIMITS) =>
  guardedFetch(url, call).then(async (answer) => `status ${answer.status} ${(await answer.text()).length}`, (error: unknown) => (error as { reason?: string }).reason);

describe("what leaves this server over HTTP", () => {
  it("FILE-10: never to our own network, however its address is written", async () => {
    const inside = ["https://127.0.0.1/", "https://localhost/", "https://0x7f.1/", "https://2130706433/", "https://0177.0.0.1/", "https://10.0.0.8/", "https://172.31.255.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/", "https://100.64.0.1/", "https://0.0.0.0/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[2002:7f00:1::]/", "https://[64:ff9b::7f00:1]/", "https://255.255.255.255/", "https://224.0.0.1/"];
    for (const url of inside) expect(await reasonOf(url), url).toBe("host_private");
    expect(seen).toEqual([]);
  });

  it("FILE-10: only https on its port, without a name and password in it", async () => {
    expect(await reasonOf("http://example.com/")).toBe("scheme");
    expect(await reasonOf("ftp://example.com/")).toBe("scheme");
    expect(await reasonOf("file:///etc/passwd")).toBe("scheme");
    expect(await reasonOf("data:text/plain,x")).toBe("scheme");
    expect(await reasonOf("https://example.com:8443/")).toBe("port");
    expect(await reasonOf("https://a:b@example.com/")).toBe("credentials");
    expect(await reasonOf("not an address")).toBe("address");
    expect(await reasonOf(`http://a:b@${new URL(origin).host}/`)).toBe("credentials");
  });

  it("FILE-10: configured origins are reached as they stand; another port of the same machine is not one", async () => {
    expect(await reasonOf(`${origin}/x`)).toBe("status 200 5");
    expect(await reasonOf("http://127.0.0.1:1/")).toBe("scheme");
  });

  it("FILE-10: follows nothing, and bounds size and time", async () => {
    seen.length = 0;
    const away = await guardedFetch(`${origin}/away`, LIMITS);
    expect([away.status, away.header("location")]).toEqual([302, "http://169.254.169.254/latest/meta-data/"]);
    await away.bytes();
    expect(seen).toEqual(["GET /away"]);
    await expect(guardedFetch(`${origin}/large`, LIMITS).then((answer) => answer.text())).rejects.toMatchObject({ reason: "too_large" });
    await expect(guardedFetch(`${origin}/slow`, { ...LIMITS, timeoutMs: 200 }).then((answer) => answer.text())).rejects.toMatchObject({ reason: "timeout" });
    await expect(guardedFetch(`${origin}/cut`, LIMITS).then((answer) => answer.text())).rejects.toMatchObject({ reason: "unreachable" });
  });

  it("FILE-10: tells public addresses from all others", () => {
    for (const address of ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"]) expect(isPublicAddress(address), address).toBe(true);
    for (const address of ["", "localhost", "10.1.2.3", "::", "::1", "fc00::1", "2001:db8::1", "2001::1", "3fff::1", "ff02::1", "::ffff:8.8.8.8"]) expect(isPublicAddress(address), address).toBe(false);
  });
});
