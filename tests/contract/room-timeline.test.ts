import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { momentsOf } from "@/core/room/moments";
import type { SceneOp } from "@/core/room/op";
import { applyOp, createSceneState, stateHash } from "@/core/room/state";
import { unpackTimeline } from "@/core/room/timeline";
import type { TimelineAnswer } from "@/core/room/timeline-contract";
import { closeDb, db } from "@/server/kit/db";
import { destroyPatientKey } from "@/server/kit/erase-key";
import { keepView } from "@/server/record/keep-view";
import { keptViewsQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { leave } from "@/server/room/enter";
import { relayOps } from "@/server/room/scene";
import { timeline } from "@/server/room/timeline";
import { end } from "@/server/visits/host";
import { act, createClinician, strangerIn } from "../support/visit-fixture";
import { createAdmittedVisit, enterAs, pull, push, storedOps, type RoomFixture } from "../support/room-fixture";

afterAll(closeDb);

const NOT_FOUND = { ok: false, error: { kind: "not_found" } };
const xray = "model/heart/xray";
const op = (actor: number, seq: number, more: Partial<SceneOp> = {}): SceneOp => ({ actor, seq, lamport: 10 * seq, register: xray, value: seq % 2 === 0, ...more });

const ask = (fixture: RoomFixture, who: Actor, sinceVersion = 0) => act(timeline, who, { visitId: fixture.visitId, sinceVersion });
async function read(fixture: RoomFixture, who: Actor = fixture.clinician) {
  const answers: TimelineAnswer[] = [];
  for (let since = 0, more = true; more; ) {
    const answer = await ask(fixture, who, since);
    if (!answer.ok) throw new Error(answer.error.code);
    answers.push(answer.value);
    ({ version: since, more } = answer.value);
  }
  const entries = answers.flatMap(({ packed, startMs }) => (packed === "" ? [] : (unpackTimeline(new Uint8Array(Buffer.from(packed, "base64")), startMs) ?? [])));
  return { answers, entries, people: answers[0]?.people ?? [] };
}
const relay = (fixture: RoomFixture, who: Actor, actor: number, author: number, ops: readonly SceneOp[]) =>
  act(relayOps, who, { visitId: fixture.visitId, actor, author, ops });
const go = (fixture: RoomFixture, who: Actor, actor: number) => act(leave, who, { visitId: fixture.visitId, actor });

describe("the timeline of a visit", () => {
  it("ROOM-56: tells who did what and when, what never counted, and gives the scene that the room had", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const began = Date.now();
    await push(fixture, fixture.visitor, b.actor, [op(b.actor, 1, { lamport: 1, value: true })]);
    await push(fixture, fixture.clinician, a.actor, [op(a.actor, 1, { lamport: 10, register: "room/policy", value: { allow: "clinicians", fence: [[b.actor, 1]] } })]);
    await push(fixture, fixture.visitor, b.actor, [op(b.actor, 2, { lamport: 11, value: false })]);
    const { entries, people, answers } = await read(fixture);
    expect(entries.map(({ op: each, isVoid }) => [each.actor, each.seq, isVoid])).toEqual([[b.actor, 1, false], [a.actor, 1, false], [b.actor, 2, true]]);
    for (const { atMs } of entries) expect(atMs).toBeGreaterThanOrEqual(began - 1000);
    expect(people).toMatchObject([{ actor: a.actor, role: "clinician", name: "Dr. Ines Moreau" }, { actor: b.actor, role: "patient", name: "Amira" }]);
    expect(momentsOf(entries).map(({ deed, isVoid }) => [deed, isVoid])).toEqual([["seeThrough", false], ["allowedClinicians", false], ["solid", true]]);
    expect(answers[0]).toMatchObject({ erased: false, endMs: null });
    const [state, room] = [createSceneState(), createSceneState()];
    for (const { op: each } of entries) applyOp(state, each);
    const pulled = await pull(fixture, fixture.clinician);
    for (const each of pulled.ok ? pulled.value.ops : []) applyOp(room, each);
    expect(stateHash(state)).toBe(stateHash(room));
  });

  it("ROOM-88: says which choice of a condition counted: the presenter's, and nobody's who does not present", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const choice = (seq: number, lamport: number) => op(b.actor, seq, { lamport, register: "model/heart/condition", value: { id: "coronary-stenosis", grade: `stenosis-${seq}` } });
    await push(fixture, fixture.visitor, b.actor, [choice(1, 1)]);
    await push(fixture, fixture.clinician, a.actor, [op(a.actor, 1, { lamport: 10, register: "room/presenter", value: { actor: b.actor, hold: false } })]);
    await push(fixture, fixture.visitor, b.actor, [choice(2, 11)]);
    await push(fixture, fixture.clinician, a.actor, [op(a.actor, 2, { lamport: 20, register: "room/presenter", value: null })]);
    await push(fixture, fixture.visitor, b.actor, [choice(3, 21)]);
    const { entries } = await read(fixture);
    expect(entries.map(({ op: each, isVoid }) => [each.actor, each.seq, isVoid])).toEqual([[b.actor, 1, true], [a.actor, 1, false], [b.actor, 2, false], [a.actor, 2, false], [b.actor, 3, true]]);
  });

  it("ROOM-56: is for those who read the note, and its reading is noted; patients have their summary", async () => {
    const fixture = await createAdmittedVisit();
    const { actor } = await enterAs(fixture, fixture.visitor);
    await push(fixture, fixture.visitor, actor, [op(actor, 1)]);
    const other = await createAdmittedVisit();
    const colleague = await createClinician(fixture.practiceId);
    for (const who of [other.clinician, colleague]) expect(await ask(fixture, who)).toMatchObject(NOT_FOUND);
    for (const who of [fixture.visitor, other.visitor, strangerIn(fixture)]) expect(await ask(fixture, who)).toMatchObject({ error: { kind: "denied" } });
    for (const role of ["scheduler", "admin", "auditor"] as const) {
      expect(await ask(fixture, { ...colleague, roles: [role] })).toMatchObject({ ok: false });
    }
    const { patientId, practiceId } = fixture;
    await db().careTeamMember.create({ data: { id: randomUUID(), practiceId, patientId, staffId: colleague.staffId, startsAt: new Date(), addedBy: fixture.clinician.staffId } });
    expect((await read(fixture, colleague)).entries).toHaveLength(1);
    await act(end, fixture.clinician, { visitId: fixture.visitId });
    expect(await ask(fixture, fixture.visitor)).toMatchObject({ error: { kind: "denied" } });
    expect((await read(fixture)).answers[0]?.endMs).not.toBeNull();
    expect(await db().auditEntry.count({ where: { action: "timeline.read", outcome: "done", subjectId: fixture.visitId } })).toBe(2);
  });

  it("ROOM-56: 20 minutes of a busy visit come in pages, less than 1 MB in all; nothing done is nothing, and an erased record shows nothing", async () => {
    const fixture = await createAdmittedVisit();
    expect(await read(fixture)).toMatchObject({ entries: [], answers: [{ more: false, erased: false }] });
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    // As the command would store it, without 200 posts: each of two people drags without a pause, at two ops a second.
    const { appendOps } = await import("@/server/room/scene-log");
    const { lockVisit } = await import("@/server/visits/visit-record");
    const seconds = 20 * 60;
    const started = Date.now();
    for (let from = 0; from < seconds; from += 60) {
      const ops = Array.from({ length: 60 }, (_, i) => from + i).flatMap((second) =>
        [a.actor, b.actor].flatMap((actor) =>
          [1, 2].map((half): SceneOp => ({ actor, seq: 2 * second + half, lamport: 4 * second + 2 * half, register: "model/heart/transform", value: { p: [second / 1000, half / 10, 0], q: [0, 0, 0, 1], s: 1 } })),
        ),
      );
      await db().$transaction(async (tx) => {
        const row = await lockVisit(tx, fixture.visitId);
        if (row !== null) await appendOps(tx, row, ops, started + from * 1000);
      }, { timeout: 60_000 });
    }
    const { answers, entries } = await read(fixture);
    expect(entries).toHaveLength(4 * seconds);
    expect(answers.length).toBeGreaterThan(1);
    expect(JSON.stringify(answers).length).toBeLessThan(1_000_000);
    expect(entries.at(-1)?.op).toMatchObject({ seq: 2 * seconds });
    await db().$transaction((tx) => destroyPatientKey(tx, fixture.patientId));
    expect(await read(fixture)).toMatchObject({ entries: [], answers: [{ more: false, erased: true, packed: "" }] });
  });
});

