import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findOnPath } from "../launch/livekit-binary.mjs";
import { Explained, say } from "../launch/print.mjs";
import { root } from "../launch/state.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const onPath = () => names.map((name) => findOnPath(name)).find((path) => path !== null) ?? null;

function installWithApt() {
  if (process.getuid?.() !== 0 || findOnPath("apt-get") === null) return null;
  say("  … chromium: not on PATH, installing the system's package");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    if (spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status !== 0) return null;
  }
  return onPath();
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  if (!existsSync(chromium.executablePath())) {
    say("  … chromium: fetching the one that Playwright brings");
    const done = spawnSync(process.execPath, [join(root, "node_modules/playwright/cli.js"), "install", "chromium"], { stdio: "inherit" });
    if (done.status !== 0) return null;
  }
  return chromium.executablePath();
}

/** A Chromium to test with: named, from PATH, the system's package, or Playwright's own. */
export async function findChromium() {
  const given = process.env.BEDSIDE_CHROMIUM;
  const path = given || onPath() || installWithApt() || (await playwrightsOwn());
  if (!path) throw new Explained("The browser tests need Chromium. Put one on PATH, or name it in BEDSIDE_CHROMIUM.");
  return path;
}
