import { makeElement, nextElementId, removeElement } from "@/core/room/elements";
import type { Allowed } from "@/core/room/element-values";
import { MESSAGE_VERSION, encodeOps } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";
import { listOps } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { createSeededRandom } from "@/room/manual-clock";
import { modelCounts, modelView } from "./scene-model";
import { type Person, type SceneWorld, createMemoryStorage, createSceneWorld, picturesOf, seatsOf } from "./scene-world";

/** What must stay at nothing. */
export interface FuzzOutcome {
  /** Replicas or the server that end with another scene than the words of the spec give. */
  divergences: number;
  /** Values that show though they do not count, or that somebody forged. */
  leaks: number;
  /** Acknowledged ops that are not stored, ops stored twice, outboxes that did not empty. */
  lost: number;
  readonly problems: string[];
}

const faults = { loss: 0.2, duplication: 0.1, reordering: 0.3, maxDelayMs: 300 };
const structures = ["aorta", "left-ventricle", "septum"];
const FORGED_SEQ = 1_000_000;

type Pick = <T>(items: readonly T[]) => T;

function anyEdit(random: () => number, pick: Pick, { replica }: Person): Edit | readonly Edit[] {
  const { actor, state } = replica;
  const body = { model: "heart", structure: pick(structures), at: [random(), random(), random()] };
  switch (Math.floor(random() * 8)) {
    case 0:
      return { register: `person/${actor}/selection`, value: { model: "heart", structure: pick(structures) } };
    case 1:
      return { register: `model/heart/s/${pick(structures)}/visible`, value: pick([true, false, null]) };
    case 2:
      return { register: `model/heart/s/${pick(structures)}/opacity`, value: random() };
    case 3:
      return makeElement("pin", nextElementId(state, actor), body, pick(["", "here", "été"]));
    case 4:
      if (random() < 0.3) return { register: `pin/${actor}-1/body`, value: body };
      return removeElement("pin", `${1 + Math.floor(random() * 4)}-1`);
    default:
      return { register: "model/heart/transform", value: { p: [random(), random(), random()], q: [0, 0, 0, 1], s: 1 + random() } };
  }
}

// What somebody with the room's key and a bent page may try: to be another, to make policy, to garble.
function attack(world: SceneWorld, random: () => number, pick: Pick, by: Person): void {
  const seq = FORGED_SEQ + Math.floor(random() * 1000);
  const lamport = pick([1, 50, 5000]);
  const victim = pick(world.people).replica.actor;
  const forged: SceneOp[] = [
    { actor: victim, seq, lamport, register: "model/heart/xray", value: "forged" },
    { actor: victim, seq, lamport, register: "room/policy", value: { allow: "all", fence: [] } },
    { actor: victim, seq, lamport, register: "model/heart/explode", value: 0.999 },
    { actor: by.replica.actor, seq, lamport, register: "room/policy", value: { allow: "all", fence: [] } },
  ];
  const op = pick(forged);
  const isOwn = op.actor === by.replica.actor;
  if (isOwn && (op.register !== "room/policy" || world.roleOf(by.replica.actor) === "clinician")) return;
  const bytes = encodeOps([op], pick([null, null, [[victim, seq]]]))[0] ?? new Uint8Array();
  if (random() < 0.3) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  if (random() < 0.1) bytes.fill((MESSAGE_VERSION << 4) | 1);
  // A bent page is no bent clinician: what clinicians relay is believed.
  if (world.roleOf(by.replica.actor) !== "clinician") void by.transport.sendReliable(bytes).catch(() => undefined);
}

