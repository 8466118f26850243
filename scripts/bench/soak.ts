// Two pages edit one scene for a quarter of an hour as people do, on the real media server: how much memory grows, and
// whether the page's one thread is ever held. Then what is left of 10,000 edits by two people, ours beside Yjs.
// The first option is how many minutes; fewer than 15 run and say so. No 3D: what is measured is the sync alone.
import { cpus } from "node:os";
import type { Page } from "@playwright/test";
import * as Y from "yjs";
import { encodeOps } from "@/core/room/message";
import { registers } from "@/core/room/registers";
import { snapshotOf } from "@/core/room/snapshot";
import { applyOp, createSceneState, markSeen } from "@/core/room/state";
import { beginBenchVisit, load, quantile, rounded, untilTrue, useProduct } from "./_scene-bench";

const MINUTES = 15;
const GROWTH_EDITS = 10_000;
const MODELS = 20;

/** Bytes of the heap that are in use once everything unneeded has gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let each = 0; each < 3; each += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** What a scene weighs that two people have changed so often: what a newcomer is sent. */
function growthOurs(edits: number): number {
  const state = createSceneState(new Map([[1, { role: "clinician" }], [2, { role: "patient" }]]));
  for (let at = 0; at < edits; at += 1) {
    const actor = 1 + (at % 2);
    const seq = Math.floor(at / 2) + 1;
    applyOp(state, { actor, seq, lamport: at + 1, register: registers.transform(`model-${Math.floor(at / 2) % MODELS}`), value: { p: [(at % 32_000) / 4000, 0, 0], q: [0, 0, 0, 1], s: 1 } });
    markSeen(state, actor, seq);
  }
  const { ops, seen } = snapshotOf(state);
  return encodeOps(ops, seen).reduce((sum, { length }) => sum + length, 0);
}

function growthYjs(edits: number): number {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  docs[0].on("update", (update: Uint8Array, origin: unknown) => origin === null && Y.applyUpdate(docs[1], update, "other"));
  docs[1].on("update", (update: Uint8Array, origin: unknown) => origin === null && Y.applyUpdate(docs[0], update, "other"));
  for (let at = 0; at < edits; at += 1) {
    docs[at % 2 === 0 ? 0 : 1].getMap("scene").set(`model/model-${Math.floor(at / 2) % MODELS}/transform`, { p: [(at % 32_000) / 4000, 0, 0], q: [0, 0, 0, 1], s: 1 });
  }
  return Y.encodeStateAsUpdate(docs[0]).length;
}

/** Works for so many minutes; an option that is no number asks for the usual 15. */
export async function run(options: readonly string[]) {
  const minutes = Number(options[0] ?? MINUTES) || MINUTES;
  const product = await useProduct(3820);
  const visit = await beginBenchVisit(product.url);
  const loadBefore = load();
  try {
    const pages = [await visit.open("staff"), await visit.open("patient")] as const;
    await visit.enter(pages[0], "staff");
    await visit.enter(pages[1], "patient");
    for (const page of pages) await untilTrue(page, "presence", () => window.sceneBench.moveHead(20));
    const work = (forMs: number): Promise<unknown> => Promise.all(pages.map((page, at) => page.evaluate(([ms, seed]) => window.sceneBench.workAsPeopleDo(ms, seed), [forMs, at + 1] as const)));
    // What loads once, and what the compiler keeps, is there before memory is read.
    await work(Math.min(60_000, minutes * 6_000));
    const before = await Promise.all(pages.map(heapOf));
    for (const page of pages) await page.evaluate(() => window.sceneBench.countLongTasks());
    const heaps: number[][] = [];
    const partMs = Math.min(60_000, minutes * 20_000);
    let long: readonly number[] = [];
    for (let spentMs = 0; spentMs < minutes * 60_000; spentMs += partMs) {
      await work(partMs);
      // Collecting garbage by order holds the thread, which nobody's sync does: those moments do not count.
      long = [...long, ...(await Promise.all(pages.map((page) => page.evaluate(() => window.sceneBench.takeLongTasks())))).flat()];
      heaps.push(await Promise.all(pages.map(heapOf)));
      for (const page of pages) await page.evaluate(() => window.sceneBench.countLongTasks());
      const grown = heaps.at(-1)!.map((bytes, at) => rounded((bytes - before[at]!) / 1e6));
      console.log(`${String(Math.round((spentMs + partMs) / 1000)).padStart(5)} s: heap grown by ${grown.join(" and ")} MB, long tasks ${long.length}`);
    }
    const looks = await Promise.all(pages.map((page) => page.evaluate(() => window.roomHarness.look())));
    const grown = heaps.at(-1)!.map((bytes, at) => (bytes - before[at]!) / 1e6);
    return {
      minutes,
      isWhole: minutes >= MINUTES,
      heapGrowthMb: rounded(Math.max(...grown)),
      longTasks: long.length,
      longestTaskMs: long.length === 0 ? 0 : rounded(quantile(long, 1), 0),
      ops: looks[0]!.seen.reduce((sum, [, seq]) => sum + seq, 0),
      agree: looks[0]!.hash === looks[1]!.hash,
      growthEdits: GROWTH_EDITS,
      growthBytes: growthOurs(GROWTH_EDITS),
      yjsGrowthBytes: growthYjs(GROWTH_EDITS),
      cores: cpus().length,
      loadBefore,
      loadAfter: load(),
    };
  } finally {
    await visit.close();
    await product.stop();
  }
}
