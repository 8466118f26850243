import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { type Result, err } from "@/core/kit/result";
import type { EnterAnswer, PushAnswer } from "@/core/room/contract";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import { applyOp, createSceneState, markSeen, stateHash } from "@/core/room/state";
import { digestOf } from "@/core/room/digest";
import type { RoomClock } from "@/room/clock";
import { createPeers } from "@/room/scene/peers";
import { createSceneReplica, replicaHash, type SceneReplica } from "@/room/scene/replica";
import { closeDb, db } from "@/server/kit/db";
import { compactScene } from "@/server/room/compact";
import { appendOps } from "@/server/room/scene-log";
import { lockVisit } from "@/server/visits/visit-record";
import { BreakableLine } from "../support/breakable-line";
import { createAdmittedVisit, enterAs, pull, push, storedOps, type RoomFixture } from "../support/room-fixture";
import { createMemoryStorage } from "../support/scene-world";

// The product's database behind a line that can be cut in the middle of a transaction, as when it is restarted.
let line: BreakableLine;
const open: SceneReplica[] = [];

beforeAll(async () => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  line = await BreakableLine.to(url.href);
  url.port = new URL(line.url).port;
  url.hostname = "127.0.0.1";
  process.env.DATABASE_URL = url.href;
});
afterAll(async () => {
  for (const replica of open) replica.close();
  await closeDb();
  line.close();
});

const clock: RoomClock = {
  now: () => performance.now(),
  onFrame: (callback) => clock.after(16, callback),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => 0.5,
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What HTTP makes of a server whose database is away. */
async function orOutage<T>(work: Promise<Result<T, DomainError>>): Promise<Result<T, DomainError>> {
  try {
    return await work;
  } catch {
    return err(domainError("unavailable", "kit.unavailable"));
  }
}

function replicaOf(fixture: RoomFixture, who: Actor, entered: EnterAnswer) {
  const promised = { seq: 0 };
  const heard = (answer: Result<PushAnswer, DomainError>) => {
    if (answer.ok) promised.seq = Math.max(promised.seq, answer.value.ackedSeq);
    return answer;
  };
  const replica = createSceneReplica({
    visitId: fixture.visitId, ...entered, transport: null, createPeers, storage: createMemoryStorage(), clock,
    page: { onHide: () => () => undefined, onShow: () => () => undefined },
    sync: {
      push: async (actor, ops) => heard(await orOutage(push(fixture, who, actor, ops))),
      pull: (since) => orOutage(pull(fixture, who, since)),
      onPoke: () => () => undefined,
    },
  });
  open.push(replica);
  return { replica, promised };
}

describe("a scene whose server has bad days", () => {
  it("ROOM-13: a database that goes away in the middle of pushes loses nothing that was acknowledged, and doubles nothing", async () => {
    const fixture = await createAdmittedVisit();
    const people = [
      { ...replicaOf(fixture, fixture.clinician, await enterAs(fixture, fixture.clinician)), name: "a" },
      { ...replicaOf(fixture, fixture.visitor, await enterAs(fixture, fixture.visitor)), name: "b" },
    ];
    for (let round = 0; round < 8; round += 1) {
      for (let edit = 0; edit < 12; edit += 1) {
        for (const { replica, name } of people) replica.dispatch({ register: registers.opacity("heart", `${name}-${edit % 5}`), value: (round * 12 + edit) / 100 });
        await pause(20);
      }
      line.cut();
      await pause(60 + 40 * (round % 3));
      line.mend();
      // What a restarted app server has: nothing in memory.
      if (round === 4) await closeDb();
    }
    await expect.poll(() => people.map(({ replica }) => replica.status.get().waiting), { timeout: 60_000 }).toEqual([0, 0]);
    const rows = await storedOps(fixture);
    expect(rows.map(({ version }) => Number(version))).toEqual(rows.map((_, i) => i + 1));
    for (const { replica, promised } of people) {
      const seqs = rows.filter(({ actor }) => actor === replica.actor).map(({ seq }) => Number(seq)).sort((x, y) => x - y);
      expect(seqs).toEqual(seqs.map((_, i) => i + 1));
      expect(promised.seq).toBe(seqs.length);
    }
    const [a, b] = people.map(({ replica }) => replica);
    await expect.poll(() => a !== undefined && b !== undefined && replicaHash(a) === replicaHash(b), { timeout: 60_000 }).toBe(true);
  });

  it("ROOM-12 ROOM-46: who reads slowly, page by page, while others write and a snapshot is made, ends with the same scene", async () => {
    const fixture = await createAdmittedVisit();
    const { actor } = await enterAs(fixture, fixture.clinician);
    const opOf = (seq: number): SceneOp => ({ actor, seq, lamport: seq, register: `model/heart/s/part-${seq % 40}/opacity`, value: (seq % 100) / 100 });
    const write = (from: number, count: number) =>
      db().$transaction(async (tx) => {
        const row = await lockVisit(tx, fixture.visitId);
        if (row !== null) await appendOps(tx, row, Array.from({ length: count }, (_, i) => opOf(from + i)), Date.now());
      }, { timeout: 60_000 });
    await write(1, 2400);
    const state = createSceneState();
    let pages = 0;
    for (let since = 1, more = true; more; pages += 1) {
      const answer = await pull(fixture, fixture.clinician, since);
      if (!answer.ok) throw new Error(answer.error.code);
      for (const op of answer.value.ops) applyOp(state, op);
      for (const [who, seq] of answer.value.seen) markSeen(state, who, seq);
      ({ version: since, more } = answer.value);
      if (pages === 0) await write(2401, 300);
      if (pages === 1) await compactScene(fixture.visitId, Date.now());
    }
    expect(pages).toBe(3);
    const whole = createSceneState();
    for (let seq = 1; seq <= 2700; seq += 1) applyOp(whole, opOf(seq));
    expect([stateHash(state), digestOf(state).seen]).toEqual([stateHash(whole), [[actor, 2700]]]);
  });
});
