import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { mayHear } from "@/core/access/hear";
import { PushEvent } from "@/core/kit/topics";
import { applyOp, createSceneState, stateHash, viewOf } from "@/core/room/state";
import type { SceneOp } from "@/core/room/op";
import { closeDb, db } from "@/server/kit/db";
import { PUSH_CHANNEL } from "@/server/kit/emit";
import { connect, enter, leave } from "@/server/room/enter";
import { removeFromRoom } from "@/server/room/reconcile";
import { end } from "@/server/visits/host";
import { act, createClinician, createVisit, strangerIn } from "../support/visit-fixture";
import { createAdmittedVisit, createWaitingVisit, enterAs, openOn, pull, push, storedOps } from "../support/room-fixture";

afterAll(closeDb);

const op = (actor: number, seq: number, more: Partial<SceneOp> = {}): SceneOp => ({
  actor,
  seq,
  lamport: seq,
  register: "model/heart/s/aorta/visible",
  value: seq % 2 === 0,
  ...more,
});
const NOT_FOUND = { ok: false, error: { kind: "not_found" } };

describe("coming into the room", () => {
  it("ROOM-14: nobody gets in, and no token is made, before the clinician's word", async () => {
    const fixture = await createWaitingVisit();
    const { visitId } = fixture;
    for (const actor of [fixture.visitor, fixture.clinician]) {
      expect(await act(enter, actor, { visitId })).toMatchObject({ error: { kind: "conflict", code: "room.not_admitted" } });
    }
    expect(await db().roomActor.count({ where: { visitId } })).toBe(0);
  });

  it("ROOM-14: each page load gets an actor id that nobody had, also when many come at once", async () => {
    const fixture = await createAdmittedVisit();
    const people = [fixture.clinician, fixture.visitor, fixture.clinician, fixture.visitor, fixture.clinician];
    const answers = await Promise.all(people.map((actor) => enterAs(fixture, actor)));
    expect(answers.map(({ actor }) => actor).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(answers.map(({ identity }) => identity)).size).toBe(5);
    const last = await enterAs(fixture, fixture.clinician);
    expect(last.actor).toBe(6);
    expect(last.roster.map(({ role }) => role).sort()).toEqual([...Array<string>(4).fill("clinician"), "patient", "patient"]);
  });

  it("names nobody to the media server, and is degraded without one", async () => {
    const fixture = await createAdmittedVisit();
    const answer = await enterAs(fixture, fixture.visitor);
    expect(answer.livekit).toBeNull();
    expect(answer.identity).toMatch(/^[\w-]{22}$/);
    expect(answer.roster).toMatchObject([{ role: "patient", name: "Amira", present: true }]);
    const { visitId } = fixture;
    await act(leave, fixture.visitor, { visitId, actor: answer.actor });
    expect(await pull(fixture, fixture.clinician)).toMatchObject({ value: { roster: [{ present: false }] } });
  });

  it("ROOM-16: another's visit is not there", async () => {
    const [fixture, other] = [await createAdmittedVisit(), await createAdmittedVisit()];
    const { visitId } = fixture;
    const stranger = strangerIn(fixture);
    const colleague = await createClinician(fixture.practiceId);
    const { actor } = await enterAs(fixture, fixture.visitor);
    for (const who of [other.clinician, other.visitor, stranger, colleague]) {
      expect(await act(enter, who, { visitId })).toMatchObject(NOT_FOUND);
      expect(await act(connect, who, { visitId, actor })).toMatchObject(NOT_FOUND);
      expect(await act(leave, who, { visitId, actor })).toMatchObject(NOT_FOUND);
      expect(await push(fixture, who, actor, [op(actor, 1)])).toMatchObject(NOT_FOUND);
      expect(await pull(fixture, who)).toMatchObject(NOT_FOUND);
    }
    expect(await storedOps(fixture)).toEqual([]);
  });

  it("ROOM-17: a second device takes the patient's place, and the first gets no new token", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId } = fixture;
    const first = await enterAs(fixture, fixture.visitor);
    const laptop = await openOn(fixture);
    const second = await enterAs(fixture, laptop);
    expect(await act(connect, laptop, { visitId, actor: second.actor })).toMatchObject({ ok: true });
    expect(await act(connect, fixture.visitor, { visitId, actor: first.actor })).toMatchObject({ error: { kind: "gone" } });
    expect(await act(enter, fixture.visitor, { visitId })).toMatchObject({ error: { code: "visits.seat_replaced" } });
  });

  it("ROOM-17: whoever was taken out gets no token, and may come in as a new page load", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId, clinician } = fixture;
    const { actor } = await enterAs(fixture, clinician);
    await removeFromRoom(db(), { sessionId: clinician.sessionId }, Date.now());
    expect(await act(connect, clinician, { visitId, actor })).toMatchObject({ error: { code: "room.removed" } });
    expect((await enterAs(fixture, clinician)).actor).toBe(actor + 1);
  });
});

