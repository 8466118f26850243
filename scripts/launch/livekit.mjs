import { spawn } from "node:child_process";
import { closeSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPort } from "./ports.mjs";
import { openLog, waitUntil } from "./processes.mjs";

export const usualLivekitPort = 7880;
export const usualMediaPort = 7882;

/** The address a browser uses for media on this machine. */
export const localLivekitUrl = (port) => `ws://127.0.0.1:${port}`;

function configText({ port, mediaPort, secrets, webhookUrl, lanAddress }) {
  const address = lanAddress ?? "127.0.0.1";
  const interfaces = lanAddress === null ? ["    includes: [lo]"] : [];
  return [
    `port: ${port}`,
    "bind_addresses: [127.0.0.1]",
    "rtc:",
    "  tcp_port: 0",
    `  udp_port: ${mediaPort}`,
    `  node_ip: ${address}`,
    "  use_external_ip: false",
    "  enable_loopback_candidate: true",
    ...(interfaces.length > 0 && process.platform === "linux" ? ["  interfaces:", ...interfaces] : []),
    "  datachannel_lossy_target_latency: 100ms",
    "  congestion_control: { allow_pause: true }",
    "keys:",
    `  ${secrets.livekitKey}: ${secrets.livekitSecret}`,
    "room: { departure_timeout: 20 }",
    "webhook:",
    `  api_key: ${secrets.livekitKey}`,
    `  urls: ["${webhookUrl}"]`,
    "logging: { level: warn }",
    "",
  ].join("\n");
}

const answers = async (port) => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) });
    return response.ok;
  } catch {
    return false;
  }
};

/** A livekit-server of our own as a service; it listens on loopback unless `lanAddress` is given. */
export async function localLivekit(state, secrets, { binary, webhookUrl, lanAddress = null, taken, usual = {} }) {
  const port = await findPort(usual.livekit ?? usualLivekitPort, { taken });
  const mediaPort = await findPort(usual.media ?? usualMediaPort, { protocol: "udp", taken });
  const configPath = join(state.dir, "livekit.yaml");
  writeFileSync(configPath, configText({ port, mediaPort, secrets, webhookUrl, lanAddress }), { mode: 0o600 });
  const start = async () => {
    const fd = openLog(state.log("livekit"));
    const child = spawn(binary, ["--config", configPath], { detached: true, cwd: state.dir, stdio: ["ignore", fd, fd] });
    closeSync(fd);
    child.on("error", () => {});
    child.unref();
    return { pid: child.pid };
  };
  return { port, mediaPort, url: localLivekitUrl(port), start, isReady: () => waitUntil(() => answers(port), 15_000) };
}
