import { digestOf } from "@/core/room/digest";
import { decodeMessage, encodeOps } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import { snapshotOf } from "@/core/room/snapshot";
import { type SceneState, listOps } from "@/core/room/state";
import { createBrowserClock } from "@/room/clock";
import { createLocalScene } from "@/room/scene/local-scene";
import type { CoreFigures } from "./_scene-bench";

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

const timed = (work: () => void): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

const moves = (count: number, actor: number): SceneOp[] =>
  Array.from({ length: count }, (_, at) => ({
    actor,
    seq: at + 300,
    lamport: at + 400,
    register: registers.transform("heart"),
    value: { p: [at / 4000, 0.1, -0.2], q: [0, 0.6, 0, 0.8], s: 1 },
  }));

/** 500 ops of somebody else over 200 registers, drawn by one watcher, as when a visit is opened. */
function applyFiveHundred(): number {
  const scene = createLocalScene({ actor: 1, seats: new Map([[1, { role: "clinician" }], [2, { role: "patient" }]]), clock: createBrowserClock(), onOps: () => undefined });
  scene.subscribe("*", () => undefined);
  const ops = moves(500, 2).map((op, at) => (at % 2 === 0 ? op : { ...op, register: registers.visible("heart", `structure-${at % 200}`), value: at % 4 === 1 }));
  const ms = timed(() => scene.receive(ops, true));
  scene.close();
  return ms;
}

const ROUNDS = 40;

/** What the pure parts cost in this page, and how large a scene is. */
export function measureCore(state: SceneState): CoreFigures {
  const batch = moves(64, 2);
  const encoded = encodeOps(batch);
  const rounds = (work: () => void): number => median(Array.from({ length: ROUNDS }, () => timed(work)));
  // Once each before, so that the compiler has seen it.
  for (let each = 0; each < ROUNDS; each += 1) applyFiveHundred();
  const encodeMs = rounds(() => void encodeOps(batch));
  const decodeMs = rounds(() => encoded.forEach((bytes) => decodeMessage(bytes)));
  const { ops, seen } = snapshotOf(state);
  return {
    applyMs: median(Array.from({ length: ROUNDS }, applyFiveHundred)),
    encodeNs: Math.round((encodeMs * 1e6) / batch.length),
    decodeNs: Math.round((decodeMs * 1e6) / batch.length),
    bytesPerTransform: encodeOps(moves(1, 2))[0]?.length ?? Number.NaN,
    snapshotBytes: encodeOps(ops, seen).reduce((sum, { length }) => sum + length, 0),
    snapshotOps: ops.length,
    structures: new Set(listOps(state).map(({ register }) => register)).size,
    loggedOps: digestOf(state).seen.reduce((sum, [, seq]) => sum + seq, 0),
  };
}
