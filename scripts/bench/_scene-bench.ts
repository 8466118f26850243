import { loadavg } from "node:os";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { bookSoon } from "../../tests/support/desk-steps";
import { signInAs } from "../../tests/support/e2e";
import { arriveByCalls } from "../../tests/support/arrive";
import { admitByCall, openHarness } from "../../tests/support/room-harness";
import { inventPatient } from "../../tests/support/visit-steps";
import { buildProduct } from "../launch/build.mjs";
import { stateFolder } from "../launch/state.mjs";
import { BROWSER_FLAGS } from "../testing/browser-flags.mjs";
import { findChromium } from "../testing/chromium.mjs";
import { startProductForTests } from "../testing/product.mjs";

/** How an edit travels: as the product does it, as one packet of the same size, as an update of Yjs. */
export type Kind = "ours" | "raw" | "yjs";

/** Which sample, and when, in milliseconds of its page. */
export type Arrival = [index: number, ms: number];

/** Frames of presence as they left a page, and as they came from whom. */
export interface FrameRecord {
  readonly sent: [counter: number, ms: number][];
  readonly heard: [identity: string, counter: number, ms: number][];
}

/** What the pure parts cost, in milliseconds and nanoseconds, and sizes in bytes. */
export interface CoreFigures {
  readonly applyMs: number;
  readonly encodeNs: number;
  readonly decodeNs: number;
  readonly bytesPerTransform: number;
  readonly snapshotBytes: number;
  readonly snapshotOps: number;
  readonly structures: number;
  readonly loggedOps: number;
}

/** What `_scene-page.ts` hangs on a page's window. */
export interface SceneBench {
  /** From now on notes when places of the model show. */
  watch(): void;
  /** How far another page's clock is ahead of this one's, by the quickest of so many answers. */
  clockAgainst(identity: string, tries: number): Promise<{ tripMs: number; offsetMs: number }>;
  /** Sends samples of each kind turn by turn; `size` is that of a raw packet. */
  send(kinds: readonly Kind[], samples: number, everyMs: number, size: number): Promise<Record<Kind, Arrival[]>>;
  takeArrivals(): Record<Kind, Arrival[]>;
  takeSizes(): { ours: number[]; yjs: number[] };
  identity(): string;
  /** False while presence has not come. */
  moveHead(hertz: number): boolean;
  holdHead(): void;
  takeFrames(): FrameRecord;
  /** For so long, each frame: by how many milliseconds the other's head is shown late. */
  lateHeads(forMs: number, senderOffsetMs: number): Promise<number[]>;
  /** Writes so many ops over so many structures. */
  fill(structures: number, ops: number): Promise<void>;
  measureCore(): CoreFigures;
  /** Drags, hides, points and rests by turns, for so long. */
  workAsPeopleDo(forMs: number, seed: number): Promise<void>;
  /** From now on notes whatever holds the page's thread for more than 50 ms. */
  countLongTasks(): void;
  /** How long each was. */
  takeLongTasks(): number[];
}

declare global {
  interface Window {
    sceneBench: SceneBench;
  }
}

const PAGE_SCRIPT = "scripts/bench/_scene-page.ts";
const WITHIN_MS = 120_000;

/** The product under the bench: one that runs already, or one built and started for it. */
export async function useProduct(port: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const { BEDSIDE_TEST_URL: url, BEDSIDE_TEST_DATABASE_URL: database } = process.env;
  if (url && database) return { url, stop: () => Promise.resolve() };
  const { dir } = await buildProduct({ state: stateFolder(), watchdog: undefined, demo: true });
  const product = await startProductForTests({ build: dir, port });
  process.env.BEDSIDE_TEST_DATABASE_URL = product.database;
  return product;
}

/** A visit that both sides are in, each in a browser of its own, with bare pages. */
export interface BenchVisit {
  readonly visitId: string;
  /** Opens one more page of a side; it has not come in. */
  open(side: "staff" | "patient"): Promise<Page>;
  /** Comes in with a page, until what others do comes straight to it. */
  enter(page: Page, side: "staff" | "patient"): Promise<void>;
  claimOf(side: "staff" | "patient"): string;
  close(): Promise<void>;
}

/** Waits until a page says so. */
export async function untilTrue(page: Page, what: string, check: () => boolean): Promise<void> {
  await page.waitForFunction(check, undefined, { timeout: WITHIN_MS, polling: 50 }).catch((error: unknown) => {
    throw new Error(`${what} did not come to pass: ${String(error)}`);
  });
}

/** Books, comes and admits by calls. */
export async function beginBenchVisit(url: string): Promise<BenchVisit> {
  const executablePath = await findChromium();
  const browsers: Browser[] = await Promise.all([1, 2].map(() => chromium.launch({ executablePath, args: [...BROWSER_FLAGS, "--enable-precise-memory-info", "--js-flags=--expose-gc"] })));
  const [staff, patient] = (await Promise.all(browsers.map((browser) => browser.newContext({ bypassCSP: true, baseURL: url })))) as [BrowserContext, BrowserContext];
  // The compiler that runs this file marks functions with a helper that pages don't have.
  for (const context of [staff, patient]) await context.addInitScript("globalThis.__name ??= (one) => one;");
  const somebody = inventPatient();
  const desk = await staff.newPage();
  const { clinician } = await bookSoon(desk, somebody);
  const visitId = await arriveByCalls(patient, somebody.email);
  await signInAs(desk, clinician);
  await desk.close();
  await admitByCall(staff, visitId);
  const claimOf = (side: "staff" | "patient"): string => (side === "staff" ? "session" : `visit:${visitId}`);
  return {
    visitId,
    claimOf,
    open: (side) => openHarness(side === "staff" ? staff : patient, PAGE_SCRIPT),
    enter: async (page, side) => {
      await page.evaluate(([id, as]) => window.roomHarness.enter(id, as), [visitId, claimOf(side)] as const);
      await untilTrue(page, "the room", () => (({ live, loaded }) => live && loaded)(window.roomHarness.look()));
    },
    close: async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
    },
  };
}

/** The load average of the last minute. */
export const load = (): number => Number(loadavg()[0]?.toFixed(2));

/** The value below which the share `q` of a list lies. */
export function quantile(list: readonly number[], q: number): number {
  const sorted = list.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

/** To so many digits after the point. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
