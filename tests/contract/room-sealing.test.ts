import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import type { ChangePracticeInput } from "@/core/practice/settings";
import type { EnterAnswer } from "@/core/room/contract";
import { PushEvent } from "@/core/kit/topics";
import { closeDb, db } from "@/server/kit/db";
import { PUSH_CHANNEL } from "@/server/kit/emit";
import { changePractice, practiceSettings } from "@/server/practice/settings";
import { connect, enter, leave } from "@/server/room/enter";
import { sealingFor } from "@/server/room/media-sealing";
import { removeFromRoom } from "@/server/room/reconcile";
import { end } from "@/server/visits/host";
import { findVisit } from "@/server/visits/visit-record";
import { createStaff, fresh } from "../support/practice-fixture";
import { createAdmittedVisit, createWaitingVisit, openOn, pull, type RoomFixture } from "../support/room-fixture";
import { act, createClinician } from "../support/visit-fixture";

afterAll(closeDb);

async function enterWith(fixture: RoomFixture, who: Actor, sealsMedia: boolean | undefined): Promise<EnterAnswer> {
  const answer = await act(enter, who, { visitId: fixture.visitId, sealsMedia });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function seen(fixture: RoomFixture, who: Actor) {
  const answer = await pull(fixture, who);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

const mayConnect = async (fixture: RoomFixture, canSeal: boolean) => {
  const row = await findVisit(db(), fixture.visitId);
  if (row === null) throw new Error("no visit");
  return sealingFor(db(), row, canSeal);
};

async function askAlways(fixture: RoomFixture): Promise<void> {
  const admin = fresh(await createStaff(fixture.practiceId, ["admin"]));
  const before = await act(changePractice, admin, { version: 1, changes: { mediaSealing: "always" } });
  if (!before.ok) throw new Error(before.error.code);
}

/** What is announced while `work` runs. */
async function heardDuring(work: () => Promise<unknown>): Promise<readonly PushEvent[]> {
  const listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await listener.connect();
  await listener.query(`listen ${PUSH_CHANNEL}`);
  const heard: PushEvent[] = [];
  listener.on("notification", ({ payload }) => heard.push(PushEvent.parse(JSON.parse(payload ?? ""))));
  await work();
  // What was announced before comes before what this asks for itself.
  await listener.query("select 1");
  await listener.end();
  return heard;
}

describe("sealing of sound and picture", () => {
  it("ROOM-61: the key is given only to who is let in, while the visit goes on", async () => {
    const waiting = await createWaitingVisit();
    expect((await pull(waiting, waiting.visitor)).ok).toBe(false);
    const fixture = await createAdmittedVisit();
    await enterWith(fixture, fixture.visitor, true);
    const colleague = await createClinician(fixture.practiceId);
    expect((await pull(fixture, colleague)).ok).toBe(false);
    expect((await pull(fixture, waiting.visitor)).ok).toBe(false);
    const { key } = await seen(fixture, fixture.visitor);
    expect(key).toEqual((await seen(fixture, fixture.clinician)).key);
    expect(key?.epoch).toBe(0);
    const dump = JSON.stringify(await db().roomActor.findMany({ where: { visitId: fixture.visitId } }));
    expect(dump).not.toContain(key?.secret);
    await act(end, fixture.clinician, { visitId: fixture.visitId });
    expect((await pull(fixture, fixture.visitor)).ok).toBe(false);
    expect((await seen(fixture, fixture.clinician)).key).toBeNull();
  });

  it("ROOM-61: who is taken out gets no key any more; the others hear at once and get another, and the old one never again", async () => {
    const fixture = await createAdmittedVisit();
    await enterWith(fixture, fixture.clinician, true);
    await enterWith(fixture, fixture.visitor, true);
    const before = (await seen(fixture, fixture.visitor)).key;
    const heard = await heardDuring(() => db().$transaction((tx) => removeFromRoom(tx, { seatId: fixture.visitor.seatId }, Date.now())));
    expect(heard).toMatchObject([{ topic: "room.ops", ids: { visitId: fixture.visitId } }]);
    const after = (await seen(fixture, fixture.clinician)).key;
    expect(after?.epoch).toBe((before?.epoch ?? 0) + 1);
    expect(after?.secret).not.toBe(before?.secret);

    const laptop = await openOn(fixture);
    await enterWith(fixture, laptop, true);
    expect((await pull(fixture, fixture.visitor)).ok).toBe(false);
    const later = (await seen(fixture, laptop)).key;
    expect(later?.epoch).toBeGreaterThanOrEqual(after?.epoch ?? 0);
    expect(later?.secret).not.toBe(before?.secret);
  });

  it("ROOM-60: a room opens for a page that can't seal, and is sealed again once that has gone", async () => {
    const fixture = await createAdmittedVisit();
    await enterWith(fixture, fixture.clinician, true);
    expect((await seen(fixture, fixture.clinician)).sealed).toBe(true);
    const old = await enterWith(fixture, fixture.visitor, false);
    expect((await seen(fixture, fixture.clinician)).sealed).toBe(false);
    expect(old.roster.map(({ role, seals }) => [role, seals])).toEqual([["clinician", true], ["patient", false]]);
    await act(leave, fixture.visitor, { visitId: fixture.visitId, actor: old.actor });
    expect((await seen(fixture, fixture.clinician)).sealed).toBe(true);
    // Taken for gone while it had no line, it is back before anything of it is sent.
    expect(await act(connect, fixture.visitor, { visitId: fixture.visitId, actor: old.actor })).toMatchObject({ ok: true });
    expect((await seen(fixture, fixture.clinician)).sealed).toBe(false);
    await act(leave, fixture.visitor, { visitId: fixture.visitId, actor: old.actor });
    await enterWith(fixture, fixture.visitor, undefined);
    expect((await seen(fixture, fixture.clinician)).sealed).toBe(false);
  });

  it("ROOM-62: where the practice asks for it always, a page that can't seal has the scene and no token", async () => {
    const fixture = await createAdmittedVisit();
    expect(await mayConnect(fixture, false)).toEqual({ isSealed: true, mayConnect: true });
    await askAlways(fixture);
    const old = await enterWith(fixture, fixture.visitor, false);
    expect(old.livekit).toBeNull();
    expect(await act(connect, fixture.visitor, { visitId: fixture.visitId, actor: old.actor })).toMatchObject({ value: { livekit: null } });
    expect((await seen(fixture, fixture.visitor)).sealed).toBe(true);
    expect(await mayConnect(fixture, false)).toEqual({ isSealed: true, mayConnect: false });
    expect(await mayConnect(fixture, true)).toEqual({ isSealed: true, mayConnect: true });
  });

  it("ROOM-62: only an admin changes what the practice asks for, to what there is", async () => {
    const fixture = await createAdmittedVisit();
    const admin = fresh(await createStaff(fixture.practiceId, ["admin"]));
    expect(await act(changePractice, fixture.clinician, { version: 1, changes: { mediaSealing: "always" } })).toMatchObject({ ok: false });
    const odd: unknown = { version: 1, changes: { mediaSealing: "never" } };
    expect(await act(changePractice, admin, odd as ChangePracticeInput)).toMatchObject({ ok: false, error: { kind: "invalid" } });
    const answer = await practiceSettings.run({ actor: admin, input: {}, requestId: "r", nowMs: Date.now(), source: "test", cookie: () => null });
    expect(answer).toMatchObject({ value: { mediaSealing: "possible" } });
  });
});
