import { Quaternion, Vector3, type Ray, type Sphere } from "three";
import { describe, expect, it } from "vitest";
import type { ModelTransform } from "@/core/anatomy/transform";
import type { Pen } from "../flat/hand";
import type { StageHandle } from "../stage/stage-scene";
import { HeadsetHands, type PointerMoment } from "./headset-hands";

/** A wall at z = 0: rays hit it where they come to it, what is near touches it within its reach. */
const wall = {
  hit: ({ origin, direction }: Ray) => {
    const distance = -origin.z / direction.z;
    return Math.abs(direction.z) < 1e-6 || distance < 0 ? null : { structureId: "wall", distance, point: origin.clone().addScaledVector(direction, distance) };
  },
  touch: ({ center, radius }: Sphere) => (Math.abs(center.z) > radius ? null : { structureId: "wall", distance: Math.abs(center.z), point: center.clone().setZ(0) }),
};

function writing() {
  const said: string[] = [];
  const at = (point: Vector3): string => point.toArray().map((each) => each.toFixed(2)).join(" ");
  const pen: Pen = {
    down: (hit) => said.push(`down ${at(hit.point)}`) > 0,
    to: (hit) => void said.push(hit ? `to ${at(hit.point)}` : "off"),
    up: () => void said.push("up"),
    cancel: () => void said.push("cancel"),
  };
  const hand = { tool: { pen, tap: () => true }, isTied: false, begin: () => void said.push("grab"), end: () => undefined };
  const stage = { hand, view: { modelObject: wall, stage: { homeHeightM: 1 } } };
  // The parts of a stage that hands reach for; the whole needs a graphics card.
  return { said, hand, hands: new HeadsetHands(stage as unknown as StageHandle) };
}
const moment = (id: number, isRay: boolean, x: number, z: number): PointerMoment => ({ id, isRay, position: new Vector3(x, 0, z), quaternion: new Quaternion(), point: new Vector3() });

describe("a measure in a headset", () => {
  function measuring() {
    const put: string[] = [];
    const hand = {
      tool: { pen: null, tap: () => true } as { readonly pen: null; tap(): boolean } | null,
      now: { p: [0, 0, 0], q: [0, 0, 0, 1], s: 1 },
      isTied: false,
      begin: () => hand.now,
      move: () => undefined,
      end: () => undefined,
      tap: (hit: { readonly point: Vector3 } | null) => void put.push(hit?.point.toArray().map((each) => each.toFixed(2)).join(" ") ?? "none"),
    };
    const stage = { hand, view: { modelObject: wall, stage: { homeHeightM: 1 } } };
    return { put, hand, hands: new HeadsetHands(stage as unknown as StageHandle) };
  }

  it("ANA-304: a press with the ray, a pinch or a fingertip puts a point where it touches; carrying the model puts none", () => {
    const { put, hand, hands } = measuring();
    for (const at of [moment(1, true, 0.1, 0.5), moment(2, false, 0.2, 0.03)]) {
      expect(hands.down(at)).toBe(true);
      hands.move({ ...at, position: at.position.clone().add(new Vector3(0.002, 0, 0)) });
      hands.up(at);
    }
    const carrying = moment(3, false, 0, 0.02);
    hands.down(carrying);
    hands.move({ ...carrying, position: new Vector3(0.2, 0, 0.02) });
    hands.up(carrying);
    // A fingertip says where it came to the surface, however deep it goes, once it has left, and carries nothing.
    const tip = (z: number, x = 0.3): PointerMoment => ({ ...moment(4, false, x, z), isFingertip: true });
    const poke = (...way: readonly number[]): void => way.forEach((z, i) => hands.move(tip(z, 0.3 + i * 0.01)));
    poke(0.035, 0.009, -0.008, -0.02);
    expect(put).toHaveLength(2);
    poke(0.02, 0.035);
    expect(put).toEqual(["0.10 0.00 0.00", "0.20 0.00 0.00", "0.31 0.00 0.00"]);
    // One that only comes near puts none; one that is gone at once has left; a second finger waits.
    poke(0.035, 0.02, 0.035);
    poke(0.035, 0.005);
    hands.move({ ...tip(0.005, 0.7), id: 5 });
    hands.leave({ id: 5 });
    hands.leave({ id: 4 });
    expect(put.slice(3)).toEqual(["0.31 0.00 0.00"]);
    expect(hands.isHolding).toBe(false);
    hand.isTied = true;
    poke(0.035, 0.005, 0.035);
    expect(put).toHaveLength(4);
  });

  it("ANA-304: fingers that close while they touch pinch, and put one point, not another as they open and leave", () => {
    const { hand, hands, put } = measuring();
    const tip = (z: number): PointerMoment => ({ ...moment(4, false, 0.3, z), isFingertip: true });
    hands.move(tip(0.03));
    hands.move(tip(0.008));
    expect(hands.down(tip(0.006))).toBe(true);
    hands.move(tip(0.007));
    hands.up(tip(0.007));
    for (const z of [0.006, 0.009, 0.035]) hands.move(tip(z));
    expect(put).toEqual(["0.30 0.00 0.00"]);
    for (const z of [0.006, 0.035]) hands.move(tip(z));
    expect(put).toHaveLength(2);
    hand.tool = null;
    for (const z of [0.006, 0.035]) hands.move(tip(z));
    expect(put).toHaveLength(2);
  });
});

