import { BufferAttribute, InstancedMesh, PerspectiveCamera, SphereGeometry, Vector3 } from "three";
import { afterEach, describe, expect, it } from "vitest";
import { elementsOn } from "@/core/anatomy/elements";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { MarkTool } from "@/core/anatomy/tools";
import { createManualClock } from "@/room/manual-clock";
import { createSoloScene } from "@/room/scene/solo";
import { createFlatView } from "../flat/flat-view";
import { createModelHand } from "../flat/hand";
import { createOwnFigure } from "../people/own-figure";
import { StageView } from "../stage/stage-view";
import { MeasureMark } from "./measure-mark";
import { ToolHand } from "./tool-hand";

const RADIUS_M = 0.05;
const SIZE = { width: 800, height: 600 };

/** A ball that lies beside the origin of its own frame, as organs do. */
const ball: AnatomyModel = {
  id: "ball",
  name: { en: "Ball", es: "Bola" },
  file: "ball.glb",
  bytes: 1,
  sha256: "0".repeat(64),
  triangles: 1,
  licence: "MIT",
  source: "ours",
  caution: { en: "A ball.", es: "Una bola." },
  bodyFrameOriginM: [0, 0, 0],
  boundsM: { min: [0.25, 0.95, -0.05], max: [0.35, 1.05, 0.05] },
  levels: [],
  structures: [],
};
const centre = new Vector3(0.3, 1, 0);

