import type { BrowserContext, Page } from "@playwright/test";

/** Parts of a join, in the order in which they usually come; ms since the click. */
export const PARTS = ["askedMs", "enteredMs", "signalMs", "connectedMs", "trackMs", "attachedMs", "frameMs"] as const;

/** One join. Parts that did not come to pass are NaN. */
export type Join = Record<(typeof PARTS)[number], number> & {
  /** Own camera and microphone are there. They don't hold up the other's picture. */
  readonly devicesMs: number;
  /** How long the page's one thread was held by work of 50 ms and more, between click and frame. */
  readonly blockedMs: number;
};

interface JoinMarks {
  readonly at: Record<string, number>;
  readonly tasks: { start: number; ms: number }[];
  readonly problems: string[];
}

/** Notes, on each page of the context itself, when each part of a join came to pass. */
export async function recordJoins(context: BrowserContext): Promise<void> {
  // The compiler that runs this file marks functions with a helper that pages don't have.
  await context.addInitScript("globalThis.__name ??= (one) => one;");
  await context.addInitScript(() => {
    const marks: JoinMarks = { at: {}, tasks: [], problems: [] };
    Object.defineProperty(window, "joinMarks", { value: marks });
    // Nothing counts before the click: the room that was left still ends meanwhile.
    const note = (name: string, at = performance.now()) => {
      if (marks.at.click !== undefined) marks.at[name] ??= at;
    };
    document.addEventListener("click", () => (marks.at.click ??= performance.now()), { capture: true });
    addEventListener("error", (event) => marks.problems.push(String(event.message)));
    addEventListener("unhandledrejection", (event) => marks.problems.push(String(event.reason)));
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) marks.tasks.push({ start: startTime, ms: duration });
    }).observe({ type: "longtask" });

    const Connection = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener("connectionstatechange", () => this.connectionState === "connected" && note("connected"));
        this.addEventListener("track", (event) => event.track.kind === "video" && note("track"));
      }
    };
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener("message", () => note("signal"), { once: true });
      }
    };
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      // The last one counts: camera and microphone come one by one.
      if (marks.at.click !== undefined && marks.at.frame === undefined) marks.at.devices = performance.now();
      return stream;
    };
    const watched = new WeakSet<HTMLVideoElement>();
    const look = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>("[data-remote-video] video")) {
        if (watched.has(video) || video.srcObject === null) continue;
        watched.add(video);
        note("attached");
        video.requestVideoFrameCallback((now) => note("frame", now));
      }
    };
    setInterval(look, 4);
  });
}

const read = (page: Page): Promise<JoinMarks> => page.evaluate(() => (window as unknown as { joinMarks: JoinMarks }).joinMarks);

async function clear(page: Page): Promise<void> {
  await page.evaluate(() => {
    performance.clearResourceTimings();
    const { joinMarks: marks } = window as unknown as { joinMarks: JoinMarks };
    for (const name of Object.keys(marks.at)) delete marks.at[name];
    marks.tasks.length = 0;
  });
}

/** Clicks, and waits until the other's picture is drawn. Throws what was missing when `patienceMs` have passed. */
export async function timeJoin(page: Page, click: () => Promise<void>, patienceMs: number): Promise<Join> {
  await clear(page);
  await click();
  const isDrawn = () => "frame" in (window as unknown as { joinMarks: JoinMarks }).joinMarks.at;
  const wasDrawn = await page.waitForFunction(isDrawn, undefined, { polling: 50, timeout: patienceMs }).then(
    () => true,
    () => false,
  );
  const { at, tasks, problems } = await read(page);
  const [asked, entered] = await page.evaluate(() => {
    const found = performance.getEntriesByType("resource").find((one) => one.name.includes("/api/room/enter"));
    const timing = found as PerformanceResourceTiming | undefined;
    return [timing?.requestStart ?? Number.NaN, timing?.responseEnd ?? Number.NaN] as const;
  });
  const click0 = at.click ?? Number.NaN;
  const since = (time: number | undefined) => Math.round((time ?? Number.NaN) - click0);
  const end = at.frame ?? Number.POSITIVE_INFINITY;
  const blocked = tasks.filter(({ start }) => start >= click0 && start < end).reduce((sum, { ms }) => sum + ms, 0);
  const join = {
    askedMs: since(asked),
    enteredMs: since(entered),
    signalMs: since(at.signal),
    connectedMs: since(at.connected),
    trackMs: since(at.track),
    attachedMs: since(at.attached),
    frameMs: since(at.frame),
    devicesMs: since(at.devices),
    blockedMs: Math.round(blocked),
  };
  if (wasDrawn) return join;
  const missing = PARTS.filter((part) => !Number.isFinite(join[part]));
  throw new Error(`no picture within ${patienceMs / 1000} s of the click; missing: ${missing.join(", ")}; came: ${JSON.stringify(join)}; said: ${problems.join(" | ") || "nothing"}`);
}
