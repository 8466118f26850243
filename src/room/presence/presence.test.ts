import { describe, expect, it } from "vitest";
import type { RosterEntry } from "@/core/room/contract";
import { FRAME_PARTS } from "@/core/room/frame";
import { HANDS_PARTS, MAX_HANDS_BYTES } from "@/core/room/hands-frame";
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

  it("ANA-606: says never more than 3,000 bytes in any second, the envelope counted, with both hands tracked, pointing and holding at once", () => {
    const { publisher, clock, hub, run } = open();
    const seen: { atMs: number; bytes: number }[] = [];
    hub.connect("seat-3").onFrame((_, bytes) => seen.push({ atMs: clock.now(), bytes: bytes.length + 26 }));
    publisher.own.parts = FRAME_PARTS.head | FRAME_PARTS.left | FRAME_PARTS.right | FRAME_PARTS.pointer | FRAME_PARTS.held;
    publisher.hands.parts = HANDS_PARTS.left | HANDS_PARTS.right;
    publisher.setRate(30);
    run(400, (frame) => {
      publisher.own.head[0] = frame / 500;
      for (const hand of [publisher.hands.left, publisher.hands.right]) hand.ways.set([Math.sin(frame / 9), 0, -Math.cos(frame / 9)], 27);
    });
    const perSecond = seen.map(({ atMs }) => seen.filter((each) => each.atMs > atMs - 1000 && each.atMs <= atMs).reduce((sum, { bytes }) => sum + bytes, 0));
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(3000);
    const hands = seen.filter(({ bytes }) => bytes === MAX_HANDS_BYTES + 26).length;
    // Both go on: places about 20 times a second, fingers several times.
    expect(seen.length - hands).toBeGreaterThan(400 * 0.016 * 18);
    expect(hands).toBeGreaterThan(400 * 0.016 * 4);
  });

  it("ANA-606: fingers arrive as they were held and move evenly; a page that knows no fingers still sees the person", () => {
    const { publisher, audience, clock, run } = open();
    publisher.own.parts = FRAME_PARTS.head | FRAME_PARTS.right;
    publisher.hands.parts = HANDS_PARTS.right;
    const hand = publisher.hands.right;
    const bend = (rad: number): void => hand.ways.set([0, -Math.sin(rad), -Math.cos(rad)], 27);
    run(40, () => bend(0));
    expect(audience.sample()[0]?.hands.right?.ways[28]).toBeCloseTo(0, 1);
    expect(audience.sample()[0]?.hands.left).toBeNull();
    const shown: number[] = [];
    run(60, (frame) => {
      bend(Math.min(1.2, frame / 30));
      shown.push(audience.sample()[0]?.hands.right?.ways[28] ?? 9);
    });
    const steps = shown.slice(1).map((now, i) => Math.abs(now - (shown[i] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.15);
    expect(shown.at(-1)).toBeCloseTo(-Math.sin(1.2), 1);
    publisher.hands.parts = 0;
    run(5, () => undefined);
    clock.advance(50);
    expect(audience.sample()[0]?.hands.right).toBeNull();
    expect(audience.sample()[0]?.presence).toBe(1);
  });

  it("ANA-607: a headset that is taken off says so at once, the person stays in the room, and putting it on again is told too", () => {
    const { publisher, audience, from, clock, run } = open();
    publisher.own.parts = FRAME_PARTS.head;
    run(5, () => undefined);
    publisher.setHeadset("away");
    run(10, () => undefined);
    expect(audience.away.get()).toEqual(["seat-1"]);
    expect(audience.people.get()).toHaveLength(1);
    publisher.setHeadset("worn");
    run(10, () => undefined);
    expect(audience.away.get()).toEqual([]);
    publisher.setHeadset("away");
    run(10, () => undefined);
    void from.close();
    clock.advance(50);
    expect(audience.away.get()).toEqual([]);
  });
});
