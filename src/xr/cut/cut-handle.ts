import { BufferAttribute, BufferGeometry, ConeGeometry, CylinderGeometry, Group, LineBasicMaterial, LineLoop, Matrix4, Mesh, MeshBasicMaterial, Quaternion, SphereGeometry, Vector3, type Ray, type Sphere } from "three";
import { tiltedAbout, type CutPlane } from "@/core/anatomy/cuts";
import { axesOf } from "@/core/anatomy/section";
import type { Vec3 } from "@/core/anatomy/vector";
import { CASING, CHOSEN, HOVERED } from "../colours";

/** What a hand takes hold of: `push` moves the plane along its normal, `tilt` turns it about its middle. */
export type KnobKind = "push" | "tilt";

interface Knob {
  readonly kind: KnobKind;
  readonly object: Group;
}

/** A knob as it looks, and as far from its middle as it can still be pressed: CSS pixels, or tenths of a millimetre. */
const KNOB_PX = 9;
const PRESS_PX = 24;
/** Metres of a headset that one of those takes. */
const HEADSET_UNIT_M = 0.0009;

const toWorld = new Matrix4();
const place = new Vector3();
const normal = new Vector3();
const axis = new Vector3();
const across = new Vector3();
const nearest = new Vector3();
const turn = new Quaternion();
const UP = new Vector3(0, 1, 0);

/** The frame of a cutting plane with two knobs at its edge, so that the cut itself stays free. Its frame is the model's. */
export class CutHandle extends Group {
  private readonly frame: LineLoop<BufferGeometry, LineBasicMaterial>;
  private readonly knobs: readonly Knob[] = [createKnob("push"), createKnob("tilt")];
  private readonly arm: Mesh;
  private plane: CutPlane | null = null;
  private sizeM = 0.05;
  private pressM = 0.01;
  private hot: KnobKind | null = null;

  constructor() {
    super();
    const square = new BufferGeometry();
    square.setAttribute("position", new BufferAttribute(new Float32Array([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0]), 3));
    this.frame = new LineLoop(square, new LineBasicMaterial({ color: CHOSEN, transparent: true, opacity: 0.75, toneMapped: false }));
    this.arm = new Mesh(new CylinderGeometry(1, 1, 1, 8, 1, true), flat(CHOSEN));
    this.arm.renderOrder = 53;
    this.add(this.frame, this.arm, ...this.knobs.map(({ object }) => object));
    this.traverse((object) => {
      object.raycast = () => undefined;
    });
    this.visible = false;
  }

  /** Puts it on a plane that reaches `sizeM` from the model's middle; null takes it away. */
  put(plane: CutPlane | null, sizeM: number): void {
    this.plane = plane;
    this.sizeM = sizeM;
    this.visible = plane !== null;
    if (!plane) return;
    const { u, v } = axesOf(plane.n);
    toWorld.makeBasis(place.fromArray(u), across.fromArray(v), normal.fromArray(plane.n));
    this.frame.quaternion.setFromRotationMatrix(toWorld);
    this.frame.position.copy(normal).multiplyScalar(plane.d);
    this.frame.scale.setScalar(sizeM);
    turn.setFromUnitVectors(UP, normal);
    for (const { kind, object } of this.knobs) {
      object.position.copy(this.knobAt(kind, place));
      object.quaternion.copy(turn);
    }
    // The arm from the frame's corner to the knob that tilts.
    this.arm.quaternion.copy(turn);
    this.arm.position.copy(this.knobAt("tilt", place)).addScaledVector(normal, -this.armM / 2);
  }

  private get armM(): number {
    return this.sizeM * 0.45;
  }

  // In the model's frame. Apart from each other from wherever one looks.
  private knobAt(kind: KnobKind, into: Vector3): Vector3 {
    if (!this.plane) return into.set(0, 0, 0);
    const { n, d } = this.plane;
    const { u, v } = axesOf(n);
    const up = kind === "push" ? 0 : this.sizeM;
    const out = d + (kind === "push" ? 0 : this.armM);
    return into.set(n[0] * out + u[0] * this.sizeM + v[0] * up, n[1] * out + u[1] * this.sizeM + v[1] * up, n[2] * out + u[2] * this.sizeM + v[2] * up);
  }

  /** Keeps the knobs as large on the screen as fingers need. `unit`: world metres of a pixel at one metre's distance. */
  resize(eye: Vector3, unit: number, isHeadset: boolean): void {
    if (!this.visible) return;
    const scale = this.matrixWorld.getMaxScaleOnAxis();
    for (const { kind, object } of this.knobs) {
      const far = place.copy(object.position).applyMatrix4(this.matrixWorld).distanceTo(eye);
      const pixelM = (isHeadset ? HEADSET_UNIT_M : unit * far) / scale;
      object.scale.setScalar(KNOB_PX * pixelM * (this.hot === kind ? 1.35 : 1));
      this.pressM = PRESS_PX * pixelM * scale;
      if (kind === "tilt") this.arm.scale.set(pixelM * 1.5, this.armM, pixelM * 1.5);
    }
  }

  /** Marks a knob as the one that a press would take. */
  setHot(kind: KnobKind | null): boolean {
    const isNew = this.hot !== kind;
    this.hot = kind;
    for (const knob of this.knobs) knob.object.userData.paint(knob.kind === kind ? HOVERED : CHOSEN);
    return isNew;
  }

