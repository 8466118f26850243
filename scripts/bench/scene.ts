// What an edit of the shared scene takes from one browser to another, beside a bare packet of the same size on the
// same channel of the same room, turn by turn; what joining takes, what an edit weighs, how late heads and hands show,
// and what becomes of frames with more people. Two browsers, the real media server, bare pages without 3D.
// BEDSIDE_TEST_URL and BEDSIDE_TEST_DATABASE_URL name a product that runs already.
import { cpus } from "node:os";
import type { Page } from "@playwright/test";
import { type Arrival, type BenchVisit, type FrameRecord, type Kind, beginBenchVisit, load, quantile, rounded, untilTrue, useProduct } from "./_scene-bench";

const KINDS: readonly Kind[] = ["ours", "raw", "yjs"];
const SAMPLES = 330;
const WARM_UP = 30;
const EVERY_MS = 25;
const CLOCK_TRIES = 60;
const STRUCTURES = 200;
const LOGGED_OPS = 1000;
const JOINS = 7;
const PEOPLE = [2, 4, 6];
const HERTZ = 30;
const FRAMES_MS = 8000;

/** Milliseconds from sent to there, of the samples after the warm-up; `offsetMs`: the receiver's clock ahead of the sender's. */
function oneWay(sent: readonly Arrival[], arrived: readonly Arrival[], offsetMs: number): number[] {
  const first = new Map<number, number>();
  for (const [index, ms] of arrived) if (!first.has(index)) first.set(index, ms);
  return sent.slice(WARM_UP).flatMap(([index, ms]) => {
    const there = first.get(index);
    return there === undefined ? [] : [there - offsetMs - ms];
  });
}

/** How far the clock of `page` is ahead of that of `first`. */
async function clockOf(first: Page, page: Page): Promise<{ tripMs: number; offsetMs: number }> {
  if (page === first) return { tripMs: 0, offsetMs: 0 };
  const identity = await page.evaluate(() => window.sceneBench.identity());
  return first.evaluate(([id, tries]) => window.sceneBench.clockAgainst(id, tries), [identity, CLOCK_TRIES] as const);
}

async function measureEdits(staff: Page, patient: Page) {
  await patient.evaluate(() => window.sceneBench.watch());
  // How large an edit is once it is sealed, before the first raw packet goes.
  await staff.evaluate((every) => window.sceneBench.send(["ours"], 40, every, 0), EVERY_MS);
  const size = quantile((await staff.evaluate(() => window.sceneBench.takeSizes())).ours, 0.5);
  await patient.evaluate(() => window.sceneBench.takeArrivals());
  const clock = await clockOf(staff, patient);
  const sent = await staff.evaluate(([kinds, samples, every, bytes]) => window.sceneBench.send(kinds, samples, every, bytes), [KINDS, SAMPLES, EVERY_MS, size] as const);
  await patient.waitForTimeout(2000);
  const arrived = await patient.evaluate(() => window.sceneBench.takeArrivals());
  const sizes = await staff.evaluate(() => window.sceneBench.takeSizes());
  const ms = Object.fromEntries(KINDS.map((kind) => [kind, oneWay(sent[kind], arrived[kind], clock.offsetMs)])) as Record<Kind, number[]>;
  console.log(`${"one way, ms".padEnd(14)} ${"samples".padStart(8)} ${"p50".padStart(8)} ${"p95".padStart(8)}`);
  for (const kind of KINDS) console.log(`${kind.padEnd(14)} ${[ms[kind].length, ...[0.5, 0.95].map((q) => rounded(quantile(ms[kind], q)))].map((each) => String(each).padStart(8)).join(" ")}`);
  const p50 = (kind: Kind): number => quantile(ms[kind], 0.5);
  const p95 = (kind: Kind): number => quantile(ms[kind], 0.95);
  return {
    offsetMs: clock.offsetMs,
    figures: {
      samples: Math.min(...KINDS.map((kind) => ms[kind].length)),
      p50Ratio: rounded(p50("ours") / p50("raw")),
      p95ExcessMs: rounded(p95("ours") - 1.5 * p95("raw")),
      yjsP50Ratio: rounded(p50("yjs") / p50("raw")),
      yjsP95ExcessMs: rounded(p95("yjs") - 1.5 * p95("raw")),
      rawP50Ms: rounded(p50("raw")),
      rawP95Ms: rounded(p95("raw")),
      bytesPerTransformSealed: size,
      yjsBytesPerTransform: quantile(sizes.yjs, 0.5),
    },
  };
}

