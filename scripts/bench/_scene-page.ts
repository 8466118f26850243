// What the benches of the scene do within a page, beside the product's own room (tests/support/room-harness-page.ts).
import { LocalParticipant, type RemoteParticipant, RoomEvent } from "livekit-client";
import * as Y from "yjs";
import { FRAME_PARTS } from "@/core/room/frame";
import { registers } from "@/core/room/registers";
import { onEachRoom } from "../../tests/support/room-harness-line";
import { rooms, visit } from "../../tests/support/room-harness-page";
import { measureCore } from "./_scene-core";
import type { Arrival, FrameRecord, Kind, SceneBench } from "./_scene-bench";

/** Milliseconds on one scale for as long as the page lives. */
const now = (): number => performance.timeOrigin + performance.now();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const TOPICS = { raw: "bench-raw", yjs: "bench-yjs", ping: "bench-ping", pong: "bench-pong" };
const arrivals: Record<Kind, Arrival[]> = { ours: [], raw: [], yjs: [] };
const frames: FrameRecord = { sent: [], heard: [] };
const opSizes: number[] = [];
const yjsSizes: number[] = [];
const pongs = new Map<number, { theirsMs: number; backMs: number }>();

const HEADER_EPOCH_BYTES = 4;
/** The number of a sealed packet, which its header names in the clear. */
const counterOf = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint16(HEADER_EPOCH_BYTES) * 2 ** 32 + view.getUint32(HEADER_EPOCH_BYTES + 2);
};

const publishData = LocalParticipant.prototype.publishData;
LocalParticipant.prototype.publishData = async function (this: LocalParticipant, bytes, how) {
  if (how?.topic === "r") opSizes.push(bytes.length);
  if (how?.topic === "f") frames.sent.push([counterOf(bytes), now()]);
  await publishData.call(this, bytes, how);
};

const publish = async (bytes: Uint8Array, topic: string, to?: string): Promise<void> => {
  await rooms.at(-1)?.localParticipant.publishData(bytes.slice(), { topic, reliable: true, ...(to === undefined ? {} : { destinationIdentities: [to] }) });
};

const doc = new Y.Doc();
const shared = doc.getMap("scene");
doc.on("update", (update: Uint8Array, origin: unknown) => {
  if (origin === "remote") return;
  yjsSizes.push(update.length);
  void publish(update, TOPICS.yjs);
});
shared.observe((event) => {
  const place = shared.get("model/heart/transform") as { p: readonly number[] } | undefined;
  if (!event.transaction.local && place !== undefined) arrivals.yjs.push([indexOf(place.p[0] ?? 0), now()]);
});

/** A place says which sample it is: places are kept in quarters of a millimetre. */
const STEPS_PER_METRE = 4000;
const placeOf = (index: number) => ({ p: [index / STEPS_PER_METRE, 0.1, -0.2], q: [0, 0.6, 0, 0.8], s: 1 }) as const;
const indexOf = (x: number): number => Math.round(x * STEPS_PER_METRE);

function hear(bytes: Uint8Array, from: RemoteParticipant | undefined, topic: string | undefined): void {
  const atMs = now();
  if (topic === "f" && from !== undefined) frames.heard.push([from.identity, counterOf(bytes), atMs]);
  else if (topic === TOPICS.raw) arrivals.raw.push([new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), atMs]);
  else if (topic === TOPICS.yjs) Y.applyUpdate(doc, bytes, "remote");
  else if (topic === TOPICS.ping) {
    const answer = new Uint8Array(16);
    answer.set(bytes.subarray(0, 4));
    new DataView(answer.buffer).setFloat64(8, atMs);
    void publish(answer, TOPICS.pong);
  } else if (topic === TOPICS.pong) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    pongs.set(view.getUint32(0), { theirsMs: view.getFloat64(8), backMs: atMs });
  }
}

onEachRoom((room) => {
  room.on(RoomEvent.DataReceived, (bytes: Uint8Array, from?: RemoteParticipant, _kind?: unknown, topic?: string) => hear(bytes, from, topic));
});

const numbered = (index: number, size: number): Uint8Array => {
  const bytes = new Uint8Array(Math.max(size, 4));
  new DataView(bytes.buffer).setUint32(0, index);
  return bytes;
};

const senders: Readonly<Record<Kind, (index: number, size: number) => void>> = {
  ours: (index) => {
    const { scene } = visit().session;
    scene.dispatch({ register: registers.transform("heart"), value: placeOf(index) });
    scene.settle();
  },
  raw: (index, size) => void publish(numbered(index, size), TOPICS.raw),
  yjs: (index) => shared.set("model/heart/transform", placeOf(index)),
};

let moving = 0;