  /** The knob that a ray of the world passes within reach of. */
  along(ray: Ray): { readonly kind: KnobKind; readonly point: Vector3; readonly distance: number } | null {
    return this.best((at) => ray.distanceToPoint(at), (at) => ray.closestPointToPoint(at, nearest).distanceTo(ray.origin), this.pressM);
  }

  /** The knob within a sphere of the world. */
  near(sphere: Sphere): { readonly kind: KnobKind; readonly point: Vector3; readonly distance: number } | null {
    const away = (at: Vector3): number => at.distanceTo(sphere.center);
    return this.best(away, away, Math.max(this.pressM, sphere.radius));
  }

  private best(awayFrom: (at: Vector3) => number, distanceTo: (at: Vector3) => number, withinM: number): { kind: KnobKind; point: Vector3; distance: number } | null {
    if (!this.visible) return null;
    let best: { kind: KnobKind; point: Vector3; distance: number; away: number } | null = null;
    for (const { kind } of this.knobs) {
      const point = this.knobAt(kind, new Vector3()).applyMatrix4(this.matrixWorld);
      const away = awayFrom(point);
      if (away <= withinM && (!best || away < best.away)) best = { kind, point, distance: distanceTo(point), away };
    }
    return best;
  }

  /** Where a knob stands on a plane, in the model's frame. */
  knobOf(kind: KnobKind): Vector3 {
    return this.knobAt(kind, new Vector3());
  }

  override dispose(): void {
    this.frame.geometry.dispose();
    this.frame.material.dispose();
    this.traverse((object) => {
      if (!(object instanceof Mesh)) return;
      object.geometry.dispose();
      for (const material of [object.material].flat()) material.dispose();
    });
  }
}

const flat = (colour: string): MeshBasicMaterial => new MeshBasicMaterial({ color: colour, depthTest: false, depthWrite: false, transparent: true, toneMapped: false });

// A ball tilts, two cones push: told apart by shape.
function createKnob(kind: KnobKind): Knob {
  const object = new Group();
  const paint = flat(CHOSEN);
  const pieces =
    kind === "tilt"
      ? [new SphereGeometry(1, 20, 14)]
      : [new ConeGeometry(0.85, 1.5, 18).translate(0, 1.15, 0), new ConeGeometry(0.85, 1.5, 18).rotateX(Math.PI).translate(0, -1.15, 0)];
  for (const geometry of pieces) {
    const casing = new Mesh(geometry.clone().scale(1.22, 1.16, 1.22), flat(CASING));
    casing.renderOrder = 54;
    const body = new Mesh(geometry, paint);
    body.renderOrder = 55;
    object.add(casing, body);
  }
  object.userData.paint = (colour: string) => paint.color.set(colour);
  return { kind, object };
}

/** Pushed by a ray (model's frame): the plane follows the place on the knob's own line that is nearest to the ray. */
export function pushedByRay(plane: CutPlane, knob: Vector3, ray: Ray): CutPlane {
  axis.fromArray(plane.n);
  const along = ray.direction.dot(axis);
  const between = across.copy(ray.origin).sub(knob);
  const flatness = 1 - along * along;
  // Looked at straight on, no way along the normal shows: the plane stays.
  if (flatness < 1e-3) return plane;
  const t = (between.dot(axis) - along * between.dot(ray.direction)) / flatness;
  return { n: plane.n, d: plane.d + t };
}

/** Tilted by a ray (model's frame): the knob follows it on a ball about the plane's middle. */
export function tiltedByRay(plane: CutPlane, knob: Vector3, ray: Ray): CutPlane {
  const middle = place.fromArray(plane.n).multiplyScalar(plane.d);
  const arm = axis.copy(knob).sub(middle);
  const radius = arm.length();
  return tiltedTo(plane, arm, onBall(ray, middle, radius, knob).sub(middle));
}

/** Carried by a hand that went from one pose to another (model's frame). */
export function carriedPlane(plane: CutPlane, from: { p: Vector3; q: Quaternion }, to: { p: Vector3; q: Quaternion }): CutPlane {
  const middle = place.fromArray(plane.n).multiplyScalar(plane.d);
  turn.copy(from.q).invert().premultiply(to.q);
  const point = middle.sub(from.p).applyQuaternion(turn).add(to.p);
  const n = normal.fromArray(plane.n).applyQuaternion(turn);
  return tiltedAbout(array(point), array(n));
}

const array = ({ x, y, z }: Vector3): Vec3 => [x, y, z];

function tiltedTo(plane: CutPlane, from: Vector3, to: Vector3): CutPlane {
  turn.setFromUnitVectors(normal.copy(from).normalize(), across.copy(to).normalize());
  const n = normal.fromArray(plane.n).applyQuaternion(turn);
  return tiltedAbout([plane.n[0] * plane.d, plane.n[1] * plane.d, plane.n[2] * plane.d], array(n));
}

// Where a ray meets a ball on the side that the knob is on, or passes nearest to it.
function onBall(ray: Ray, middle: Vector3, radius: number, knob: Vector3): Vector3 {
  const near = ray.closestPointToPoint(middle, new Vector3());
  const away = near.distanceTo(middle);
  if (away >= radius) return near;
  const half = Math.sqrt(radius * radius - away * away);
  const [first, second] = [-half, half].map((by) => near.clone().addScaledVector(ray.direction, by));
  return first && second && second.distanceTo(knob) < first.distanceTo(knob) ? second : (first ?? near);
}
