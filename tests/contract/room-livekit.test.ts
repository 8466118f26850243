import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AccessToken } from "livekit-server-sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { closeDb, db } from "@/server/kit/db";
import { connect } from "@/server/room/enter";
import { listInRoom } from "@/server/room/media-server";
import { reconcileRoom, removeFromRoom, sweepRooms } from "@/server/room/reconcile";
import { receiveWebhook } from "@/server/room/webhook";
import { end } from "@/server/visits/host";
import { findLivekitBinary, joinBySignal, startLivekit, type TestLivekit } from "../support/livekit";
import { createAdmittedVisit, enterAs, openOn, type RoomFixture } from "../support/room-fixture";
import { act } from "../support/visit-fixture";

const binary = findLivekitBinary();
if (binary === null) console.warn("livekit-server is not on this machine: tests/contract/room-livekit.test.ts is skipped");

const statuses: number[] = [];
const received = new Set<Promise<Response>>();
let hooks: Server;
let livekit: TestLivekit;

// Hands what the media server posts to our receiver, as the route does.
async function startHooks(): Promise<string> {
  hooks = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const headers = { authorization: incoming.headers.authorization ?? "" };
      const request = new Request("http://localhost/", { method: "POST", body: Buffer.concat(chunks), headers });
      const answer = receiveWebhook(request);
      received.add(answer);
      void answer.then(({ status }) => {
        statuses.push(status);
        outgoing.writeHead(status).end();
      });
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/`;
}

beforeAll(async () => {
  if (binary === null) return;
  livekit = await startLivekit(binary, await startHooks());
  Object.assign(process.env, {
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
  });
});

afterAll(async () => {
  if (binary !== null) {
    await livekit.stop();
    await new Promise((resolve) => hooks.close(resolve));
    await Promise.all(received);
  }
  await closeDb();
});

const accessOf = async (fixture: RoomFixture, who: Actor = fixture.visitor) => {
  const entered = await enterAs(fixture, who);
  if (entered.livekit === null) throw new Error("no media server is configured");
  return { ...entered, ...entered.livekit };
};
const roomOf = async (fixture: RoomFixture) =>
  (await db().visit.findUniqueOrThrow({ where: { id: fixture.visitId } })).roomName;
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

describe.skipIf(binary === null)("with a real media server", () => {
  it("ROOM-14: a token opens one room for one opaque identity, for at most two minutes", async () => {
    const fixture = await createAdmittedVisit();
    const { url, token, identity } = await accessOf(fixture);
    const roomName = await roomOf(fixture);
    const claims = claimsOf(token);
    expect(claims).toMatchObject({ sub: identity, video: { room: roomName, roomJoin: true, canUpdateOwnMetadata: false } });
    expect(Number(claims.exp) * 1000 - Date.now()).toBeLessThanOrEqual(120_000);
    expect(JSON.stringify(claims)).not.toMatch(/Amira|Haddad|Moreau/);
    const connection = await joinBySignal(url, token);
    await expect.poll(() => listInRoom(roomName)).toEqual([identity]);
    expect(await db().roomActor.findUnique({ where: { identity } })).toMatchObject({ deniedAt: null });
    await reconcileRoom(fixture.visitId, Date.now());
    expect(await db().roomActor.findUnique({ where: { identity } })).toMatchObject({ joinedAt: expect.any(Date), leftAt: null });
    connection.close();
    await expect(joinBySignal(url, `${token}x`)).rejects.toThrow("401");
  });

  it("ROOM-17: who was removed comes back with the old token, and is taken out again", async () => {
    const fixture = await createAdmittedVisit();
    const { visitId, clinician } = fixture;
    const roomName = await roomOf(fixture);
    const { url, token, actor } = await accessOf(fixture, clinician);
    const first = await joinBySignal(url, token);
    await expect.poll(() => listInRoom(roomName)).toHaveLength(1);
    await removeFromRoom(db(), { sessionId: clinician.sessionId }, Date.now());
    await reconcileRoom(visitId, Date.now());
    await expect.poll(() => first.isOpen()).toBe(false);
    expect(await act(connect, clinician, { visitId, actor })).toMatchObject({ error: { code: "room.removed" } });
    const again = await joinBySignal(url, token);
    await expect.poll(() => listInRoom(roomName)).toHaveLength(1);
    await sweepRooms(Date.now());
    await expect.poll(() => again.isOpen()).toBe(false);
    expect(await listInRoom(roomName)).toEqual([]);
  });

  it("ROOM-17: the patient's second device takes the first one's place", async () => {
    const fixture = await createAdmittedVisit();
    const roomName = await roomOf(fixture);
    const phone = await accessOf(fixture);
    const onPhone = await joinBySignal(phone.url, phone.token);
    const laptop = await accessOf(fixture, await openOn(fixture));
    const onLaptop = await joinBySignal(laptop.url, laptop.token);
    await expect.poll(() => listInRoom(roomName)).toHaveLength(2);
    await reconcileRoom(fixture.visitId, Date.now());
    await expect.poll(() => onPhone.isOpen()).toBe(false);
    expect(onLaptop.isOpen()).toBe(true);
    onLaptop.close();
  });

  it("ROOM-15: the end of the visit closes the room", async () => {
    const fixture = await createAdmittedVisit();
    const roomName = await roomOf(fixture);
    const { url, token, identity } = await accessOf(fixture);
    const connection = await joinBySignal(url, token);
    await expect.poll(() => listInRoom(roomName)).toHaveLength(1);
    await act(end, fixture.clinician, { visitId: fixture.visitId });
    await reconcileRoom(fixture.visitId, Date.now());
    await expect.poll(() => connection.isOpen()).toBe(false);
    expect(await db().roomActor.findUnique({ where: { identity } })).toMatchObject({ leftAt: expect.any(Date) });
    const old = await joinBySignal(url, token).then((late) => late, () => null);
    await sweepRooms(Date.now());
    await expect.poll(() => old?.isOpen() ?? false).toBe(false);
  });

  it("ROOM-18: word of a room's start that comes after its first person puts nobody out; word of its end does", async () => {
    const fixture = await createAdmittedVisit();
    const { identity } = await accessOf(fixture);
    const roomName = await roomOf(fixture);
    const joinedAt = new Date();
    await db().roomActor.update({ where: { identity }, data: { joinedAt } });
    const tell = async (event: string, atMs: number) => {
      const body = JSON.stringify({ event, room: { name: roomName }, createdAt: String(Math.floor(atMs / 1000)) });
      const token = new AccessToken(livekit.key, livekit.secret);
      token.sha256 = createHash("sha256").update(body).digest("base64");
      const request = new Request("http://localhost/", { method: "POST", body, headers: { authorization: await token.toJwt() } });
      expect((await receiveWebhook(request)).status).toBe(204);
    };
    await tell("room_started", joinedAt.getTime());
    expect(await db().roomActor.findUnique({ where: { identity } })).toMatchObject({ leftAt: null });
    // A time to come is held to now.
    await db().roomActor.update({ where: { identity }, data: { joinedAt: new Date(joinedAt.getTime() - 5_000) } });
    await tell("room_finished", joinedAt.getTime() + 3_600_000);
    expect(await db().roomActor.findUnique({ where: { identity } })).toMatchObject({ leftAt: expect.any(Date) });
  });

  it("ROOM-18: webhooks count only with the media server's signature over these very bytes", async () => {
    await expect.poll(() => statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([204]));
    const forged = new Request("http://localhost/", {
      method: "POST",
      body: JSON.stringify({ event: "room_finished" }),
      headers: { authorization: "nonsense" },
    });
    expect((await receiveWebhook(forged)).status).toBe(401);
  });
});
