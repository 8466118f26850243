// How long a patient waits between the click that goes into the room and the first picture of the
// clinician. One visit on the built product with a real media server; the patient leaves and goes back
// in, over and over. Times are the patient page's own clock.
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { signInAs } from "../../tests/support/e2e";
import { bookSoon, comeToTheWaitingRoom, inventPatient } from "../../tests/support/visit-steps";
import { buildProduct } from "../launch/build.mjs";
import { stateFolder } from "../launch/state.mjs";
import { findChromium } from "../testing/chromium.mjs";
import { startProductForTests } from "../testing/product.mjs";

interface Join {
  /** From the click to: the server's answer, the connected peer connection, the remote track, the first frame. */
  readonly enteredMs: number;
  readonly connectedMs: number;
  readonly trackMs: number;
  readonly frameMs: number;
}

const browserArgs = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--allow-loopback-in-peer-connection",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Notes, on the page itself, when each part of a join came to pass. */
async function recordJoins(context: BrowserContext): Promise<void> {
  // The compiler that runs this file marks functions with a helper that pages don't have.
  await context.addInitScript("globalThis.__name ??= (one) => one;");
  await context.addInitScript(() => {
    const marks: Record<string, number> = {};
    Object.defineProperty(window, "joinMarks", { value: marks });
    const note = (name: string) => {
      marks[name] ??= performance.now();
    };
    document.addEventListener("click", () => Object.keys(marks).length > 0 || note("click"), { capture: true });
    const Native = window.RTCPeerConnection;
    class Noted extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener("connectionstatechange", () => this.connectionState === "connected" && note("connected"));
        this.addEventListener("track", (event) => event.track.kind === "video" && note("track"));
      }
    }
    window.RTCPeerConnection = Noted;
    const watched = new WeakSet<HTMLVideoElement>();
    setInterval(() => {
      for (const video of document.querySelectorAll<HTMLVideoElement>("[data-remote-video] video")) {
        if (watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback((now) => {
          marks.frame ??= now;
        });
      }
    }, 4);
  });
}

async function joinOnce(patient: Page): Promise<Join> {
  const back = patient.getByRole("button", { name: "Go back in" });
  await back.waitFor();
  await patient.evaluate(() => {
    performance.clearResourceTimings();
    const { joinMarks } = window as unknown as { joinMarks: Record<string, number> };
    for (const name of Object.keys(joinMarks)) delete joinMarks[name];
  });
  await back.click();
  const isShown = () => "frame" in (window as unknown as { joinMarks: object }).joinMarks;
  await patient.waitForFunction(isShown, undefined, { polling: 50, timeout: 60_000 });
  return patient.evaluate(() => {
    const { joinMarks: marks } = window as unknown as { joinMarks: Record<string, number> };
    const entered = performance.getEntriesByType("resource").find((one) => one.name.includes("/api/room/enter")) as PerformanceResourceTiming | undefined;
    const since = (at: number | undefined) => Math.round((at ?? Number.NaN) - marks.click!);
    return { enteredMs: since(entered?.responseEnd), connectedMs: since(marks.connected), trackMs: since(marks.track), frameMs: since(marks.frame) };
  });
}

async function leave(patient: Page): Promise<void> {
  await patient.getByRole("button", { name: "Leave", exact: true }).first().click();
  await patient.getByRole("alertdialog").or(patient.getByRole("dialog")).getByRole("button", { name: "Leave", exact: true }).click();
}

const quantile = (list: readonly number[], q: number): number => {
  const sorted = list.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
};

function summary(joins: readonly Join[]) {
  const parts = ["enteredMs", "connectedMs", "trackMs", "frameMs"] as const;
  const rows = parts.map((part) => {
    const values = joins.map((join) => join[part]);
    return { part, p50: quantile(values, 0.5), p95: quantile(values, 0.95), max: Math.max(...values) };
  });
  console.log(`${"since the click".padEnd(16)} ${"p50 ms".padStart(8)} ${"p95 ms".padStart(8)} ${"max ms".padStart(8)}`);
  for (const { part, p50, p95, max } of rows) console.log(`${part.padEnd(16)} ${[p50, p95, max].map((ms) => String(ms).padStart(8)).join(" ")}`);
  const whole = rows.at(-1)!;
  const partsOf = Object.fromEntries(rows.slice(0, -1).map(({ part, p50, p95 }) => [part, { p50Ms: p50, p95Ms: p95 }]));
  return { joins: joins.length, p50Ms: whole.p50, p95Ms: whole.p95, parts: partsOf };
}

/** What a page shows, for the report of a bench that got stuck. */
async function describe(page: Page): Promise<string> {
  const marks = await page.evaluate(() => JSON.stringify((window as unknown as { joinMarks?: object }).joinMarks ?? {}));
  return `${page.url().split("#")[0]}: ${marks}\n${(await page.locator("body").innerText()).slice(0, 600)}\n`;
}

/** Joins 24 times, or as often as the first option says. */
export async function run(options: readonly string[]) {
  const wanted = Math.max(20, Number(options[0] ?? 24));
  const state = stateFolder();
  const { dir } = await buildProduct({ state, watchdog: undefined, demo: true });
  const product = await startProductForTests({ build: dir, port: 3800 });
  process.env.BEDSIDE_TEST_DATABASE_URL = product.database;
  const browser = await chromium.launch({ executablePath: await findChromium(), args: browserArgs });
  try {
    const settings = { baseURL: product.url, permissions: ["camera", "microphone"] };
    const staffContext = await browser.newContext({ ...settings, viewport: { width: 1280, height: 720 } });
    const patientContext = await browser.newContext({ ...settings, viewport: { width: 390, height: 780 } });
    await recordJoins(patientContext);
    const [staff, patient] = [await staffContext.newPage(), await patientContext.newPage()];
    const somebody = inventPatient();
    const setUp = setTimeout(() => void browser.close(), 600_000);
    const { clinician } = await bookSoon(staff, somebody);
    await signInAs(staff, clinician);
    await comeToTheWaitingRoom(patientContext, patient, somebody);
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
    for (const page of [staff, patient]) await page.locator("[data-remote-video='playing']").waitFor({ timeout: 120_000 });
    clearTimeout(setUp);
    const joins: Join[] = [];
    while (joins.length < wanted) {
      await leave(patient);
      joins.push(await joinOnce(patient));
      await patient.locator("[data-remote-video='playing']").waitFor();
    }
    return summary(joins);
  } catch (error) {
    for (const page of browser.contexts().flatMap((one) => one.pages())) console.error(await describe(page));
    throw error;
  } finally {
    await browser.close();
    await product.stop();
  }
}
