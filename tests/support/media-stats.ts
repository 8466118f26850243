import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "./expect";

/** What WebRTC itself says it has decoded and heard so far. */
interface Received {
  readonly framesDecoded: number;
  readonly frameWidth: number;
  readonly audioEnergy: number;
}

/** Lets a test read the statistics of every connection that pages of this context make. */
export async function recordConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Native = window.RTCPeerConnection;
    const made: RTCPeerConnection[] = [];
    class Recorded extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    }
    window.RTCPeerConnection = Recorded;
    Object.defineProperty(window, "testConnections", { value: made });
  });
}

async function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const made = (window as unknown as { testConnections: RTCPeerConnection[] }).testConnections;
    const sum = { framesDecoded: 0, frameWidth: 0, audioEnergy: 0 };
    for (const connection of made) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp") continue;
        if (report.kind === "video") {
          sum.framesDecoded += report.framesDecoded ?? 0;
          sum.frameWidth = Math.max(sum.frameWidth, report.frameWidth ?? 0);
        } else sum.audioEnergy += report.totalAudioEnergy ?? 0;
      }
    }
    return sum;
  });
}

/** Waits until this page decodes the other's picture and hears the other's voice, anew from now on. */
export async function expectPictureAndSound(page: Page): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => (await received(page)).framesDecoded - before.framesDecoded, { message: "video frames decoded", timeout: 60_000 })
    .toBeGreaterThan(20);
  await expectSound(page);
}

/** How many frames of a picture this page has decoded in all. */
export async function framesSeen(page: Page): Promise<number> {
  return (await received(page)).framesDecoded;
}

/** Waits until this page hears the other's voice, anew from now on. */
export async function expectSound(page: Page): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => (await received(page)).audioEnergy - before.audioEnergy, { message: "audio energy heard", timeout: 60_000 })
    .toBeGreaterThan(0.001);
}
