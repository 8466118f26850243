import { describe, expect, it } from "vitest";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import { encodeOps } from "@/core/room/message";
import { createSceneWorld, picturesOf } from "../../../tests/support/scene-world";
import { letGuestsEdit, letPatientEdit, mayGuestsEdit, mayPatientEdit } from "./guests-switch";

const calm = { loss: 0, duplication: 0, reordering: 0, maxDelayMs: 0 };
const rough = { loss: 0.25, duplication: 0.2, reordering: 0.4, maxDelayMs: 300 };
const xray = registers.xray("heart");

async function room(seed = 1, faults = calm) {
  const world = createSceneWorld(seed, faults);
  const [doctor, patient, guest] = [world.enter(null, "clinician"), world.enter(null, "patient"), world.enter(null, "guest")];
  await world.run(3000);
  return { world, doctor, patient, guest };
}

describe("guests who change the scene", () => {
  it("ROOM-20: not before the clinician's word; then for everybody; afterwards it stays as it shows", async () => {
    const { world, doctor, patient, guest } = await room();
    expect(guest.replica.dispatch({ register: xray, value: true })).toEqual({ ok: false, error: "locked" });
    expect(guest.replica.dispatch({ register: registers.selection(3), value: { model: "heart", structure: null } }).ok).toBe(true);
    letGuestsEdit(doctor.replica, true);
    await world.run(500);
    expect(guest.replica.dispatch({ register: xray, value: true }).ok).toBe(true);
    await world.run(3000);
    for (const { replica } of [doctor, patient, guest]) expect(replica.get(xray)).toBe(true);
    letGuestsEdit(doctor.replica, false);
    await world.run(3000);
    for (const { replica } of [doctor, patient, guest]) expect(replica.get(xray)).toBe(true);
    expect(guest.replica.dispatch({ register: xray, value: false })).toEqual({ ok: false, error: "locked" });
    expect(guest.replica.undo()).toBe(false);
    expect(new Set(picturesOf(world).map(({ hash }) => hash)).size).toBe(1);
  });

  it("ROOM-20: a forged op of a guest's counts on no replica, nor does their word about themselves", async () => {
    const { world, doctor, patient, guest } = await room();
    const forge = (op: Partial<SceneOp>): void => {
      for (const bytes of encodeOps([{ actor: 3, seq: 7, lamport: 50, register: xray, value: true, ...op }])) void guest.transport.sendReliable(bytes);
    };
    forge({});
    const value = { allow: "all", fence: [] };
    forge({ seq: 8, register: registers.policy, value });
    forge({ actor: 1, seq: 9, register: registers.policy, value });
    forge({ seq: 10, register: registers.model, value: "brain" });
    await world.run(1000);
    for (const { replica } of [doctor, patient]) {
      expect(replica.get(xray)).toBe(null);
      expect(replica.get(registers.policy)).toBe(null);
      expect(replica.get(registers.model)).toBe(null);
    }
    // The word that comes later is of a later time than whatever was heard before.
    letGuestsEdit(doctor.replica, true);
    await world.run(1000);
    for (const { replica } of [doctor, patient]) expect(replica.get(xray)).toBe(null);
  });

  it("ROOM-20: the patient may not say it: no other replica believes it (and the server stores it not: contract)", async () => {
    const { world, doctor, patient } = await room();
    world.server.down = true;
    letGuestsEdit(patient.replica, true);
    await world.run(500);
    expect(doctor.replica.get(registers.policy)).toBe(null);
  });

  it("ROOM-20, ROOM-1: whatever the network does, everybody ends with one scene", async () => {
    for (const seed of [11, 12, 13, 14]) {
      const { world, doctor, patient, guest } = await room(seed, rough);
      for (let turn = 0; turn < 12; turn += 1) {
        if (turn % 3 === 0) letGuestsEdit(doctor.replica, turn % 2 === 0);
        guest.replica.dispatch({ register: xray, value: turn % 2 === 0 });
        if (turn % 4 === 1) patient.replica.dispatch({ register: registers.explode("heart"), value: turn / 12 });
        await world.run(180);
      }
      await world.run(30_000);
      const pictures = picturesOf(world).map((picture) => JSON.stringify(picture));
      expect(new Set(pictures).size, `seed ${seed}`).toBe(1);
    }
  });

  it("ROOM-42: the clinician may keep the scene to themselves, which takes it from guests too, and give it back to the patient", async () => {
    const { world, doctor, patient, guest } = await room(5);
    letGuestsEdit(doctor.replica, true);
    await world.run(500);
    patient.replica.dispatch({ register: xray, value: true });
    await world.run(500);
    letPatientEdit(doctor.replica, false);
    expect([mayPatientEdit(doctor.replica), mayGuestsEdit(doctor.replica)]).toEqual([false, false]);
    await world.run(500);
    for (const { replica } of [patient, guest]) {
      expect([replica.mayChange.get(), replica.get(xray), replica.dispatch({ register: xray, value: false }).ok]).toEqual([false, true, false]);
    }
    letPatientEdit(doctor.replica, true);
    await world.run(500);
    expect([patient.replica.mayChange.get(), guest.replica.mayChange.get()]).toEqual([true, false]);
  });
});