describe("the scene on the server", () => {
  it("ROOM-13: pushing twice leaves the same rows", async () => {
    const fixture = await createAdmittedVisit();
    const { actor } = await enterAs(fixture, fixture.clinician);
    const ops = [op(actor, 1), op(actor, 2), op(actor, 3)];
    expect(await push(fixture, fixture.clinician, actor, ops)).toEqual({ ok: true, value: { ackedSeq: 3, version: 3, stored: 3 } });
    const before = await storedOps(fixture);
    expect(await push(fixture, fixture.clinician, actor, ops)).toEqual({ ok: true, value: { ackedSeq: 3, version: 3, stored: 0 } });
    expect(await storedOps(fixture)).toEqual(before);
    expect(before.map(({ version }) => Number(version))).toEqual([1, 2, 3]);
  });

  it("ROOM-13: pushes at the same moment each get versions of their own", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const rounds = Array.from({ length: 6 }, (_, round) => round);
    for (const round of rounds) {
      await Promise.all([
        push(fixture, fixture.clinician, a.actor, [op(a.actor, round + 1)]),
        push(fixture, fixture.visitor, b.actor, [op(b.actor, round + 1)]),
        push(fixture, fixture.visitor, b.actor, [op(b.actor, round + 1)]),
      ]);
    }
    const stored = await storedOps(fixture);
    expect(stored.map(({ version }) => Number(version))).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it("ROOM-13: what comes after a gap is not acknowledged", async () => {
    const fixture = await createAdmittedVisit();
    const { actor } = await enterAs(fixture, fixture.visitor);
    expect(await push(fixture, fixture.visitor, actor, [op(actor, 2)])).toMatchObject({ value: { ackedSeq: 0, stored: 0 } });
    expect(await push(fixture, fixture.visitor, actor, [op(actor, 1), op(actor, 2)])).toMatchObject({ value: { ackedSeq: 2 } });
  });

  it("ROOM-7 ROOM-4: refuses another's ops and bad ops, and nothing changes", async () => {
    const fixture = await createAdmittedVisit();
    const clinician = await enterAs(fixture, fixture.clinician);
    const patient = await enterAs(fixture, fixture.visitor);
    const asClinician = await push(fixture, fixture.visitor, patient.actor, [op(clinician.actor, 1)]);
    expect(asClinician).toMatchObject({ error: { kind: "denied", code: "room.op_owner" } });
    expect(await push(fixture, fixture.visitor, clinician.actor, [op(clinician.actor, 1)])).toMatchObject(NOT_FOUND);
    const transform = { p: [0, 0, 99], q: [0, 0, 0, 1], s: 1 };
    const far = op(patient.actor, 1, { register: "model/heart/transform", value: transform });
    expect(await push(fixture, fixture.visitor, patient.actor, [far])).toMatchObject({ error: { kind: "invalid", code: "room.op_value" } });
    expect(await storedOps(fixture)).toEqual([]);
  });

  it("a late joiner gets the same scene, without what was written over", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    for (let batch = 0; batch < 4; batch += 1) {
      const ops = Array.from({ length: 50 }, (_, i) =>
        op(a.actor, batch * 50 + i + 1, { register: `model/heart/s/part-${i % 7}/opacity`, value: i / 50 }),
      );
      await push(fixture, fixture.clinician, a.actor, ops);
    }
    await push(fixture, fixture.visitor, b.actor, [op(b.actor, 1, { lamport: 500, register: "model/heart/s/part-3/opacity", value: 1 })]);
    const whole = await pull(fixture, fixture.visitor);
    if (!whole.ok) throw new Error(whole.error.code);
    expect(whole.value).toMatchObject({ version: 201, more: false, seen: [[a.actor, 200], [b.actor, 1]] });
    expect(whole.value.ops).toHaveLength(8);
    const tail = await pull(fixture, fixture.visitor, 200);
    expect(tail).toMatchObject({ value: { version: 201, ops: [{ actor: b.actor, seq: 1, value: 1 }] } });
    const log = await storedOps(fixture);
    expect(log).toHaveLength(201);
    const state = createSceneState(new Map(whole.value.roster.map((seat) => [seat.actor, seat] as const)));
    for (const each of whole.value.ops) applyOp(state, each);
    expect(viewOf(state).get("model/heart/s/part-3/opacity")).toBe(1);
    expect(viewOf(state).get("model/heart/s/part-2/opacity")).toBe(0.88);
  });

  it("ROOM-41 ROOM-46: keeps what does not count, and gives a late joiner every policy and every first word", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const xray = "model/heart/xray";
    const policy = (seq: number, allow: string, fence: [number, number][]) => op(a.actor, seq, { lamport: 10 * seq, register: "room/policy", value: { allow, fence } });
    const pin = { model: "heart", structure: null, at: [0, 0, 0] };
    const mine = [op(b.actor, 1, { lamport: 1, register: xray, value: true }), op(b.actor, 2, { lamport: 2, register: xray, value: false })];
    await push(fixture, fixture.visitor, b.actor, mine);
    await push(fixture, fixture.clinician, a.actor, [
      policy(1, "clinicians", [[b.actor, 1]]),
      op(a.actor, 2, { lamport: 20, register: `pin/${a.actor}-1/body`, value: pin }),
      policy(3, "patient", [[b.actor, 2]]),
      op(a.actor, 4, { lamport: 40, register: `pin/${a.actor}-1/body`, value: { ...pin, structure: "aorta" } }),
    ]);
    expect(await push(fixture, fixture.visitor, b.actor, [op(b.actor, 3, { lamport: 15, register: "model/heart/explode", value: 1 })])).toMatchObject({ value: { ackedSeq: 3 } });
    const whole = await pull(fixture, fixture.clinician);
    if (!whole.ok) throw new Error(whole.error.code);
    const seats = new Map(whole.value.roster.map((seat) => [seat.actor, seat] as const));
    const [state, fromLog] = [createSceneState(seats), createSceneState(seats)];
    for (const each of whole.value.ops) applyOp(state, each);
    const log = await pull(fixture, fixture.clinician, 1);
    if (!log.ok) throw new Error(log.error.code);
    for (const each of [...mine.slice(0, 1), ...log.value.ops]) applyOp(fromLog, each);
    expect(stateHash(state)).toBe(stateHash(fromLog));
    expect([...viewOf(state)]).toEqual([[`pin/${a.actor}-1/body`, pin], ["room/policy", { allow: "patient", fence: [[b.actor, 2]] }]]);
    const forged = op(b.actor, 4, { lamport: 50, register: "room/policy", value: { allow: "all", fence: [] } });
    expect(await push(fixture, fixture.visitor, b.actor, [forged])).toMatchObject({ error: { kind: "denied", code: "room.op_owner" } });
  });

  it("tells both people of what is new, and nobody else", async () => {
    const [fixture, other] = [await createAdmittedVisit(), await createAdmittedVisit()];
    const colleague = await createClinician(fixture.practiceId);
    const { actor } = await enterAs(fixture, fixture.visitor);
    const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await listener.connect();
    await listener.query(`listen ${PUSH_CHANNEL}`);
    const heard: PushEvent[] = [];
    listener.on("notification", ({ payload }) => heard.push(PushEvent.parse(JSON.parse(payload ?? ""))));
    await push(fixture, fixture.visitor, actor, [op(actor, 1)]);
    await expect.poll(() => heard.length).toBe(1);
    await listener.end();
    const [event] = heard;
    if (event === undefined) throw new Error("nothing was announced");
    expect(event).toMatchObject({ topic: "room.ops", ids: { visitId: fixture.visitId, version: 1 } });
    expect(mayHear(fixture.visitor, event)).toBe(true);
    expect(mayHear(fixture.clinician, event)).toBe(true);
    for (const who of [other.clinician, other.visitor, colleague]) expect(mayHear(who, event)).toBe(false);
  });

  it("keeps values sealed", async () => {
    const fixture = await createAdmittedVisit();
    const { actor } = await enterAs(fixture, fixture.clinician);
    await push(fixture, fixture.clinician, actor, [op(actor, 1, { register: "pin/1/body", value: "Haddad, left ventricle" })]);
    const [row] = await storedOps(fixture);
    expect(Buffer.from(row?.valueSealed ?? []).toString("latin1")).not.toContain("Haddad");
    expect(await pull(fixture, fixture.clinician)).toMatchObject({ value: { ops: [{ value: "Haddad, left ventricle" }] } });
  });

  it("ROOM-15: after the end the last ops still arrive, and the patient no longer reads", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId } = fixture;
    const { actor } = await enterAs(fixture, fixture.visitor);
    await act(end, fixture.clinician, { visitId });
    expect(await push(fixture, fixture.visitor, actor, [op(actor, 1)])).toMatchObject({ value: { ackedSeq: 1 } });
    expect(await pull(fixture, fixture.visitor)).toMatchObject({ error: { kind: "gone", code: "visits.over" } });
    expect(await pull(fixture, strangerIn(fixture))).toMatchObject(NOT_FOUND);
    expect(await pull(fixture, fixture.clinician)).toMatchObject({ value: { version: 1 } });
    expect(await act(enter, fixture.visitor, { visitId })).toMatchObject({ error: { code: "visits.over" } });
  });

  it("a visit nobody made is not there", async () => {
    const fixture = await createVisit();
    expect(await act(enter, fixture.clinician, { visitId: fixture.patientId })).toMatchObject(NOT_FOUND);
    expect(await act(enter, { kind: "public" }, { visitId: fixture.visitId })).toMatchObject({ error: { kind: "signed_out" } });
  });
});
