import { describe, expect, it } from "vitest";
import type { Edit } from "@/core/room/undo";
import { createSeededRandom } from "../manual-clock";
import { createMemoryStorage, createSceneWorld, picturesOf } from "../../../tests/support/scene-world";

const RUNS = Number(process.env.BEDSIDE_FUZZ_RUNS ?? 2000);
const FIRST_SEED = Number(process.env.BEDSIDE_FUZZ_SEED ?? 1);
const faults = { loss: 0.2, duplication: 0.1, reordering: 0.3, maxDelayMs: 300 };

const structures = ["aorta", "left-ventricle", "septum"];

function anyEdit(random: () => number, actor: number): Edit {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const kind = Math.floor(random() * 5);
  if (kind === 0) return { register: `person/${actor}/selection`, value: { model: "heart", structure: pick(structures) } };
  if (kind === 1) return { register: `model/heart/s/${pick(structures)}/visible`, value: pick([true, false, null]) };
  if (kind === 2) return { register: `model/heart/s/${pick(structures)}/opacity`, value: random() };
  return { register: "model/heart/transform", value: { p: [random(), random(), random()], q: [0, 0, 0, 1], s: 1 + random() } };
}

/** One visit with everything going wrong at once; returns what disagrees afterwards. */
async function runOnce(seed: number): Promise<readonly string[]> {
  const random = createSeededRandom(seed * 7919);
  const world = createSceneWorld(seed, faults);
  world.server.failure = 0.3;
  for (let i = 0; i < 2 + Math.floor(random() * 2); i += 1) world.enter();
  const steps = 10 + Math.floor(random() * 25);
  for (let step = 0; step < steps; step += 1) {
    const person = world.people[Math.floor(random() * world.people.length)];
    if (!person) throw new Error("nobody is in the room");
    const dice = random();
    if (dice < 0.06) person.transport.partitioned = !person.transport.partitioned;
    else if (dice < 0.1) world.server.down = !world.server.down;
    else if (dice < 0.16) person.replica.undo();
    else if (dice < 0.19) person.replica.redo();
    else if (dice < 0.22) world.hub.setStatus(`seat-${person.replica.actor}`, random() < 0.5 ? "reconnecting" : "connected");
    else if (dice < 0.24 && world.people.length < 5) world.enter(createMemoryStorage());
    else if (dice < 0.5) person.replica.dispatch(anyEdit(random, person.replica.actor), { checkpoint: true, group: `drag-${step}` });
    else person.replica.dispatch(anyEdit(random, person.replica.actor));
    await world.run(Math.floor(random() * 200));
  }
  const promised = new Map(world.server.promised);
  world.server.down = false;
  world.server.failure = 0;
  for (const person of world.people) {
    person.replica.settle();
    person.transport.partitioned = false;
    world.hub.setStatus(`seat-${person.replica.actor}`, "connected");
  }
  await world.run(14_000);
  const pictures = picturesOf(world).map((picture) => JSON.stringify(picture));
  const problems = new Set(pictures).size === 1 ? [] : [`seed ${seed}: ${new Set(pictures).size} different scenes`];
  const stored = new Set(world.server.log.map(({ op }) => `${op.actor}/${op.seq}`));
  for (const [actor, seq] of promised) {
    for (let each = 1; each <= seq; each += 1) {
      if (!stored.has(`${actor}/${each}`)) problems.push(`seed ${seed}: lost acknowledged op ${actor}/${each}`);
    }
  }
  if (stored.size !== world.server.log.length) problems.push(`seed ${seed}: an op was stored twice`);
  for (const { replica } of world.people) {
    if (replica.status.get().waiting > 0) problems.push(`seed ${seed}: outbox of ${replica.actor} is not empty`);
    replica.close();
  }
  return problems;
}

describe("replica under faults", () => {
  it(
    `ROOM-1 ROOM-6 ROOM-13: ${RUNS} visits on a bad network end with one scene and nothing lost`,
    async () => {
      const problems: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) problems.push(...(await runOnce(seed)));
      expect(problems.slice(0, 10)).toEqual([]);
    },
    10 * 60_000,
  );
});
