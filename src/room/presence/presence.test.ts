import { describe, expect, it } from "vitest";
import type { RosterEntry } from "@/core/room/contract";
import { FRAME_PARTS } from "@/core/room/frame";
import { nameHash } from "@/core/room/hash";
import { createManualClock } from "../manual-clock";
import { createMemoryHub } from "../memory-transport";
import { createStore } from "../store";
import { createAudience } from "./audience";
import { createPresencePublisher } from "./publisher";

const entry = (actor: number): RosterEntry => ({
  actor, identity: `seat-${actor}`, role: "patient", name: "", present: true,
});

const open = () => {
  const clock = createManualClock();
  const hub = createMemoryHub(clock);
  const from = hub.connect("seat-1");
  const to = hub.connect("seat-2");
  clock.advance(10);
  const publisher = createPresencePublisher(from, clock);
  const roster = createStore<readonly RosterEntry[]>([entry(1), entry(2)]);
  const audience = createAudience(to, roster, clock);
  let sent = 0;
  const run = (frames: number, move: (frame: number) => void) => {
    for (let frame = 0; frame < frames; frame += 1) {
      move(frame);
      if (publisher.tick()) sent += 1;
      clock.advance(16);
      audience.sample();
    }
  };
  return { clock, hub, from, publisher, audience, run, sent: () => sent };
};

describe("presence", () => {
  it("shows the other's head and pointer", () => {
    const { publisher, audience, run } = open();
    publisher.own.parts = FRAME_PARTS.head | FRAME_PARTS.pointer;
    publisher.own.pointerTarget = nameHash("heart", "aorta");
    run(60, (frame) => {
      publisher.own.head[0] = frame / 100;
    });
    const [peer] = audience.sample();
    expect(peer?.person.actor).toBe(1);
    expect(peer?.presence).toBe(1);
    expect(peer?.pose.head[0]).toBeGreaterThan(0.45);
    expect(peer?.pose.pointerTarget).toBe(nameHash("heart", "aorta"));
    expect(audience.people.get()).toHaveLength(1);
  });

  it("sends at the rate that was asked for, and once a second when nothing moves", () => {
    const moving = open();
    moving.publisher.own.parts = FRAME_PARTS.head;
    moving.publisher.setRate(30);
    moving.run(188, (frame) => {
      moving.publisher.own.head[0] = frame / 100;
    });
    expect(moving.sent()).toBeGreaterThan(80);
    expect(moving.sent()).toBeLessThan(96);
    const still = open();
    still.publisher.own.parts = FRAME_PARTS.head;
    still.run(188, () => undefined);
    expect(still.sent()).toBeLessThanOrEqual(4);
  });

  it("lets go of people who leave, and ignores strangers and nonsense", () => {
    const { clock, hub, from, publisher, audience, run } = open();
    publisher.own.parts = FRAME_PARTS.head;
    run(5, () => undefined);
    hub.connect("seat-9").sendFrame(new Uint8Array([0x41]));
    from.sendFrame(new Uint8Array([1, 2, 3]));
    clock.advance(50);
    expect(audience.people.get().map(({ actor }) => actor)).toEqual([1]);
    void from.close();
    clock.advance(50);
    expect(audience.sample()).toEqual([]);
  });
});