describe("two hands on a model", () => {
  function holding() {
    const moved: ModelTransform[] = [];
    const hand = { tool: null, now: { p: [0, 0, 0], q: [0, 0, 0, 1], s: 1 }, isTied: false, begin: () => hand.now, move: (to: ModelTransform) => void moved.push(to), end: () => void (ended += 1), tap: () => undefined };
    let ended = 0;
    const hands = new HeadsetHands({ hand, view: { modelObject: wall, stage: { homeHeightM: 1 } } } as unknown as StageHandle);
    const at = (id: number, isRay: boolean, x: number, y: number, z: number): PointerMoment => ({ id, isRay, position: new Vector3(x, y, z), quaternion: new Quaternion(), point: new Vector3(x, y, 0) });
    return { hands, at, last: () => moved.at(-1), ended: () => ended };
  }

  const check = (isRay: boolean, z: number): void => {
    const { hands, at, last, ended } = holding();
    hands.down(at(1, isRay, -0.05, 1, z));
    hands.down(at(2, isRay, 0.05, 1, z));
    hands.move(at(1, isRay, -0.1, 1, z));
    hands.move(at(2, isRay, 0.1, 1, z));
    expect(last()?.s).toBeCloseTo(2, 6);
    expect(Math.hypot(...(last()?.p ?? [NaN]))).toBeLessThan(1e-6);
    hands.move(at(1, isRay, 0, 0.9, z));
    hands.move(at(2, isRay, 0, 1.1, z));
    expect(last()?.s).toBeCloseTo(2, 6);
    expect(Math.abs(last()?.q[2] ?? 0)).toBeCloseTo(Math.SQRT1_2, 5);
    hands.up({ id: 1 });
    expect([hands.isHolding, ended()]).toEqual([true, 0]);
    hands.up({ id: 2 });
    expect([hands.isHolding, ended()]).toEqual([false, 1]);
  };

  it("ANA-613: by two hands near it, twice as far apart makes it twice as large on all axes, about where they hold it", () => check(false, 0));

  it("ANA-613: by two rays, the same; a quarter turn of both turns it, and one that lets go leaves it to the other", () => check(true, 0.5));
});

