import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { PullAnswer } from "@/core/room/contract";
import type { SceneOp } from "@/core/room/op";
import { SNAPSHOT_FORMAT } from "@/core/room/snapshot-codec";
import { applyOp, createSceneState, markSeen, stateHash, viewOf } from "@/core/room/state";
import { digestOf } from "@/core/room/digest";
import { closeDb, db } from "@/server/kit/db";
import { destroyPatientKey } from "@/server/kit/erase-key";
import { TAIL_BOUND, compactScene } from "@/server/room/compact";
import { createAdmittedVisit, enterAs, pull, push, storedOps, type RoomFixture } from "../support/room-fixture";

afterAll(closeDb);

const KIB = 1024;

/** What a page that has just come in holds after asking until there is no more. */
async function comeIn(fixture: RoomFixture) {
  const answers: PullAnswer[] = [];
  for (let since = 0, more = true; more; ) {
    const answer = await pull(fixture, fixture.clinician, since);
    if (!answer.ok) throw new Error(answer.error.code);
    answers.push(answer.value);
    ({ version: since, more } = answer.value);
  }
  const state = createSceneState(new Map(answers[0]?.roster.map((seat) => [seat.actor, seat] as const)));
  for (const { ops, seen } of answers) {
    for (const op of ops) applyOp(state, op);
    for (const [actor, seq] of seen) markSeen(state, actor, seq);
  }
  return { answers, state, hash: stateHash(state), seen: digestOf(state).seen };
}

async function pushAll(fixture: RoomFixture, who: "clinician" | "visitor", ops: readonly SceneOp[]) {
  for (let at = 0; at < ops.length; at += 50) {
    const answer = await push(fixture, fixture[who], ops[0]?.actor ?? 0, ops.slice(at, at + 50));
    if (!answer.ok) throw new Error(answer.error.code);
  }
}

/** What hands do to 200 structures: hide, fade, colour, and turn the whole. */
function handful(actor: number, from: number, count: number): SceneOp[] {
  return Array.from({ length: count }, (_, i) => {
    const seq = from + i;
    const part = `model/heart/s/structure-${seq % 200}`;
    const turn = { p: [seq / 1000, 0, 0], q: [0, 0, 0, 1], s: 1 };
    const writes = [[`${part}/visible`, seq % 2 === 0], [`${part}/opacity`, (seq % 100) / 100], [`${part}/colour`, "#a0b0c0"], ["model/heart/transform", turn]] as const;
    const [register, value] = writes[seq % 4] ?? writes[0];
    return { actor, seq, lamport: seq * 2 + actor, register, value: value as SceneOp["value"] };
  });
}