describe("a moment kept as a view", () => {
  const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]).toString("base64");
  const keep = (fixture: RoomFixture, who: Actor, registers: Record<string, boolean>, momentMs?: number) =>
    act(keepView, who, { viewId: randomUUID(), visitId: fixture.visitId, label: "Then", registers, pictureType: "image/jpeg", pictureBase64: JPEG, ...(momentMs === undefined ? {} : { momentMs }) });

  it("NOTE-18: in the room and after the visit holds what was shown by then, until the note is signed", async () => {
    const fixture = await createAdmittedVisit();
    const { clinician, visitor, visitId } = fixture;
    const a = await enterAs(fixture, clinician);
    const b = await enterAs(fixture, visitor);
    await push(fixture, clinician, a.actor, [op(a.actor, 1, { register: "room/policy", value: { allow: "clinicians", fence: [] } })]);
    await push(fixture, visitor, b.actor, [op(b.actor, 1, { lamport: 20, value: false })]);
    await push(fixture, clinician, a.actor, [op(a.actor, 2, { lamport: 30, value: true })]);
    const { entries } = await read(fixture);
    const [momentMs, before] = [entries.at(-1)?.atMs ?? 0, (entries[0]?.atMs ?? 0) - 1000];
    expect(await keep(fixture, clinician, { [xray]: true }, momentMs)).toMatchObject({ ok: true });
    const never = { error: { kind: "invalid", code: "record.never_shown" } };
    // What never counted, what was never written, and what came later.
    expect(await keep(fixture, clinician, { [xray]: false }, momentMs)).toMatchObject(never);
    expect(await keep(fixture, clinician, { [xray]: true, "model/heart/present": true }, momentMs)).toMatchObject(never);
    expect(await keep(fixture, clinician, { [xray]: true }, before)).toMatchObject(never);
    expect(await keep(fixture, visitor, { [xray]: true }, momentMs)).toMatchObject({ error: { kind: "denied" } });
    await act(end, clinician, { visitId });
    expect(await keep(fixture, clinician, { [xray]: true })).toMatchObject({ error: { code: "record.room_closed" } });
    expect(await keep(fixture, clinician, { [xray]: true }, momentMs)).toMatchObject({ ok: true });
    const views = await act(keptViewsQuery, clinician, { visitId });
    expect(views).toMatchObject({ value: { views: [{ momentMs }, { momentMs }] } });
    const text = { ...EMPTY_NOTE_TEXT, assessment: "A", plan: "B", summary: { ...EMPTY_NOTE_TEXT.summary, headline: "C", explanation: "D" } };
    expect(await act(saveNote, clinician, { visitId, baseVersion: 0, text, views: [] })).toMatchObject({ ok: true });
    expect(await act(signNote, clinician, { visitId, baseVersion: 1 })).toMatchObject({ ok: true });
    expect(await keep(fixture, clinician, { [xray]: true }, momentMs)).toMatchObject({ error: { code: "record.note_signed" } });
  });
});

