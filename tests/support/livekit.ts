import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedServerPath, findOnPath } from "../../scripts/launch/livekit-binary.mjs";
import { findPort } from "../../scripts/launch/ports.mjs";

/** A real media server for one test file. */
export interface TestLivekit {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  stop(): Promise<void>;
}

/** The server program, if this machine has it: tests that need it say so when it is missing. */
export function findLivekitBinary(): string | null {
  const cached = cachedServerPath();
  return existsSync(cached) ? cached : findOnPath("livekit-server");
}

/** Starts livekit-server on free loopback ports. */
export async function startLivekit(binary: string, webhookUrl: string): Promise<TestLivekit> {
  const port: number = await findPort(17_880);
  const mediaPort: number = await findPort(17_882, { protocol: "udp", taken: new Set([port]) });
  const [key, secret] = ["testkey", randomBytes(24).toString("hex")];
  const folder = mkdtempSync(join(tmpdir(), "bedside-livekit-"));
  const path = join(folder, "livekit.yaml");
  const lines = [
    `port: ${port}`,
    "bind_addresses: [127.0.0.1]",
    `rtc: { tcp_port: 0, udp_port: ${mediaPort}, node_ip: 127.0.0.1, use_external_ip: false, enable_loopback_candidate: true, interfaces: { includes: [lo] } }`,
    `keys: { ${key}: ${secret} }`,
    `webhook: { api_key: ${key}, urls: ["${webhookUrl}"] }`,
    "logging: { level: error }",
  ];
  writeFileSync(path, lines.join("\n"), { mode: 0o600 });
  const child = spawn(binary, ["--config", path], { stdio: "ignore" });
  await untilReady(child, port);
  return {
    url: `ws://127.0.0.1:${port}`,
    key,
    secret,
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`livekit-server ended with ${child.exitCode}`);
    const ready = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("livekit-server did not get ready");
}

/** A bare signalling connection: enough to be a participant, without media. */
export interface SignalConnection {
  readonly isOpen: () => boolean;
  close(): void;
}

/** Joins with a token. Rejects with the HTTP status when the server will not have it. */
export function joinBySignal(url: string, token: string): Promise<SignalConnection> {
  const address = new URL("/rtc", url.replace(/^ws/, "http"));
  address.search = new URLSearchParams({ access_token: token, protocol: "15", auto_subscribe: "1" }).toString();
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": randomBytes(16).toString("base64"),
  };
  return new Promise((resolve, reject) => {
    const call = request(address, { headers });
    call.on("upgrade", (_response, socket: Socket) => {
      let open = true;
      socket.on("close", () => (open = false));
      socket.on("error", () => (open = false));
      socket.resume();
      resolve({ isOpen: () => open, close: () => socket.destroy() });
    });
    call.on("response", (response) => reject(new Error(`refused with ${response.statusCode}`)));
    call.on("error", reject);
    call.end();
  });
}
