import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import type { EnterAnswer } from "@/core/room/contract";
import { registers } from "@/core/room/registers";
import { applyOp, createSceneState, stateHash } from "@/core/room/state";
import type { RoomClock } from "@/room/clock";
import { createMemoryHub, withFaults } from "@/room/memory-transport";
import { createSceneReplica, replicaHash, type SceneReplica } from "@/room/scene/replica";
import type { SceneSync } from "@/room/scene/sync";
import { closeDb } from "@/server/kit/db";
import { createAdmittedVisit, enterAs, pull, push, type RoomFixture } from "../support/room-fixture";
import { createMemoryStorage } from "../support/scene-world";

// The browser's replicas against the real commands, queries and Postgres, with only HTTP left out.
const clock: RoomClock = {
  now: () => performance.now(),
  onFrame: (callback) => clock.after(16, callback),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => 0.5,
};
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const heart = registers.transform("heart");
const at = (x: number) => ({ p: [x, 0, 0], q: [0, 0, 0, 1], s: 1 }) as const;
const open: SceneReplica[] = [];

afterAll(async () => {
  for (const replica of open) replica.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await closeDb();
});

function syncOf(fixture: RoomFixture, who: Actor): SceneSync {
  return {
    push: async (actor, ops) => asJson(await push(fixture, who, actor, asJson(ops))),
    pull: async (since) => asJson(await pull(fixture, who, since)),
    onPoke: () => () => undefined,
  };
}

function replicaOf(fixture: RoomFixture, who: Actor, entered: EnterAnswer, hub: ReturnType<typeof createMemoryHub> | null) {
  const faults = { loss: 0.3, duplication: 0.1, reordering: 0.3, maxDelayMs: 60 };
  const replica = createSceneReplica({
    visitId: fixture.visitId,
    actor: entered.actor,
    role: entered.role,
    roster: entered.roster,
    transport: hub && withFaults(hub.connect(entered.identity), { ...clock, random: () => Math.random() }, faults),
    sync: syncOf(fixture, who),
    page: { onHide: () => () => undefined, onShow: () => () => undefined },
    storage: createMemoryStorage(),
    clock,
  });
  open.push(replica);
  return replica;
}

async function serverHash(fixture: RoomFixture): Promise<string> {
  const answer = await pull(fixture, fixture.clinician);
  if (!answer.ok) throw new Error(answer.error.code);
  const state = createSceneState();
  for (const op of answer.value.ops) applyOp(state, op);
  return stateHash(state);
}

describe("replicas and the real server", () => {
  it("ROOM-1 ROOM-13: two people's edits over a lossy room end as one scene in both and in the database", async () => {
    const fixture = await createAdmittedVisit();
    const hub = createMemoryHub(clock);
    const a = replicaOf(fixture, fixture.clinician, await enterAs(fixture, fixture.clinician), hub);
    const b = replicaOf(fixture, fixture.visitor, await enterAs(fixture, fixture.visitor), hub);
    for (let i = 0; i < 40; i += 1) {
      a.dispatch({ register: heart, value: at(i / 10) }, { checkpoint: i < 39, group: "drag" });
      b.dispatch({ register: registers.visible("heart", `part-${i % 5}`), value: i % 2 === 0 });
      if (i % 3 === 0) b.dispatch({ register: heart, value: at(-i / 10) });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await expect.poll(() => [a.status.get().waiting, b.status.get().waiting], { timeout: 10_000 }).toEqual([0, 0]);
    await expect.poll(() => replicaHash(a) === replicaHash(b), { timeout: 15_000 }).toBe(true);
    expect(await serverHash(fixture)).toBe(replicaHash(a));
    const late = replicaOf(fixture, fixture.clinician, await enterAs(fixture, fixture.clinician), hub);
    await expect.poll(() => late.status.get().loaded, { timeout: 5_000 }).toBe(true);
    expect(replicaHash(late)).toBe(replicaHash(a));
  });

  it("ROOM-12: without any media server an edit reaches the other by the server", async () => {
    const fixture = await createAdmittedVisit();
    const a = replicaOf(fixture, fixture.clinician, await enterAs(fixture, fixture.clinician), null);
    const b = replicaOf(fixture, fixture.visitor, await enterAs(fixture, fixture.visitor), null);
    b.dispatch({ register: heart, value: at(1) });
    await expect.poll(() => a.get(heart), { timeout: 8_000 }).toEqual(at(1));
    expect(a.status.get()).toMatchObject({ live: false, save: "saved" });
  });
});