describe("ops whose author is gone", () => {
  it("ROOM-54: a clinician's page hands them in, the row says so, and an author who comes back finds them", async () => {
    const fixture = await createAdmittedVisit();
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    await push(fixture, fixture.visitor, b.actor, [op(b.actor, 1)]);
    const lost = [op(b.actor, 2), op(b.actor, 3)];
    expect(await relay(fixture, fixture.clinician, a.actor, b.actor, lost)).toMatchObject({ error: { kind: "conflict", code: "room.author_here" } });
    await go(fixture, fixture.visitor, b.actor);
    expect(await relay(fixture, fixture.clinician, a.actor, b.actor, lost)).toEqual({ ok: true, value: { ackedSeq: 3, version: 3, stored: 2 } });
    expect(await relay(fixture, fixture.clinician, a.actor, b.actor, lost)).toMatchObject({ value: { ackedSeq: 3, stored: 0 } });
    expect((await storedOps(fixture)).map(({ actor, relayedBy }) => [actor, relayedBy])).toEqual([[b.actor, null], [b.actor, a.actor], [b.actor, a.actor]]);
    expect(await push(fixture, fixture.visitor, b.actor, [...lost, op(b.actor, 4)])).toMatchObject({ value: { ackedSeq: 4, stored: 1 } });
    expect((await read(fixture)).entries.map(({ op: each, relayedBy }) => [each.seq, relayedBy])).toEqual([[1, null], [2, a.actor], [3, a.actor], [4, null]]);
    expect(await db().auditEntry.count({ where: { action: "room.relay", outcome: "done", subjectId: fixture.visitId } })).toBe(2);
  });

  it("ROOM-54: forged, re-attributed, out of place or handed in by anybody else, nothing is stored", async () => {
    const [fixture, other] = [await createAdmittedVisit(), await createAdmittedVisit()];
    const a = await enterAs(fixture, fixture.clinician);
    const b = await enterAs(fixture, fixture.visitor);
    const elsewhere = await enterAs(other, other.clinician);
    await go(fixture, fixture.visitor, b.actor);
    const { clinician, visitor } = fixture;
    const policy = op(b.actor, 1, { register: "room/policy", value: { allow: "all", fence: [] } });
    const third = await enterAs(fixture, clinician);
    const code = async (who: Actor, actor: number, author: number, ops: readonly SceneOp[]) => {
      const answer = await relay(fixture, who, actor, author, ops);
      return answer.ok ? "ok" : answer.error.code;
    };
    expect(await code(visitor, b.actor, a.actor, [op(a.actor, 1)])).toBe("room.relay_clinician");
    expect(await code(visitor, a.actor, b.actor, [op(b.actor, 1)])).toBe("kit.not_found");
    expect(await code(clinician, a.actor, b.actor, [policy])).toBe("room.op_owner");
    expect(await code(clinician, a.actor, b.actor, [op(third.actor, 1)])).toBe("room.op_owner");
    expect(await code(clinician, a.actor, third.actor, [op(third.actor, 1)])).toBe("room.author_here");
    expect(await code(clinician, a.actor, a.actor, [op(a.actor, 1)])).toBe("kit.not_found");
    expect(await code(clinician, a.actor, 99, [op(99, 1)])).toBe("kit.not_found");
    expect(await code(clinician, a.actor, b.actor, [op(b.actor, 1, { register: `person/${a.actor}/selection`, value: null })])).toBe("room.op_owner");
    expect(await code(other.clinician, elsewhere.actor, b.actor, [op(b.actor, 1)])).toBe("kit.not_found");
    expect(await relay(fixture, clinician, a.actor, b.actor, [op(b.actor, 2)])).toMatchObject({ value: { ackedSeq: 0, stored: 0 } });
    expect(await storedOps(fixture)).toEqual([]);
  });
});