describe("a pen in a headset", () => {
  it("ROOM-87: draws where the ray hits, and a second hand neither draws along nor grabs", () => {
    const { said, hands } = writing();
    expect(hands.down(moment(1, true, 0.1, 0.5))).toBe(true);
    expect(hands.down(moment(2, true, 0.3, 0.5))).toBe(false);
    hands.move(moment(1, true, 0.2, 0.5));
    hands.move(moment(2, true, 0.4, 0.5));
    hands.up({ id: 2 });
    hands.up({ id: 1 });
    expect(said).toEqual(["down 0.10 0.00 0.00", "to 0.20 0.00 0.00", "up"]);
    expect(hands.isHolding).toBe(false);
  });

  it("ROOM-87: draws where a fingertip touches, not from 3 cm away, and leaves the surface with it", () => {
    const { said, hands } = writing();
    expect(hands.down(moment(1, false, 0, 0.03))).toBe(false);
    expect(hands.down(moment(1, false, 0, 0.01))).toBe(true);
    hands.move(moment(1, false, 0.05, 0.015));
    hands.move(moment(1, false, 0.06, 0.05));
    hands.up({ id: 1 });
    expect(said).toEqual(["down 0.00 0.00 0.00", "to 0.05 0.00 0.00", "off", "up"]);
  });

  it("ROOM-87: a fingertip draws by touch alone from 1 cm on, ends its line as it leaves, and is asked once where it may not draw", () => {
    const { said, hand, hands } = writing();
    const tip = (x: number, z: number): PointerMoment => ({ ...moment(1, false, x, z), isFingertip: true });
    for (const [x, z] of [[0, 0.03], [0, 0.015], [0, 0.009], [0.02, 0.012], [0.03, 0.025]] as const) hands.move(tip(x, z));
    expect(said).toEqual(["down 0.00 0.00 0.00", "to 0.02 0.00 0.00", "up"]);
    hands.move(tip(0.1, 0.005));
    hands.leave({ id: 1 });
    expect(said.slice(3)).toEqual(["down 0.10 0.00 0.00", "up"]);
    let asked = 0;
    hand.tool.pen.down = () => (asked += 1) < 0;
    for (const z of [0.005, 0.004, 0.005]) hands.move(tip(0, z));
    expect(asked).toBe(1);
    expect(hands.isHolding).toBe(false);
  });

  it("ROOM-87: tied hands begin no line, and what goes away gives up the one it draws", () => {
    const { said, hand, hands } = writing();
    hand.isTied = true;
    expect(hands.down(moment(1, true, 0, 0.5))).toBe(false);
    hand.isTied = false;
    hands.down(moment(1, true, 0, 0.5));
    hands.drop();
    hands.up({ id: 1 });
    expect(said).toEqual(["down 0.00 0.00 0.00", "cancel"]);
  });
});

describe("a handle in a headset", () => {
  /** A hand before the wall, with a handle on the ray x = 0.3 that lies before it. */
  function holding(isTied: boolean) {
    const said: string[] = [];
    const found = (isNear: boolean) => ({
      point: new Vector3(0.3, 0, 0.1),
      distance: 0.1,
      take: () => ({
        byRay: ({ origin }: Ray) => void said.push(`ray ${origin.x.toFixed(2)}`),
        byPose: ({ x }: Vector3) => void said.push(`pose ${x.toFixed(2)}`),
        end: () => void said.push(`end ${isNear ? "near" : "far"}`),
        cancel: () => void said.push("cancel"),
      }),
    });
    const grips = { along: ({ origin }: Ray) => (Math.abs(origin.x - 0.3) < 0.02 ? found(false) : null), near: ({ center }: Sphere) => (Math.abs(center.x - 0.3) < 0.02 ? found(true) : null), point: () => false };
    const hand = { tool: null, isTied, begin: () => void said.push("grab"), end: () => undefined };
    const stage = { hand, view: { modelObject: wall, grips, stage: { homeHeightM: 1 } } };
    return { said, hands: new HeadsetHands(stage as unknown as StageHandle) };
  }

  it("ANA-105: is taken before the model, by ray and near, goes with that hand alone, and is let go with it", () => {
    const { said, hands } = holding(false);
    expect(hands.down(moment(1, true, 0.3, 0.5))).toBe(true);
    hands.move(moment(2, true, 0.5, 0.5));
    hands.move(moment(1, true, 0.4, 0.5));
    hands.up({ id: 2 });
    expect(hands.isHolding).toBe(true);
    hands.up({ id: 1 });
    hands.down(moment(1, false, 0.3, 0.02));
    hands.move(moment(1, false, 0.35, 0.02));
    hands.up({ id: 1 });
    expect(said).toEqual(["ray 0.30", "ray 0.40", "end far", "pose 0.30", "pose 0.35", "end near"]);
  });

  it("ANA-105: is not taken by hands that are tied, and stays where it was when the session ends", () => {
    const tied = holding(true);
    tied.hands.down(moment(1, true, 0.3, 0.5));
    expect(tied.said).toEqual(["grab"]);
    const { said, hands } = holding(false);
    hands.down(moment(1, true, 0.3, 0.5));
    hands.drop();
    expect(said).toEqual(["ray 0.30", "cancel"]);
  });
});