const bench: SceneBench = {
  watch: () => {
    visit().session.scene.subscribe(registers.transform("heart"), () => {
      const place = visit().session.scene.get(registers.transform("heart"));
      if (place !== null) arrivals.ours.push([indexOf(place.p[0] ?? 0), now()]);
    });
  },
  clockAgainst: async (identity, tries) => {
    let best = { tripMs: Infinity, offsetMs: 0 };
    for (let each = 0; each < tries; each += 1) {
      const id = Math.floor(Math.random() * 2 ** 32);
      const sentMs = now();
      await publish(numbered(id, 8), TOPICS.ping, identity);
      for (let patience = 0; patience < 400 && !pongs.has(id); patience += 1) await wait(2);
      const pong = pongs.get(id);
      if (pong === undefined) continue;
      const tripMs = pong.backMs - sentMs;
      if (tripMs < best.tripMs) best = { tripMs, offsetMs: pong.theirsMs - (sentMs + pong.backMs) / 2 };
    }
    return best;
  },
  send: async (kinds, samples, everyMs, size) => {
    const sent: Record<Kind, Arrival[]> = { ours: [], raw: [], yjs: [] };
    for (let index = 1; index <= samples; index += 1) {
      for (const kind of kinds) {
        sent[kind].push([index, now()]);
        senders[kind](index, size);
        await wait(everyMs);
      }
    }
    return sent;
  },
  takeArrivals: () => ({ ours: arrivals.ours.splice(0), raw: arrivals.raw.splice(0), yjs: arrivals.yjs.splice(0) }),
  takeSizes: () => ({ ours: opSizes.splice(0), yjs: yjsSizes.splice(0) }),
  identity: () => rooms.at(-1)?.localParticipant.identity ?? "",
  moveHead: (hertz) => {
    const publisher = visit().session.presence.get()?.publisher;
    if (publisher === undefined) return false;
    publisher.setRate(hertz);
    publisher.own.parts = FRAME_PARTS.head | FRAME_PARTS.left | FRAME_PARTS.right;
    clearInterval(moving);
    moving = window.setInterval(() => {
      publisher.own.head[0] = headAt(now());
      publisher.tick();
    }, 1000 / hertz);
    return true;
  },
  holdHead: () => clearInterval(moving),
  takeFrames: () => ({ sent: frames.sent.splice(0), heard: frames.heard.splice(0) }),
  lateHeads: async (forMs, senderOffsetMs) => {
    const late: number[] = [];
    const untilMs = now() + forMs;
    while (now() < untilMs) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const [peer] = visit().session.presence.get()?.audience.sample() ?? [];
      if (peer === undefined) continue;
      // Where the head is now, on its sender's clock, against where it is shown.
      const behindM = (headAt(now() + senderOffsetMs) - (peer.pose.head[0] ?? 0) + HEAD_RANGE_M) % HEAD_RANGE_M;
      late.push((behindM / HEAD_SPEED) * 1000);
    }
    return late;
  },
  fill: async (structures, ops) => {
    const { scene } = visit().session;
    // No two edits of one structure say the same, whoever makes them: what shows already would not be written.
    const editOf = (n: number) => ({ register: registers.opacity("heart", `structure-${n % structures}`), value: ((n * 7 + scene.actor * 3) % 1000) / 1000 });
    for (let at = 0; at < ops; at += 25) {
      scene.dispatch(Array.from({ length: 25 }, (_, each) => editOf(at + each)));
      scene.settle();
      await wait(20);
    }
  },
  measureCore: () => measureCore(visit().session.scene.state),
  workAsPeopleDo,
  countLongTasks: () => void longTasks.splice(0),
  takeLongTasks: () => {
    note(longTaskObserver.takeRecords());
    return longTasks.splice(0);
  },
};

const longTasks: number[] = [];
const note = (entries: readonly PerformanceEntry[]): void => void longTasks.push(...entries.map(({ duration }) => duration));
const longTaskObserver = new PerformanceObserver((list) => note(list.getEntries()));
longTaskObserver.observe({ type: "longtask" });

/** A drag of two seconds at thirty steps a second, then a part hidden or shown, something pointed at, and a rest. */
async function workAsPeopleDo(forMs: number, seed: number): Promise<void> {
  const { scene } = visit().session;
  const untilMs = now() + forMs;
  for (let turn = seed; now() < untilMs; turn += 1) {
    for (let step = 0; step < 60 && now() < untilMs; step += 1) {
      scene.dispatch({ register: registers.transform("heart"), value: placeOf((turn * 60 + step) % 30_000) }, { checkpoint: step < 59, group: `drag-${turn}` });
      await wait(33);
    }
    const part = registers.visible("heart", `part-${turn % 60}`);
    scene.dispatch({ register: part, value: scene.get(part) === false });
    scene.dispatch({ register: registers.selection(scene.actor), value: { model: "heart", structure: `part-${turn % 60}` } });
    // What other benches read would be all that grows here.
    for (const list of [frames.sent, frames.heard, opSizes]) list.length = 0;
    await wait(Math.min(1500 + ((turn * 37) % 3000), Math.max(untilMs - now(), 0)));
  }
}

const HEAD_SPEED = 2;
const HEAD_RANGE_M = 14;
/** A head that glides along one line and begins anew at its end. */
function headAt(ms: number): number {
  return (((ms / 1000) * HEAD_SPEED) % HEAD_RANGE_M) - HEAD_RANGE_M / 2;
}

Object.assign(window, { sceneBench: bench });
