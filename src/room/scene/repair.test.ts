import { describe, expect, it } from "vitest";
import { encodeOps } from "@/core/room/message";
import { registers } from "@/core/room/registers";
import type { RoomTransport } from "../transport";
import { createSceneWorld, picturesOf } from "../../../tests/support/scene-world";
import type { SceneSync } from "./sync";

const calm = { loss: 0, duplication: 0, reordering: 0, maxDelayMs: 0 };
const EDITS = 200;
const CUT_MS = 30_000;
const SEEDS = Array.from({ length: 12 }, (_, each) => each + 1);

const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);

/** Both are cut off from everything and edit on, one each time the other does; then the way is open again. */
async function cutAndHeal(seed: number, says: "reconnected" | "nothing") {
  const carried = { line: 0, pushed: 0, pulled: 0 };
  const counted = (transport: RoomTransport): RoomTransport => ({
    ...transport,
    sendReliable: (bytes, how) => {
      carried.line += bytes.length;
      return transport.sendReliable(bytes, how);
    },
  });
  const world = createSceneWorld(seed, calm, counted);
  const connect = world.server.connect;
  world.server.connect = (): SceneSync => {
    const sync = connect();
    return {
      ...sync,
      push: (actor, ops, isLast) => {
        carried.pushed += ops.length;
        return sync.push(actor, ops, isLast);
      },
      pull: async (since) => {
        const answer = await sync.pull(since);
        if (answer.ok) carried.pulled += answer.value.ops.length;
        return answer;
      },
    };
  };
  const both = [world.enter(), world.enter()];
  await world.run(3000);
  const known = world.server.log.length;
  const cut = (isCut: boolean): void => {
    world.server.down = isCut;
    for (const [at, { transport }] of both.entries()) {
      transport.partitioned = isCut;
      if (says === "reconnected") world.hub.setStatus(`seat-${at + 1}`, isCut ? "reconnecting" : "connected");
    }
  };
  cut(true);
  for (let each = 0; each < EDITS; each += 1) {
    for (const [at, { replica }] of both.entries()) {
      const part = registers.visible("heart", `${at}-${each % 40}`);
      if (each % 2 === 0) replica.dispatch({ register: registers.transform("heart"), value: { p: [each / 100, at, 0], q: [0, 0, 0, 1], s: 1 } });
      else replica.dispatch({ register: part, value: replica.get(part) === false });
      replica.settle();
    }
    await world.run(CUT_MS / EDITS);
  }
  expect(both.map(({ replica }) => replica.status.get().waiting)).toEqual([EDITS, EDITS]);
  Object.assign(carried, { line: 0, pushed: 0, pulled: 0 });
  cut(false);
  const isRepaired = (): boolean => new Set(picturesOf(world).map(({ hash }) => hash)).size === 1 && both.every(({ replica }) => replica.status.get().waiting === 0);
  let repairMs = 0;
  for (; repairMs < 20_000 && !isRepaired(); repairMs += 25) await world.run(25);
  const missed = world.server.log.slice(known).map(({ op }) => op);
  const missedBytes = sum([1, 2].flatMap((actor) => encodeOps(missed.filter((op) => op.actor === actor)).map(({ length }) => length)));
  return { ...carried, repairMs, missed: missed.length, missedBytes };
}

describe("repair after a cut", () => {
  it("ROOM-72: what is said over the line is little more than what was missed, and the server is told each op once", async () => {
    for (const says of ["reconnected", "nothing"] as const) {
      for (const seed of SEEDS) {
        const { line, pushed, pulled, repairMs, missed, missedBytes } = await cutAndHeal(seed, says);
        const what = `seed ${seed}, the network says ${says}`;
        expect(line, what).toBeLessThanOrEqual(1.1 * missedBytes + 1024);
        expect(pushed, what).toBe(missed);
        // Each of the two reads each row of the log once at most.
        expect(pulled, what).toBeLessThanOrEqual(2 * missed);
        expect(repairMs, what).toBeLessThanOrEqual(says === "reconnected" ? 2000 : 8000);
      }
    }
  });
});
