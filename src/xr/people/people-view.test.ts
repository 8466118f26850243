import { Matrix4, PerspectiveCamera, Quaternion, Vector3, Vector4 } from "three";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHandShape, restingHand } from "@/core/headset/hand-shape";
import { createFrameValues, FRAME_PARTS } from "@/core/room/frame";
import type { Playable } from "@/room/livekit/media";
import { Avatars } from "./avatars";
import type { PersonSigns } from "./company";
import { PeopleView, type PeopleFrame } from "./people-view";
import { VideoPanel } from "./video-panel";

/** A page's parts that names and pictures are drawn with. */
class Video {
  muted = false;
  videoWidth = 640;
  videoHeight = 360;
  play = vi.fn(() => Promise.resolve());
}
const context = new Proxy({}, { get: (_, name) => (name === "measureText" ? (text: string) => ({ width: text.length * 8 }) : () => undefined), set: () => true });
beforeEach(() => {
  vi.stubGlobal("document", { createElement: (kind: string) => (kind === "video" ? new Video() : { width: 0, height: 0, getContext: () => context }) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const camera = new PerspectiveCamera();
camera.position.set(0, 0.2, 0.52);
camera.updateMatrixWorld(true);

const frame = (clearanceM = 1.2, isHeadset = true): PeopleFrame => ({
  camera,
  size: { width: 800, height: 600 },
  fovDeg: 30,
  pixelRatio: 1,
  isHeadset,
  ringRadiusM: 0.09,
  roomOf: () => ({ clearanceM, reachM: Math.min(clearanceM, 0.6) }),
});

/** Somebody at a place, in a headset or at a screen, as the viewer sees them. */
function somebody(at: readonly [number, number, number], parts: number, signs: Partial<PersonSigns> = {}) {
  const view = new PeopleView("sans-serif", 1);
  view.setPeople([{ actor: 2, name: "Sam", seat: 2, isSelf: false }], ({ name }) => name);
  view.setSigns(new Map([[2, { role: "Patient", isSpeaking: false, isAway: false, video: null, ...signs }]]));
  const pose = createFrameValues();
  pose.parts = FRAME_PARTS.head | parts;
  for (const part of [pose.head, pose.left, pose.right]) part.set(at);
  view.read(2, pose);
  const avatars = (): Avatars | undefined => view.children.find((child) => child instanceof Avatars);
  const panel = view.children.find((child) => child instanceof VideoPanel);
  const alphas = (): number[] => {
    const mesh = avatars();
    if (!mesh?.visible) return [];
    return Array.from({ length: mesh.instanceCount }, (_, id) => id)
      .filter((id) => mesh.getVisibleAt(id))
      .map((id) => mesh.getColorAt(id, new Vector4()).w);
  };
  const mouth = (): Vector3 => {
    const place = new Vector3(NaN);
    view.forEachMouth((_, each) => place.copy(each));
    return place;
  };
  return { view, pose, panel, avatars, alphas, mouth };
}

const HANDS = FRAME_PARTS.left | FRAME_PARTS.right;

describe("people in the scene", () => {
  it("ANA-600: a figure fades inside the boundary and is gone at half of it; the viewer and the figure stay where they are", () => {
    const [far, near, inside] = [somebody([0, 0.2, -1], HANDS), somebody([0, 0.2, -0.38], HANDS), somebody([0, 0.2, 0.1], HANDS)];
    for (const each of [far, near, inside]) each.view.tick(frame());
    expect(Math.min(...far.alphas())).toBe(1);
    expect(Math.max(...near.alphas())).toBeCloseTo(0.5, 1);
    expect(inside.alphas()).toEqual([]);
    expect(inside.mouth().toArray()).toEqual([expect.closeTo(0), expect.closeTo(0.2), expect.closeTo(0.1)]);
    expect(camera.position.toArray()).toEqual([0, 0.2, 0.52]);
    // With a yes they see each other whole.
    near.view.tick(frame(0.25));
    expect(Math.min(...near.alphas())).toBe(1);
  });

  it("ANA-600: a hand that reaches into the viewer's room fades, though its person stands well away", () => {
    const { view, pose, alphas } = somebody([0, 0.2, -1], HANDS);
    pose.right.set([0, 0.2, 0.3]);
    view.read(2, pose);
    view.tick(frame());
    // Head, visor, and the palm and bones of the hand that is away.
    expect(alphas().filter((alpha) => alpha === 1)).toHaveLength(2 + 25);
    expect(alphas()).toHaveLength(2 + 25);
  });

  it("ANA-606: everybody's heads and hands are one draw call, fingers where they were held", () => {
    const avatars = new Avatars();
    const hand = createHandShape();
    restingHand("right", 0, hand);
    avatars.begin();
    for (let i = 0; i < 8; i += 1) {
      avatars.putHead(new Matrix4().makeTranslation(i, 1, 0), "#73cfc2", 1);
      for (let side = 0; side < 2; side += 1) avatars.putHand(new Matrix4(), hand.ways, "#73cfc2", 1);
    }
    avatars.end();
    const seen = Array.from({ length: avatars.instanceCount }, (_, id) => avatars.getVisibleAt(id)).filter(Boolean).length;
    expect(seen).toBe(8 * (2 + 2 * 25));
    const triangles = (avatars.geometry.index?.count ?? 0) / 3;
    expect(triangles).toBeLessThan(3000);
    avatars.begin();
    avatars.end();
    expect(avatars.visible).toBe(false);
    avatars.dispose();
  });

  it("ANA-603: somebody at a screen is a picture outside of the viewer's room, turned to them; with the camera off it neither shows nor plays", () => {
    const detach = vi.fn();
    const video: Playable = { id: "v1", attach: () => detach };
    const { view, panel, mouth, alphas } = somebody([0, 0.2, 0.6], 0, { video });
    view.tick(frame());
    expect(panel?.visible).toBe(true);
    expect(panel?.playingId).toBe("v1");
    expect(Math.hypot(mouth().x - camera.position.x, mouth().z - camera.position.z)).toBeGreaterThanOrEqual(0.6 - 1e-6);
    const toViewer = camera.position.clone().sub(mouth()).setY(0).normalize();
    const facing = new Vector3(0, 0, 1).applyQuaternion(panel?.quaternion ?? new Quaternion());
    expect(facing.dot(toViewer)).toBeCloseTo(1, 5);
    expect(alphas()).toEqual([]);
    view.setSigns(new Map([[2, { role: "Patient", isSpeaking: false, isAway: false, video: null }]]));
    view.tick(frame());
    expect([panel?.visible, panel?.playingId, detach.mock.calls.length]).toEqual([false, null, 1]);
    expect(alphas()).toHaveLength(2);
  });

  it("ANA-603: on a flat screen nobody's picture plays in the scene, and who is in a headset stands small over their mark", () => {
    const video: Playable = { id: "v1", attach: () => () => undefined };
    const { view, panel, avatars } = somebody([0, 0.2, 0.6], HANDS, { video });
    view.tick(frame(1.2, false));
    expect(panel?.playingId).toBeNull();
    const [at, scale] = [new Matrix4(), new Vector3()];
    avatars()?.getMatrixAt(0, at);
    at.decompose(new Vector3(), new Quaternion(), scale);
    expect(scale.x).toBeCloseTo(0.13, 5);
  });

  it("ANA-608: a voice comes from within 15° of what is seen of its person: head, picture or mark", () => {
    const { view, mouth, avatars } = somebody([-0.6, 0.3, -0.7], HANDS);
    view.tick(frame());
    const at = new Matrix4();
    avatars()?.getMatrixAt(0, at);
    const seen = new Vector3().setFromMatrixPosition(at).sub(camera.position);
    expect((mouth().sub(camera.position).angleTo(seen) * 180) / Math.PI).toBeLessThan(15);
    view.tick(frame(1.2, false));
    expect(Math.hypot(mouth().x, mouth().z)).toBeCloseTo(0.09, 6);
  });

  it("ANA-607: of somebody whose headset is off less than half is left to see", () => {
    const { view, alphas } = somebody([0, 0.2, -1], HANDS, { isAway: true });
    view.tick(frame());
    expect(Math.max(...alphas())).toBeCloseTo(0.4, 2);
  });
});