async function measurePose(staff: Page, patient: Page, offsetMs: number) {
  await untilTrue(staff, "presence", () => window.sceneBench.moveHead(30));
  await untilTrue(patient, "the other's head", () => window.roomHarness.heads().length > 0);
  // The patient's clock is ahead of the clinician's by the offset, so theirs is behind it by as much.
  const late = await patient.evaluate(([forMs, behind]) => window.sceneBench.lateHeads(forMs, behind), [FRAMES_MS, -offsetMs] as const);
  await staff.evaluate(() => window.sceneBench.holdHead());
  const settled = late.slice(Math.floor(late.length / 4));
  return { poseP50Ms: rounded(quantile(settled, 0.5), 0), poseP95Ms: rounded(quantile(settled, 0.95), 0) };
}

async function measureJoins(visit: BenchVisit, staff: Page, patient: Page) {
  await Promise.all([staff, patient].map((page) => page.evaluate(([structures, ops]) => window.sceneBench.fill(structures, ops), [STRUCTURES, LOGGED_OPS / 2] as const)));
  for (const page of [staff, patient]) await untilTrue(page, "everything to be saved", () => window.roomHarness.look().waiting === 0);
  const core = await staff.evaluate(() => window.sceneBench.measureCore());
  const joins: { interactiveMs: number; liveMs: number }[] = [];
  while (joins.length < JOINS) {
    const page = await visit.open("patient");
    joins.push(await page.evaluate(([id, as]) => window.roomHarness.timeJoin(id, as), [visit.visitId, visit.claimOf("patient")] as const));
    await page.evaluate(() => window.roomHarness.leave());
    await page.close();
  }
  const median = (of: "interactiveMs" | "liveMs"): number => rounded(quantile(joins.map((join) => join[of]), 0.5), 0);
  return { joinMs: median("interactiveMs"), joinLiveMs: median("liveMs"), ...core, applyMs: rounded(core.applyMs) };
}

/** Frames of everybody to everybody, matched by sender and number. */
function delivery(records: readonly { identity: string; offsetMs: number; frames: FrameRecord }[]) {
  const late: number[] = [];
  let due = 0;
  for (const from of records) {
    // The first half second: not every page had begun to write down what it hears.
    const sent = new Map(from.frames.sent.slice(HERTZ / 2));
    for (const to of records) {
      if (to === from) continue;
      due += sent.size;
      for (const [identity, counter, ms] of to.frames.heard) {
        const leftMs = identity === from.identity ? sent.get(counter) : undefined;
        // Every clock is read against the first page's.
        if (leftMs !== undefined) late.push(ms - to.offsetMs - (leftMs - from.offsetMs));
      }
    }
  }
  return { p50Ms: rounded(quantile(late, 0.5)), p95Ms: rounded(quantile(late, 0.95)), delivered: rounded(late.length / due, 4) };
}

async function measurePeople(visit: BenchVisit, staff: Page, patient: Page) {
  const pages = [staff, patient];
  const found: Record<string, ReturnType<typeof delivery>> = {};
  for (const count of PEOPLE) {
    while (pages.length < count) {
      const side = pages.length % 2 === 0 ? "staff" : "patient";
      const page = await visit.open(side);
      await visit.enter(page, side);
      pages.push(page);
    }
    for (const page of pages) await untilTrue(page, "presence", () => window.sceneBench.moveHead(30));
    await staff.waitForTimeout(1500);
    for (const page of pages) await page.evaluate(() => window.sceneBench.takeFrames());
    await staff.waitForTimeout(FRAMES_MS);
    for (const page of pages) await page.evaluate(() => window.sceneBench.holdHead());
    await staff.waitForTimeout(1000);
    const records = [];
    for (const page of pages) {
      const [identity, frames] = await page.evaluate(() => [window.sceneBench.identity(), window.sceneBench.takeFrames()] as const);
      records.push({ identity, frames, offsetMs: (await clockOf(staff, page)).offsetMs });
    }
    found[`people${count}`] = delivery(records);
    console.log(`${count} at ${HERTZ} Hz: ${JSON.stringify(found[`people${count}`])}`);
  }
  return found;
}

/** Measures once; there are no options. */
export async function run() {
  const product = await useProduct(3810);
  const loadBefore = load();
  const visit = await beginBenchVisit(product.url);
  try {
    const [staff, patient] = [await visit.open("staff"), await visit.open("patient")] as const;
    await visit.enter(staff, "staff");
    await visit.enter(patient, "patient");
    const { figures, offsetMs } = await measureEdits(staff, patient);
    const pose = await measurePose(staff, patient, offsetMs);
    const joins = await measureJoins(visit, staff, patient);
    const people = await measurePeople(visit, staff, patient);
    return { ...figures, ...joins, ...pose, people, cores: cpus().length, loadBefore, loadAfter: load() };
  } finally {
    await visit.close();
    await product.stop();
  }
}