const snapshots = (fixture: RoomFixture) => db().sceneSnapshot.findMany({ where: { visitId: fixture.visitId }, orderBy: { version: "asc" } });
const jobs = (fixture: RoomFixture) =>
  db().$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs where key = ${`compact:${fixture.visitId}`}`;

describe("snapshots of a scene", () => {
  it("ROOM-46 ROOM-55: 200 structures and 1,000 ops come in as less than 16 KB, the same scene as the log's", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    await pushAll(fixture, "clinician", handful(a.actor, 1, TAIL_BOUND - 1));
    expect(await jobs(fixture)).toEqual([]);
    await pushAll(fixture, "visitor", handful(b.actor, 1, 1001 - TAIL_BOUND));
    expect(await jobs(fixture)).toHaveLength(1);
    const before = await comeIn(fixture);
    expect(await compactScene(fixture.visitId, Date.now())).toBe(1000);
    const [kept] = await snapshots(fixture);
    expect(kept).toMatchObject({ version: 1000n, format: SNAPSHOT_FORMAT });
    expect(kept?.bodySealed.length).toBeLessThan(16 * KIB);
    const after = await comeIn(fixture);
    expect(after.answers).toHaveLength(1);
    expect(gzipSync(JSON.stringify(after.answers[0]?.ops)).length).toBeLessThan(16 * KIB);
    expect([after.hash, after.seen, [...viewOf(after.state)]]).toEqual([before.hash, before.seen, [...viewOf(before.state)]]);
    await pushAll(fixture, "clinician", handful(a.actor, TAIL_BOUND, 30));
    const later = await comeIn(fixture);
    expect(later.answers[0]).toMatchObject({ version: 1030, more: false });
    await db().sceneSnapshot.deleteMany({ where: { visitId: fixture.visitId } });
    expect((await comeIn(fixture)).hash).toBe(later.hash);
    expect(await storedOps(fixture)).toHaveLength(1030);
  });

  it("ROOM-55: compactors at the same moment, and while people write, make one snapshot and lose nothing", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId } = fixture;
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    for (let round = 0; round < 4; round += 1) {
      const [made] = await Promise.all([
        Promise.all([1, 2, 3].map(() => compactScene(visitId, Date.now()))),
        pushAll(fixture, "clinician", handful(a.actor, round * 40 + 1, 40)),
        pushAll(fixture, "visitor", handful(b.actor, round * 40 + 1, 40)),
        comeIn(fixture),
      ]);
      const versions = made.filter((version) => version !== null);
      expect(new Set(versions).size).toBe(versions.length);
      expect((await snapshots(fixture)).length).toBeLessThan(2);
    }
    expect(await compactScene(visitId, Date.now())).toBe(320);
    expect(await compactScene(visitId, Date.now())).toBeNull();
    const after = await comeIn(fixture);
    const fromLog = createSceneState(after.state.bench.seats);
    for (const op of [...handful(a.actor, 1, 160), ...handful(b.actor, 1, 160)]) applyOp(fromLog, op);
    expect(after.hash).toBe(stateHash(fromLog));
    expect(after.seen).toEqual([[a.actor, 160], [b.actor, 160]]);
  });

  it("ROOM-55: a snapshot of another format, or one that does not open, is passed over", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId, practiceId } = fixture;
    const { actor } = await enterAs(fixture, fixture.clinician);
    await pushAll(fixture, "clinician", handful(actor, 1, 60));
    const before = await comeIn(fixture);
    const others = [{ format: SNAPSHOT_FORMAT + 1, version: 60n }, { format: SNAPSHOT_FORMAT, version: 59n }];
    await db().sceneSnapshot.createMany({ data: others.map((each) => ({ ...each, visitId, practiceId, bodySealed: new Uint8Array([1, 2, 3]) })) });
    expect((await comeIn(fixture)).hash).toBe(before.hash);
    expect(await compactScene(visitId, Date.now())).toBe(60);
    expect((await snapshots(fixture)).map(({ format }) => format).sort()).toEqual([SNAPSHOT_FORMAT, SNAPSHOT_FORMAT + 1]);
    expect((await comeIn(fixture)).hash).toBe(before.hash);
  });

  it("ROOM-55: policies, first words and what does not count are in it, and a key that was destroyed makes none", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const pin = { model: "heart", structure: null, at: [0, 0, 0] };
    const rule = (seq: number, allow: string, fence: [number, number][]) => ({ actor: a.actor, seq, lamport: 10 * seq, register: "room/policy", value: { allow, fence } });
    await pushAll(fixture, "visitor", [{ actor: b.actor, seq: 1, lamport: 1, register: "model/heart/xray", value: true }]);
    await pushAll(fixture, "clinician", [
      rule(1, "clinicians", [[b.actor, 0]]),
      { actor: a.actor, seq: 2, lamport: 20, register: `pin/${a.actor}-1/body`, value: pin },
      rule(3, "patient", [[b.actor, 1]]),
      { actor: a.actor, seq: 4, lamport: 40, register: `pin/${a.actor}-1/body`, value: { ...pin, structure: "aorta" } },
    ]);
    const before = await comeIn(fixture);
    await compactScene(fixture.visitId, Date.now());
    const after = await comeIn(fixture);
    expect([after.hash, [...viewOf(after.state)]]).toEqual([before.hash, [...viewOf(before.state)]]);
    expect(viewOf(after.state).has("model/heart/xray")).toBe(false);
    await pushAll(fixture, "visitor", [{ actor: b.actor, seq: 2, lamport: 60, register: "model/heart/xray", value: true }]);
    await db().$transaction((tx) => destroyPatientKey(tx, fixture.patientId));
    expect(await compactScene(fixture.visitId, Date.now())).toBeNull();
  });
});