async function act(world: SceneWorld, random: () => number, pick: Pick, step: number): Promise<void> {
  const person = pick(world.people);
  const { replica, transport } = person;
  const dice = random();
  if (dice < 0.06) transport.partitioned = !transport.partitioned;
  else if (dice < 0.1) world.server.down = !world.server.down;
  else if (dice < 0.16) replica.undo();
  else if (dice < 0.19) replica.redo();
  else if (dice < 0.22) world.hub.setStatus(`seat-${replica.actor}`, random() < 0.5 ? "reconnecting" : "connected");
  else if (dice < 0.25 && world.people.length < 5) world.enter(createMemoryStorage());
  else if (dice < 0.33) replica.allow(pick<Allowed>(["clinicians", "patient", "all", [pick(world.people).replica.actor]]));
  else if (dice < 0.4) attack(world, random, pick, person);
  else if (dice < 0.6) replica.dispatch(anyEdit(random, pick, person), { checkpoint: true, group: `drag-${step}` });
  else replica.dispatch(anyEdit(random, pick, person));
  await world.run(Math.floor(random() * 200));
}

function judgeEnd(world: SceneWorld, seed: number, outcome: FuzzOutcome): void {
  const say = (what: string): number => outcome.problems.push(`seed ${seed}: ${what}`);
  const seats = seatsOf(world.server.roster);
  const log = world.server.log.map(({ op }) => op);
  const wanted = JSON.stringify([...modelView(log, seats)]);
  const pictures = picturesOf(world);
  pictures.forEach(({ hash, view }, at) => {
    if (hash === pictures[0]?.hash && JSON.stringify(view) === wanted) return;
    outcome.divergences += 1;
    say(`${at === 0 ? "the server" : `replica ${at}`} has another scene`);
  });
  for (const { replica } of world.people) {
    const held = listOps(replica.state);
    const shown = [...replica.state.slots.values()].flatMap(({ winner }) => (winner ? [winner] : []));
    const bad = shown.filter((op) => !modelCounts(op, log, seats) || op.seq >= FORGED_SEQ);
    const forged = held.filter((op) => op.seq >= FORGED_SEQ);
    if (bad.length + forged.length === 0) continue;
    outcome.leaks += bad.length + forged.length;
    say(`${JSON.stringify([...bad, ...forged].slice(0, 2))} leaked to ${replica.actor}`);
  }
}

function judgeStore(world: SceneWorld, promised: ReadonlyMap<number, number>, seed: number, outcome: FuzzOutcome): void {
  const say = (what: string): void => {
    outcome.lost += 1;
    outcome.problems.push(`seed ${seed}: ${what}`);
  };
  const stored = new Set(world.server.log.map(({ op }) => `${op.actor}/${op.seq}`));
  for (const [actor, seq] of promised) {
    for (let each = 1; each <= seq; each += 1) if (!stored.has(`${actor}/${each}`)) say(`lost acknowledged op ${actor}/${each}`);
  }
  if (stored.size !== world.server.log.length) say("an op was stored twice");
  for (const { replica } of world.people) if (replica.status.get().waiting > 0) say(`outbox of ${replica.actor} is not empty`);
}

/**
 * One visit with everything going wrong at once: loss, doubling, reordering, partitions, a server
 * that fails before or after its work, latecomers, locks and forgers. Adds up what is wrong at its end.
 */
export async function fuzzVisit(seed: number, outcome: FuzzOutcome): Promise<void> {
  const random = createSeededRandom(seed * 7919);
  const pick: Pick = (items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  };
  const world = createSceneWorld(seed, faults);
  world.server.failure = 0.3;
  for (let i = 0; i < 2 + Math.floor(random() * 2); i += 1) world.enter();
  const steps = 10 + Math.floor(random() * 25);
  for (let step = 0; step < steps; step += 1) await act(world, random, pick, step);
  const promised = new Map(world.server.promised);
  world.server.down = false;
  world.server.failure = 0;
  for (const { replica, transport } of world.people) {
    replica.settle();
    transport.partitioned = false;
    world.hub.setStatus(`seat-${replica.actor}`, "connected");
  }
  await world.run(14_000);
  judgeEnd(world, seed, outcome);
  judgeStore(world, promised, seed, outcome);
  for (const { replica } of world.people) replica.close();
}

/** Nothing wrong yet. */
export function createFuzzOutcome(): FuzzOutcome {
  return { divergences: 0, leaks: 0, lost: 0, problems: [] };
}

