import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import type { EnterAnswer } from "@/core/room/contract";
import { registers } from "@/core/room/registers";
import { applyOp, createSceneState, stateHash } from "@/core/room/state";
import type { RoomClock } from "@/room/clock";
import { createMemoryHub, withFaults } from "@/room/memory-transport";
import { sealRoom } from "@/room/envelope/sealed-room";
import { createSigner } from "@/room/envelope/signer";
import { createPeers } from "@/room/scene/peers";
import { createSceneReplica, replicaHash, type SceneReplica } from "@/room/scene/replica";
import type { SceneSync } from "@/room/scene/sync";
import { closeDb } from "@/server/kit/db";
import { enter, leave } from "@/server/room/enter";
import { relayOps } from "@/server/room/scene";
import { end } from "@/server/visits/host";
import { act } from "../support/visit-fixture";
import { createAdmittedVisit, enterAs, openOn, pull, push, storedOps, type RoomFixture } from "../support/room-fixture";
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

const faults = { loss: 0.3, duplication: 0.1, reordering: 0.3, maxDelayMs: 60 };

/** Comes in as a page does: with a key pair of its own, and everything sealed that leaves it. */
async function sealedReplicaOf(fixture: RoomFixture, who: Actor, hub: ReturnType<typeof createMemoryHub>, trouble = faults) {
  const signer = await createSigner();
  const entered = await act(enter, who, { visitId: fixture.visitId, signKey: signer?.signKey });
  if (!entered.ok) throw new Error(entered.error.code);
  const { actor, identity, role, roster } = entered.value;
  const line = withFaults(hub.connect(identity), { ...clock, random: () => Math.random() }, trouble);
  const sealed = sealRoom(line, { visitId: fixture.visitId, identity, signer, clock, roster: () => replica.roster.get(), askForKey: () => replica.askServer() });
  const page = { onHide: () => () => undefined, onShow: () => () => undefined };
  const replica: SceneReplica = createSceneReplica({
    visitId: fixture.visitId, actor, role, roster, page, clock, createPeers,
    transport: sealed.transport, onKey: sealed.takeKey, sync: syncOf(fixture, who), storage: createMemoryStorage(),
  });
  open.push(replica);
  return { replica, transport: sealed.transport, line, identity };
}

function replicaOf(fixture: RoomFixture, who: Actor, entered: EnterAnswer, hub: ReturnType<typeof createMemoryHub> | null) {
  const replica = createSceneReplica({
    visitId: fixture.visitId,
    actor: entered.actor,
    role: entered.role,
    roster: entered.roster,
    createPeers,
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

  it("ROOM-54: what a patient's browser did not live to save, the clinician's page hands in", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId } = fixture;
    const hub = createMemoryHub(clock);
    const [enteredA, enteredB] = [await enterAs(fixture, fixture.clinician), await enterAs(fixture, fixture.visitor)];
    const page = { onHide: () => () => undefined, onShow: () => () => undefined };
    const calm = { ...faults, loss: 0, duplication: 0, reordering: 0 };
    const lineB = hub.connect(enteredB.identity);
    const a = createSceneReplica({
      visitId, ...enteredA, page, clock, storage: createMemoryStorage(), sync: syncOf(fixture, fixture.clinician),
      transport: withFaults(hub.connect(enteredA.identity), { ...clock, random: () => Math.random() }, calm),
      createPeers: (options) => createPeers({ ...options, relay: async (author, ops) => asJson(await act(relayOps, fixture.clinician, { visitId, actor: enteredA.actor, author, ops: asJson(ops) })) }),
    });
    open.push(a);
    // The patient's way to the server is dead; their way to the other is not.
    const sync: SceneSync = { ...syncOf(fixture, fixture.visitor), push: () => new Promise(() => undefined) };
    const b = createSceneReplica({ visitId, ...enteredB, page, clock, storage: createMemoryStorage(), sync, transport: lineB, createPeers });
    await expect.poll(() => a.roster.get().length, { timeout: 20_000 }).toBe(2);
    for (const x of [1, 2, 3]) {
      b.dispatch({ register: heart, value: at(x) });
      await expect.poll(() => a.get(heart), { timeout: 20_000 }).toEqual(at(x));
    }
    b.close();
    await lineB.close();
    expect((await storedOps(fixture)).length).toBe(0);
    await act(leave, fixture.visitor, { visitId, actor: enteredB.actor });
    await expect.poll(async () => (await storedOps(fixture)).map(({ actor, relayedBy }) => [actor, relayedBy]), { timeout: 30_000 }).toEqual(Array(3).fill([enteredB.actor, enteredA.actor]));
    await expect.poll(async () => (await serverHash(fixture)) === replicaHash(a), { timeout: 20_000 }).toBe(true);
  });

  it("ROOM-50 ROOM-51 ROOM-52: sealed with the server's key and signed by the roster's, a lock reaches the patient from browser to browser", async () => {
    const fixture = await createAdmittedVisit();
    const hub = createMemoryHub(clock);
    const overheard: number[] = [];
    hub.connect("stranger").onReliable((_from, bytes) => overheard.push(bytes[0] ?? 0));
    const calm = { ...faults, loss: 0, duplication: 0, reordering: 0 };
    const a = await sealedReplicaOf(fixture, fixture.clinician, hub, calm);
    const b = await sealedReplicaOf(fixture, fixture.visitor, hub, calm);
    await expect.poll(() => [a.transport.status.get(), b.transport.status.get()], { timeout: 5_000 }).toEqual(["connected", "connected"]);
    await expect.poll(() => a.replica.roster.get().length, { timeout: 10_000 }).toBe(2);
    b.replica.dispatch({ register: heart, value: at(1) });
    await expect.poll(() => a.replica.get(heart), { timeout: 10_000 }).toEqual(at(1));
    a.replica.allow("clinicians");
    await expect.poll(() => b.replica.mayChange.get(), { timeout: 10_000 }).toBe(false);
    expect(b.replica.dispatch({ register: heart, value: at(2) })).toEqual({ ok: false, error: "locked" });
    await expect.poll(() => [a, b].map(({ replica }) => replica.status.get().waiting), { timeout: 15_000 }).toEqual([0, 0]);
    await expect.poll(() => replicaHash(a.replica) === replicaHash(b.replica), { timeout: 15_000 }).toBe(true);
    expect(await serverHash(fixture)).toBe(replicaHash(a.replica));
    expect(overheard.length).toBeGreaterThan(3);
    expect(new Set(overheard)).toEqual(new Set([0xe1]));
  });

  it("ROOM-53: whoever is taken out gets no further key, and the others seal with a new one", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId } = fixture;
    const keyOf = async (who: Actor) => {
      const answer = await pull({ ...fixture }, who);
      return answer.ok ? answer.value.key : null;
    };
    await enterAs(fixture, fixture.clinician);
    await enterAs(fixture, fixture.visitor);
    const first = await keyOf(fixture.clinician);
    expect(first).toEqual(await keyOf(fixture.visitor));
    expect(first?.epoch).toBe(0);
    const laptop = await openOn(fixture);
    await enterAs(fixture, laptop);
    const second = await keyOf(fixture.clinician);
    expect([second?.epoch, second?.secret === first?.secret, await keyOf(fixture.visitor)]).toEqual([1, false, null]);
    expect(await keyOf(laptop)).toEqual(second);
    await act(end, fixture.clinician, { visitId });
    expect(await keyOf(fixture.clinician)).toBeNull();
    const other = await createAdmittedVisit();
    expect((await pull(other, other.clinician))).toMatchObject({ value: { key: { epoch: 0 } } });
  });
});
