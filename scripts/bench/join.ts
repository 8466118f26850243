// How long a patient waits between the click that goes into the room and the first picture of the
// clinician. One visit on the built product with a real media server; the patient leaves and goes back
// in, over and over. Times are the patient page's own clock. BEDSIDE_TEST_URL and
// BEDSIDE_TEST_DATABASE_URL name a product that runs already; without them one is built and started.
import { cpus, loadavg } from "node:os";
import { chromium, type Browser, type Page } from "@playwright/test";
import { signInAs } from "../../tests/support/e2e";
import { bookSoon } from "../../tests/support/desk-steps";
import { comeToTheWaitingRoom, inventPatient } from "../../tests/support/visit-steps";
import { buildProduct } from "../launch/build.mjs";
import { stateFolder } from "../launch/state.mjs";
import { BROWSER_FLAGS } from "../testing/browser-flags.mjs";
import { findChromium } from "../testing/chromium.mjs";
import { startProductForTests } from "../testing/product.mjs";
import { type Join, PARTS, recordJoins, timeJoin } from "./_join-marks";

const FEWEST = 20;
const JOIN_WITHIN_MS = 20_000;
/** Leaving is not measured; where the scene is being built already, in software, it waits for that. */
const LEAVE_WITHIN_MS = 60_000;
const SETUP_WITHIN_MS = 240_000;

/**
 * Leaves by the room's own buttons, pressed within the page so that it goes before the scene is built:
 * in software that takes seconds, and is not what is measured.
 */
async function leave(patient: Page): Promise<void> {
  await patient.evaluate(() => {
    const press = () => {
      const open = document.querySelector("[role='alertdialog'], [role='dialog'], dialog[open]");
      const found = [...(open ?? document).querySelectorAll("button")].find((one) => one.textContent?.trim() === "Leave" && one.getClientRects().length > 0);
      found?.click();
      return open !== null && found !== undefined;
    };
    const again = setInterval(() => press() && clearInterval(again), 20);
  });
  await patient.getByRole("button", { name: "Go back in" }).waitFor();
}

const isPlaying = (page: Page) => page.locator("[data-remote-video='playing']").waitFor();

/** Books, comes and admits, up to both seeing each other. */
async function beginVisit(browser: Browser, baseURL: string): Promise<{ staff: Page; patient: Page }> {
  const settings = { baseURL, permissions: ["camera", "microphone"] };
  const staffContext = await browser.newContext({ ...settings, viewport: { width: 1280, height: 720 } });
  const patientContext = await browser.newContext({ ...settings, viewport: { width: 390, height: 780 } });
  await recordJoins(patientContext);
  for (const context of [staffContext, patientContext]) context.setDefaultTimeout(SETUP_WITHIN_MS);
  const [staff, patient] = [await staffContext.newPage(), await patientContext.newPage()];
  const somebody = inventPatient();
  const { clinician } = await bookSoon(staff, somebody);
  await signInAs(staff, clinician);
  await comeToTheWaitingRoom(patientContext, patient, somebody);
  await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
  await Promise.all([staff, patient].map(isPlaying));
  // The clinician's heart stands before anything is measured, as it does for whoever comes back in.
  await Promise.all([staff, patient].map((page) => page.locator("[data-scene='ready']").waitFor()));
  return { staff, patient };
}

/** A promise that fails by itself, and says at what. */
async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const quantile = (list: readonly number[], q: number): number => {
  const sorted = list.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
};

function summary(joins: readonly Join[]) {
  const rows = [...PARTS, "devicesMs" as const, "blockedMs" as const].map((part) => {
    const values = joins.map((join) => join[part]);
    return { part, p50Ms: quantile(values, 0.5), p95Ms: quantile(values, 0.95), maxMs: quantile(values, 1) };
  });
  console.log(`${"since the click".padEnd(16)} ${"p50 ms".padStart(8)} ${"p95 ms".padStart(8)} ${"max ms".padStart(8)}`);
  for (const { part, p50Ms, p95Ms, maxMs } of rows) {
    console.log(`${part.padEnd(16)} ${[p50Ms, p95Ms, maxMs].map((ms) => String(ms).padStart(8)).join(" ")}`);
  }
  const whole = rows.find(({ part }) => part === "frameMs")!;
  const parts = Object.fromEntries(rows.filter((row) => row !== whole).map(({ part, p50Ms, p95Ms }) => [part, { p50Ms, p95Ms }]));
  return { joins: joins.length, p50Ms: whole.p50Ms, p95Ms: whole.p95Ms, maxMs: whole.maxMs, parts };
}

/** What a page shows, for the report of a bench that got stuck. */
async function describe(page: Page): Promise<string> {
  const text = await page.locator("body").innerText({ timeout: 5_000 }).catch((error: unknown) => `(cannot be read: ${String(error)})`);
  return `${page.url().split("#")[0]}\n${text.slice(0, 600)}\n`;
}

async function measure(browser: Browser, baseURL: string, wanted: number): Promise<Join[]> {
  const { patient } = await within(SETUP_WITHIN_MS, "the way into the room for the first time", beginVisit(browser, baseURL));
  patient.setDefaultTimeout(LEAVE_WITHIN_MS);
  const joins: Join[] = [];
  while (joins.length < wanted) {
    await within(LEAVE_WITHIN_MS, `leaving before join ${joins.length + 1}`, leave(patient));
    const join = await timeJoin(patient, () => patient.getByRole("button", { name: "Go back in" }).click(), JOIN_WITHIN_MS);
    joins.push(join);
    console.log(`join ${String(joins.length).padStart(2)} at ${Math.round(performance.now() / 1000)} s: blocked ${join.blockedMs}, devices ${join.devicesMs}, ${PARTS.map((part) => `${part.slice(0, -2)} ${join[part]}`).join(", ")}`);
    await isPlaying(patient);
  }
  return joins;
}

async function useProduct() {
  const { BEDSIDE_TEST_URL: url, BEDSIDE_TEST_DATABASE_URL: database } = process.env;
  if (url && database) return { url, stop: () => Promise.resolve() };
  const { dir } = await buildProduct({ state: stateFolder(), watchdog: undefined, demo: true });
  const product = await startProductForTests({ build: dir, port: 3800 });
  process.env.BEDSIDE_TEST_DATABASE_URL = product.database;
  return product;
}

/** Joins 20 times, or as often as the first option says. */
export async function run(options: readonly string[]) {
  const wanted = Math.max(FEWEST, Number(options[0] ?? FEWEST));
  const product = await useProduct();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: BROWSER_FLAGS });
  const machine = { cores: cpus().length, loadBefore: Number(loadavg()[0]!.toFixed(2)) };
  try {
    return { ...summary(await measure(browser, product.url, wanted)), ...machine };
  } catch (error) {
    for (const page of browser.contexts().flatMap((one) => one.pages())) console.error(await describe(page));
    throw error;
  } finally {
    await browser.close();
    await product.stop();
  }
}