function surface(): SphereGeometry {
  const geometry = new SphereGeometry(RADIUS_M, 96, 64).translate(centre.x, centre.y, centre.z);
  const count = geometry.getAttribute("position").count;
  geometry.deleteAttribute("uv");
  geometry.setAttribute("color", new BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(new Uint8Array(count * 4), 4, true));
  return geometry;
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A person before the ball, with a tool in their hand. */
function holding(tool: MarkTool) {
  const clock = createManualClock();
  const scene = createSoloScene(clock);
  const view = new StageView({ scene, model: ball, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: false, invalidate: () => undefined });
  view.setStructures([{ id: "skin", geometry: surface() }]);
  const camera = new PerspectiveCamera(22, SIZE.width / SIZE.height, 0.01, 10);
  camera.position.set(0, view.stage.homeHeightM, 0.6);
  camera.updateMatrixWorld();
  /** One more picture: the model stands where the scene says. */
  const place = (): void => {
    clock.advance(100);
    const model = view.modelObject;
    const { p, q, s } = view.transform;
    model?.position.set(p[0], p[1] + view.stage.homeHeightM, p[2]);
    model?.quaternion.set(q[0], q[1], q[2], q[3]);
    model?.scale.setScalar(s);
    model?.updateMatrixWorld(true);
  };
  place();
  const made: string[] = [];
  let locked = 0;
  const hand = new ToolHand({ scene, model: ball, view, tool, colour: "#7fb4e6", onMade: (_tool, id) => made.push(id), onPending: () => undefined, onLocked: () => (locked += 1) });
  const flat = createFlatView(camera, view, () => SIZE);
  const modelHand = createModelHand({ scene, model: ball, view, figure: createOwnFigure(null, ball.id), onLocked: () => (locked += 1) });
  modelHand.take(hand);
  closers.push(() => view.dispose(), () => scene.close());
  const elements = () => {
    clock.advance(100);
    return elementsOn(scene.state, scene.actor, ball);
  };
  return { scene, view, camera, flat, hand, modelHand, place, made, elements, lockedTimes: () => locked, tap: (x: number, y: number) => modelHand.tap(flat.hit(x, y)) };
}

const middle = [SIZE.width / 2, SIZE.height / 2] as const;

describe("tools in a hand, on a real surface", () => {
  it("ROOM-80: a press puts a pin on the surface, in the model's own metres, and it stays on its place as the model turns and grows", () => {
    const { scene, view, tap, elements, place, made } = holding("pin");
    tap(...middle);
    const pin = elements().pins[0];
    expect(pin).toMatchObject({ id: made[0], structure: "skin", text: "" });
    const front = centre.clone().add(new Vector3(0, 0, RADIUS_M));
    expect(new Vector3(...(pin?.at ?? [])).distanceTo(front)).toBeLessThan(0.001);
    scene.dispatch({ register: "model/ball/transform", value: { p: [0, 0, 0], q: [0, Math.SQRT1_2, 0, Math.SQRT1_2], s: 2 } });
    place();
    const inRoom = view.toWorld(pin?.at ?? [0, 0, 0], new Vector3());
    expect(inRoom.distanceTo(new Vector3(2 * RADIUS_M, view.stage.homeHeightM, 0))).toBeLessThan(0.002);
  });

  it("beside the model a press puts nothing down, and lets go of the chosen part", () => {
    const { scene, tap, elements } = holding("pin");
    scene.dispatch({ register: "person/1/selection", value: { model: "ball", structure: "skin" } });
    tap(5, 5);
    expect(elements().pins).toEqual([]);
    expect(scene.get("person/1/selection")).toBeNull();
  });

  it("ROOM-81: two presses measure what lies between them at life size, however large the model is shown", () => {
    const angleRad = 0.35;
    const ends = [-angleRad, angleRad].map((angle) => centre.clone().add(new Vector3(Math.sin(angle), 0, Math.cos(angle)).multiplyScalar(RADIUS_M)));
    for (const s of [1, 3]) {
      const { scene, view, camera, hand, tap, place, elements } = holding("measure");
      scene.dispatch({ register: "model/ball/transform", value: { p: [0, 0, 0], q: [0, 0, 0, 1], s } });
      place();
      const [first, second] = ends.map(({ x, y, z }) => {
        const seen = view.toWorld([x, y, z], new Vector3()).project(camera);
        return [((seen.x + 1) / 2) * SIZE.width, ((1 - seen.y) / 2) * SIZE.height] as const;
      });
      tap(...(first ?? middle));
      expect(elements().measures).toEqual([]);
      tap(...(second ?? middle));
      expect(hand.giveUp()).toBe(false);
      const mm = elements().measures[0]?.mm ?? 0;
      expect(Math.abs(mm - 2 * RADIUS_M * Math.sin(angleRad) * 1000)).toBeLessThan(0.2);
    }
  });

  /** Presses on the ball's surface at places seen from its middle, as the camera has them. */
  const press = ({ view, camera, tap }: ReturnType<typeof holding>, ...ways: readonly Vector3[]): void => {
    for (const way of ways) {
      const { x, y, z } = centre.clone().addScaledVector(way.clone().normalize(), RADIUS_M);
      const seen = view.toWorld([x, y, z], new Vector3()).project(camera);
      tap(((seen.x + 1) / 2) * SIZE.width, ((1 - seen.y) / 2) * SIZE.height);
    }
  };

  it("ANA-301: three presses measure the angle at the second, and one step back takes it away", () => {
    const held = holding("angle");
    press(held, new Vector3(0.4, 0, 1), new Vector3(0, 0, 1));
    expect(held.elements().angles).toEqual([]);
    expect(held.hand.stepBack()).toBe(true);
    press(held, new Vector3(0, 0, 1), new Vector3(0, 0.4, 1));
    const [angle] = held.elements().angles;
    // Two chords of one length from the pole, a quarter turn apart, each bent down by half of its arc.
    const half = Math.atan(0.4) / 2;
    expect(Math.abs((angle?.deg ?? 0) / ((Math.acos(Math.sin(half) ** 2) * 180) / Math.PI) - 1)).toBeLessThan(0.01);
    expect(held.made).toEqual([angle?.id]);
    held.scene.undo();
    expect(held.elements().angles).toEqual([]);
  });

  it("ANA-302: presses around the ball measure its circle's area to 1 %, and the first place again closes the loop", () => {
    const held = holding("area");
    const ring = Array.from({ length: 40 }, (_, i) => new Vector3(Math.sin((i / 40) * 2 * Math.PI) * 0.5, Math.cos((i / 40) * 2 * Math.PI) * 0.5, Math.sqrt(0.75)));
    press(held, ...ring);
    expect(held.elements().areas).toEqual([]);
    press(held, ring[0] ?? new Vector3());
    const [area] = held.elements().areas;
    expect(area?.points).toHaveLength(40);
    expect(Math.abs((area?.mm2 ?? 0) / (Math.PI * (RADIUS_M * 0.5) ** 2 * 1e6) - 1)).toBeLessThan(0.01);
    expect(area?.isBent).toBe(false);
    expect(held.hand.giveUp()).toBe(false);
  });

  it("ANA-302: a loop of two corners is not closed, Escape takes corners back one by one, and a loop with its fill is drawn and let go", () => {
    const held = holding("area");
    press(held, new Vector3(0, 0, 1), new Vector3(0.3, 0, 1));
    expect(held.hand.closeLoop()).toBe(false);
    press(held, new Vector3(0.3, 0.3, 1), new Vector3(0, 0.3, 1));
    expect(held.hand.stepBack()).toBe(true);
    expect(held.hand.closeLoop()).toBe(true);
    const { areas } = held.elements();
    expect(areas[0]?.points).toHaveLength(3);
    const mark = new MeasureMark("area", areas[0]?.points ?? [], { density: 1 });
    mark.place((at, into) => held.view.toWorld(at, into), () => 0.0001);
    expect(mark.fill?.geometry.index?.count).toBe(3);
    expect(mark.children.filter((child) => child instanceof InstancedMesh).map((mesh) => mesh.count)).toEqual([3, 3, 3, 3]);
    mark.dispose();
  });

  it("ROOM-82: a pen leaves a line on the surface in parts, and one step back takes all of it away", () => {
    const { scene, flat, hand, elements, made } = holding("draw");
    const start = flat.hit(middle[0] - 60, middle[1]);
    expect(start && hand.pen?.down(start)).toBe(true);
    for (let x = -60; x <= 60; x += 2) hand.pen?.to(flat.hit(middle[0] + x, middle[1] + Math.sin(x / 9) * 20));
    hand.pen?.up();
    const stroke = elements().strokes[0];
    expect(stroke?.id).toBe(made[0]);
    expect(scene.state.slots.has(`stroke/${made[0] ?? ""}/part/1`)).toBe(true);
    expect(stroke?.points.length).toBeGreaterThan(20);
    for (const point of stroke?.points ?? []) expect(Math.abs(new Vector3(...point).distanceTo(centre) - RADIUS_M)).toBeLessThan(0.001);
    scene.undo();
    expect(elements().strokes).toEqual([]);
    scene.redo();
    expect(elements().strokes).toHaveLength(1);
  });

  it("a line that was broken off leaves nothing, and a press without a way neither", () => {
    const { flat, hand, elements, made } = holding("draw");
    const start = flat.hit(...middle);
    if (start) hand.pen?.down(start);
    for (let x = 0; x <= 60; x += 2) hand.pen?.to(flat.hit(middle[0] + x, middle[1]));
    hand.pen?.cancel();
    if (start) hand.pen?.down(start);
    hand.pen?.up();
    expect(elements().strokes).toEqual([]);
    expect(made).toEqual([]);
  });

  it("elements of one moment have numbers of their own", () => {
    const { hand, elements } = holding("pin");
    hand.pin({ structure: "skin", at: [0.3, 1, 0.05] });
    hand.pin({ structure: "skin", at: [0.3, 1.01, 0.05] });
    expect(new Set(elements().pins.map(({ id }) => id)).size).toBe(2);
  });
});
