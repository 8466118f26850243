import { describe, expect, it } from "vitest";
import type { RoomTransport } from "../transport";
import { encodeOps } from "@/core/room/message";
import { registers } from "@/core/room/registers";
import { createMemoryStorage, createSceneWorld, picturesOf } from "../../../tests/support/scene-world";

const calm = { loss: 0, duplication: 0, reordering: 0, maxDelayMs: 0 };
const heart = registers.transform("heart");
const xray = registers.xray("heart");
const at = (x: number) => ({ p: [x, 0, 0], q: [0, 0, 0, 1], s: 1 }) as const;

const pair = async (seed = 1) => {
  const world = createSceneWorld(seed, calm);
  const a = world.enter();
  const b = world.enter();
  await world.run(500);
  return { world, a, b };
};

describe("replica", () => {
  it("shows an edit to the other within a frame and a hop, and saves it", async () => {
    const { world, a, b } = await pair();
    a.replica.dispatch({ register: heart, value: at(1) });
    await world.run(50);
    expect(b.replica.get(heart)).toEqual(at(1));
    await world.run(500);
    expect(world.server.log.map(({ op }) => op.value)).toEqual([at(1)]);
    expect(a.replica.status.get()).toEqual({ save: "saved", waiting: 0, live: true, loaded: true, error: null });
  });

  it("ROOM-12: shares the scene over HTTPS alone when nothing else connects", async () => {
    const { world, a, b } = await pair();
    world.hub.setStatus("seat-1", "lost");
    world.hub.setStatus("seat-2", "lost");
    a.replica.dispatch({ register: xray, value: true });
    await world.run(2600);
    expect(b.replica.get(xray)).toBe(true);
    expect(b.replica.status.get().live).toBe(false);
  });

  it("ROOM-13: only the server's word empties the outbox", async () => {
    const { world, a } = await pair();
    world.server.down = true;
    a.replica.dispatch({ register: xray, value: true });
    await world.run(5000);
    expect(a.replica.status.get()).toMatchObject({ save: "offline", waiting: 1 });
    world.server.down = false;
    await world.run(8000);
    expect(a.replica.status.get()).toMatchObject({ save: "saved", waiting: 0, error: null });
  });

  it("ROOM-13: a reload carries over what could not be saved", async () => {
    const world = createSceneWorld(3, calm);
    const storage = createMemoryStorage();
    const before = world.enter(storage);
    await world.run(500);
    world.server.down = true;
    before.replica.dispatch({ register: heart, value: at(2) });
    before.hide();
    before.replica.close();
    await world.run(100);
    world.people.length = 0;
    world.server.down = false;
    const after = world.enter(storage);
    expect(after.replica.get(heart)).toEqual(at(2));
    await world.run(1000);
    expect(world.server.log.map(({ op }) => op.actor)).toEqual([1]);
    expect(storage.length).toBe(0);
    after.replica.dispatch({ register: heart, value: at(3) });
    await world.run(1500);
    expect(new Set(picturesOf(world).map(({ hash }) => hash)).size).toBe(1);
  });

  it("a late joiner sees the same scene", async () => {
    const { world, a } = await pair();
    for (let i = 0; i < 130; i += 1) {
      a.replica.dispatch({ register: registers.visible("heart", `part-${i}`), value: false });
      await world.run(25);
    }
    await world.run(1500);
    const late = world.enter();
    await world.run(1500);
    expect(late.replica.status.get().loaded).toBe(true);
    expect(new Set(picturesOf(world).map(({ hash }) => hash)).size).toBe(1);
  });

  it("ROOM-7: believes an op only from the seat whose actor wrote it", async () => {
    const { world, a, b } = await pair();
    const say = async (actor: number, delta: boolean): Promise<void> => {
      const [bytes] = encodeOps([{ actor, seq: 90 + actor, lamport: 90, register: xray, value: true }], delta ? [] : null);
      await b.transport.sendReliable(bytes ?? new Uint8Array());
      await world.run(200);
    };
    await say(1, false);
    await say(1, true);
    expect(a.replica.get(xray)).toBeNull();
    await say(2, false);
    expect(a.replica.get(xray)).toBe(true);
  });

  it("ROOM-19: shows the clinician's choice of model to all and undoes it, and believes no patient's", async () => {
    const { world, a, b } = await pair();
    a.replica.dispatch({ register: registers.model, value: "hra-vh-f-heart" });
    await world.run(500);
    expect(b.replica.get(registers.model)).toBe("hra-vh-f-heart");
    const late = world.enter();
    await world.run(500);
    expect(late.replica.get(registers.model)).toBe("hra-vh-f-heart");
    const [forged] = encodeOps([{ actor: 2, seq: 1, lamport: 90, register: registers.model, value: "hra-vh-f-liver" }]);
    await b.transport.sendReliable(forged ?? new Uint8Array());
    await world.run(200);
    expect(a.replica.get(registers.model)).toBe("hra-vh-f-heart");
    a.replica.undo();
    await world.run(500);
    expect([a, b, late].map(({ replica }) => replica.get(registers.model))).toEqual([null, null, null]);
  });

  it("ROOM-11: two hands agree who holds, and a hand that vanishes lets go", async () => {
    const { world, a, b } = await pair();
    expect(b.replica.holds.grab(heart)).toBe(true);
    await world.run(50);
    expect(a.replica.holds.holder(heart)).toBe(2);
    expect(a.replica.holds.grab(heart)).toBe(true);
    await world.run(50);
    expect(b.replica.holds.holder(heart)).toBe(1);
    a.transport.partitioned = true;
    b.replica.holds.release(heart);
    await world.run(1200);
    expect(b.replica.holds.holder(heart)).toBeNull();
  });

  it("ROOM-50: in a sealed room takes what only clinicians write from no browser unless it is signed, and from the server", async () => {
    const unsigned = (transport: RoomTransport): RoomTransport => ({
      ...transport,
      onReliable: (handler) => transport.onReliable((from, bytes) => handler(from, bytes, "unsigned")),
    });
    const world = createSceneWorld(5, calm, unsigned);
    const [a, b] = [world.enter(), world.enter()];
    await world.run(500);
    world.server.down = true;
    a.replica.allow("clinicians");
    a.replica.dispatch({ register: heart, value: at(1) });
    await world.run(4000);
    expect([b.replica.mayChange.get(), b.replica.get(heart)]).toEqual([true, at(1)]);
    world.server.down = false;
    await world.run(8000);
    expect([b.replica.mayChange.get(), b.replica.get(heart)]).toEqual([false, at(1)]);
  });

  it("ROOM-7 ROOM-6: with the server gone a clinician passes on to one what another wrote, and nobody else does", async () => {
    const world = createSceneWorld(9, calm);
    const [clinician, patient, guest] = [world.enter(), world.enter(), world.enter()];
    await world.run(500);
    world.server.down = true;
    guest.transport.partitioned = true;
    patient.replica.dispatch({ register: heart, value: at(1) });
    await world.run(500);
    patient.transport.partitioned = true;
    guest.transport.partitioned = false;
    clinician.replica.dispatch({ register: xray, value: true });
    await world.run(6000);
    expect([guest.replica.get(heart), guest.replica.get(xray)]).toEqual([at(1), true]);
  });

  it("ROOM-6: thirty seconds apart with 200 edits on each side end in one scene within two seconds and two round trips", async () => {
    const { world, a, b } = await pair(11);
    b.transport.partitioned = true;
    world.hub.setStatus("seat-2", "reconnecting");
    for (let i = 0; i < 200; i += 1) {
      a.replica.dispatch({ register: registers.opacity("heart", `part-${i}`), value: (i % 100) / 100 });
      b.replica.dispatch({ register: registers.visible("heart", `part-${i}`), value: i % 2 === 0 });
      await world.run(150);
    }
    b.transport.partitioned = false;
    world.hub.setStatus("seat-2", "connected");
    await world.run(2000);
    const pictures = picturesOf(world);
    expect(new Set(pictures.map(({ hash }) => hash)).size).toBe(1);
    expect(pictures[0]?.view).toHaveLength(400);
  });

  it("ROOM-11 ROOM-42: whoever may not change the scene holds nothing, whatever they claim", async () => {
    const { world, a, b } = await pair(13);
    expect(b.replica.holds.grab(heart)).toBe(true);
    await world.run(50);
    expect(a.replica.holds.holder(heart)).toBe(2);
    a.replica.allow("clinicians");
    expect(a.replica.holds.holder(heart)).toBeNull();
    await world.run(50);
    expect([b.replica.holds.holder(heart), b.replica.holds.grab(heart)]).toEqual([null, false]);
    a.replica.allow("patient");
    await world.run(50);
    expect([b.replica.holds.grab(heart), b.replica.holds.holder(heart)]).toEqual([true, 2]);
  });
});
