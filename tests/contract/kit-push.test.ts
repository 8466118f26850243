import pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PushEvent } from "@/core/kit/topics";
import { revokeById } from "@/server/access/revoke-session";
import { db } from "@/server/kit/db";
import { emit } from "@/server/kit/emit";
import { pushHub } from "@/server/kit/push-hub";
import { servePush } from "@/server/kit/push-stream";
import { act, createVisit, openAs, type VisitFixture } from "../support/visit-fixture";
import { arrive } from "@/server/visits/attend";
import { pageGet, signInAs } from "../support/browser";

let visit: VisitFixture;
const open: AbortController[] = [];

beforeAll(async () => {
  visit = await createVisit();
});
afterEach(() => {
  for (const each of open.splice(0)) each.abort();
});

interface Heard {
  readonly status: number;
  readonly text: () => string;
  readonly events: () => PushEvent[];
  readonly ended: Promise<void>;
}

/** Opens a stream and collects what it says. */
async function listen(as: string, cookie: string): Promise<Heard> {
  const controller = new AbortController();
  open.push(controller);
  const request = new Request(pageGet(`push?as=${encodeURIComponent(as)}`, { cookie }), { signal: controller.signal });
  const response = await servePush(request);
  let text = "";
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) text += decoder.decode(part as Uint8Array, { stream: true });
  };
  return {
    status: response.status,
    text: () => text,
    events: () => [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as PushEvent),
    ended: read(),
  };
}

async function until(check: () => boolean, limitMs = 5000): Promise<void> {
  const startedMs = Date.now();
  while (!check()) {
    if (Date.now() - startedMs > limitMs) throw new Error("it didn't happen");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function visitorJar(): Promise<string> {
  const { cookies } = await openAs(visit.token);
  return [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
}

describe("the push stream", () => {
  it("tells the clinician and the visitor of their visit, at commit and not before", async () => {
    const staff = await listen("session", (await signInAs(visit.clinician)).cookie);
    const visitor = await listen(`visit:${visit.visitId}`, await visitorJar());
    await db().$transaction(async (tx) => {
      await emit(tx, "visit.changed", { practiceId: visit.practiceId, visitId: visit.visitId });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect([...staff.events(), ...visitor.events()]).toEqual([]);
    });
    await until(() => staff.events().length === 1 && visitor.events().length === 1);
    expect(visitor.events()).toEqual([{ topic: "visit.changed", ids: { practiceId: visit.practiceId, visitId: visit.visitId } }]);
    expect(staff.text()).toContain("retry: 2000");
  });

  it("ACC-24: says nothing of other visits and practices", async () => {
    const other = await createVisit();
    const staff = await listen("session", (await signInAs(visit.clinician)).cookie);
    const visitor = await listen(`visit:${visit.visitId}`, await visitorJar());
    await emit(db(), "visit.changed", { practiceId: other.practiceId, visitId: other.visitId });
    await emit(db(), "room.ops", { practiceId: other.practiceId, visitId: other.visitId, version: 3 });
    await emit(db(), "visit.changed", { practiceId: visit.practiceId, visitId: visit.visitId });
    await until(() => staff.events().length > 0 && visitor.events().length > 0);
    for (const event of [...staff.events(), ...visitor.events()]) expect(event.ids.practiceId).toBe(visit.practiceId);
  });

  it("ACC-14: a write that was undone is told to nobody", async () => {
    const staff = await listen("session", (await signInAs(visit.clinician)).cookie);
    await act(arrive, { kind: "public" }, { visitId: visit.visitId });
    await db()
      .$transaction(async (tx) => {
        await emit(tx, "visit.changed", { practiceId: visit.practiceId, visitId: visit.visitId });
        throw new Error("undone");
      })
      .catch(() => {});
    await emit(db(), "visit.changed", { practiceId: visit.practiceId, visitId: visit.visitId, version: 7 });
    await until(() => staff.events().length > 0);
    expect(staff.events().map((event) => event.ids.version)).toEqual([7]);
  });

  it("ACC-4: a stream ends with the session that opened it; another session of the person is told", async () => {
    const [first, second] = [await signInAs(visit.clinician), await signInAs(visit.clinician)];
    const [ending, staying] = [await listen("session", first.cookie), await listen("session", second.cookie)];
    await revokeById(first.sessionId, Date.now());
    await ending.ended;
    expect(ending.events().map((event) => event.topic)).toEqual(["session.revoked"]);
    await until(() => staying.events().length === 1);
  });

  it("ACC-1: nobody gets no stream, and a browser is told not to come back", async () => {
    for (const as of ["session", `visit:${visit.visitId}`]) {
      const refused = await listen(as, "");
      await refused.ended;
      expect(refused.text()).toBe("event: end\ndata: {}\n\n");
    }
    expect((await listen("rubbish", "")).status).toBe(400);
  });

  it("when the database's connection breaks every stream ends, and the next one works", async () => {
    const { cookie } = await signInAs(visit.clinician);
    const before = await listen("session", cookie);
    const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await admin.connect();
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bedside push' and datname = current_database()");
    await admin.end();
    await before.ended;
    const after = await listen("session", cookie);
    await emit(db(), "visit.changed", { practiceId: visit.practiceId, visitId: visit.visitId });
    await until(() => after.events().length === 1);
  });

  it("stopping ends every stream, so that the server can go", async () => {
    const heard = await listen("session", (await signInAs(visit.clinician)).cookie);
    await pushHub().stop();
    await heard.ended;
    expect((await listen("session", (await signInAs(visit.clinician)).cookie)).status).toBe(503);
  });
});
