import { DisconnectReason, Room, RoomEvent } from "livekit-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { createManualClock } from "../manual-clock";
import { createLiveKitConnection } from "./connection";

const ACCESS = { url: "ws://media.test", token: "first", sealed: false };
const flush = async (): Promise<void> => {
  for (let each = 0; each < 20; each += 1) await Promise.resolve();
};

/** A connection over rooms of the SDK that reach no network. */
function begin() {
  const clock = createManualClock();
  const server = { isAway: false, asked: 0 };
  const connection = createLiveKitConnection({
    first: ACCESS,
    getAccess: async () => {
      server.asked += 1;
      return server.isAway ? err(domainError("unavailable", "kit.offline")) : ok({ ...ACCESS, token: `token ${server.asked}` });
    },
    canSeal: false,
    seal: () => Promise.reject(new Error("nothing is sealed here")),
    clock,
  });
  const run = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      clock.advance(100);
      await flush();
    }
  };
  return { connection, clock, server, run };
}

describe("connection", () => {
  let left: Room[] = [];
  let refuses = false;

  beforeEach(() => {
    left = [];
    refuses = false;
    const once = Room.prototype.once;
    // Whoever connects a room listens to it first: from then on it reaches no network.
    vi.spyOn(Room.prototype, "once").mockImplementation(function (this: Room, ...how) {
      this.connect = async () => {
        this.emit(RoomEvent.Connected);
      };
      this.disconnect = async () => void left.push(this);
      this.localParticipant.publishData = async () => {
        if (refuses) throw new Error("refused");
      };
      return once.apply(this, how);
    });
  });
  afterEach(() => void vi.restoreAllMocks());

  it("ROOM-73: keeps a line whose peer fell silent, and all that it still carries, until there is a token for a fresh one", async () => {
    const { connection, server, run } = begin();
    connection.start();
    await flush();
    const old = connection.room();
    old?.remoteParticipants.set("other", {} as never);
    old?.emit(RoomEvent.ParticipantConnected, {} as never);
    server.isAway = true;
    await run(20_000);
    expect(server.asked).toBeGreaterThan(2);
    expect(connection.room()).toBe(old);
    expect(left).toEqual([]);
    expect(connection.status.get()).toBe("connected");
    expect(connection.slow.get()).toBe(true);
    server.isAway = false;
    await run(20_000);
    expect(connection.room()).not.toBe(old);
    expect(left).toEqual([old]);
    expect(connection.status.get()).toBe("connected");
    await connection.close();
  });

  it("ROOM-73: asks for a token at the usual pace while a line that refuses to send is kept", async () => {
    const { connection, server, run } = begin();
    connection.start();
    await flush();
    [server.isAway, refuses] = [true, true];
    await run(60_000);
    expect(left).toEqual([]);
    expect(server.asked).toBeLessThan(15);
    [server.isAway, refuses] = [false, false];
    await run(16_000);
    expect(left).toHaveLength(1);
    expect(connection.status.get()).toBe("connected");
  });

  it("leaves what ended by itself at once, and connects when there is a token", async () => {
    const { connection, server, run } = begin();
    connection.start();
    await flush();
    server.isAway = true;
    connection.room()?.emit(RoomEvent.Disconnected, DisconnectReason.SERVER_SHUTDOWN);
    await run(3000);
    expect(connection.room()).toBeNull();
    expect(connection.status.get()).toBe("unavailable");
    server.isAway = false;
    await run(16_000);
    expect(connection.status.get()).toBe("connected");
  });

  it("ROOM-73: moves over at once when sealing changes, and asks once", async () => {
    const { connection, server, run } = begin();
    connection.start();
    await flush();
    server.isAway = true;
    connection.follow(true);
    connection.follow(true);
    await flush();
    expect(connection.room()).toBeNull();
    expect(server.asked).toBe(1);
    await run(100);
    await connection.close();
  });

  it("asks anew at once when a person asks for it, however long the next try is away", async () => {
    const { connection, server, run } = begin();
    connection.start();
    await flush();
    server.isAway = true;
    connection.renew();
    await run(30_000);
    server.isAway = false;
    const asked = server.asked;
    connection.renew();
    await flush();
    expect(server.asked).toBe(asked + 1);
    expect(left).toHaveLength(1);
    expect(connection.status.get()).toBe("connected");
  });
});
